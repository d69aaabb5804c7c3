#include "base/auto.h"
#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/shown.h"
#include "domain/progress.h"

struct given {
	int64_t pass;
	bool json;
};

static const struct option list[] = {
	{ "PASS", OPTION_PASS(struct given, pass), .about = "12 hexadecimal digits",
	  .required = true },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "{start, steps:[{at, number, centre, kind, minutes, level}]}" },
};
const struct options cmd_progress_options = OPTIONS(list, struct given);

/* NULL when nothing was said. */
static const char *level_shown(enum level level)
{
	return level == LEVEL_NONE ? NULL : level_name(level);
}

static bool step_json(void *context, const struct progress_step *step, struct err *err)
{
	struct json_writer *json = context;

	(void)err;
	json_write_begin_object(json);
	shown_time(json, "at", step->at);
	json_write_field_int(json, "number", step->number);
	shown_id(json, "centre", step->centre);
	json_write_field_int(json, "kind", step->kind);
	json_write_field_int(json, "minutes", step->minutes);
	json_write_field_text(json, "level", level_shown(step->level));
	json_write_end_object(json);
	return true;
}

static bool step_text(void *context, const struct progress_step *step, struct err *err)
{
	struct buf *out = context;
	char at[INSTANT_TEXT_SIZE];

	(void)err;
	instant_format(step->at, at);
	buf_addf(out, "%s  voucher %d, centre %lld, level %s\n", at, step->number,
	         (long long)step->centre,
	         step->level == LEVEL_NONE ? "not said" : level_name(step->level));
	return true;
}

bool cmd_progress(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	AUTO(buf_release) struct buf steps = { 0 };
	struct json_writer inner = { .to = &steps }, json = { .to = &cli->out };
	enum level start;

	if (given->json)
		json_write_begin_array(&inner);
	/* The start level is known after the steps, but shown before them. */
	if (!progress_of_pass(cli->app, &cli->caller, given->pass, &start,
	                      given->json ? step_json : step_text,
	                      given->json ? (void *)&inner : &steps, err) ||
	    !buf_check(&steps, err))
		return false;
	if (!given->json) {
		buf_addf(&cli->out, "start: %s\n%s",
		         start == LEVEL_NONE ? "not said" : level_name(start), buf_text(&steps));
		return true;
	}
	json_write_begin_object(&json);
	json_write_field_text(&json, "start", level_shown(start));
	json_write_name(&json, "steps");
	json_write_end_array(&inner);
	json_write_raw(&json, buf_text(&steps), steps.size);
	json_write_end_object(&json);
	buf_addc(&cli->out, '\n');
	return true;
}

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

static void progress_json(const struct progress *progress, struct buf *out)
{
	struct json_writer json = { .to = out };

	json_write_begin_object(&json);
	json_write_field_text(&json, "start", level_shown(progress->start));
	json_write_name(&json, "steps");
	json_write_begin_array(&json);
	for (size_t i = 0; i < progress->count; i++) {
		const struct progress_step *step = &progress->steps[i];

		json_write_begin_object(&json);
		shown_time(&json, "at", step->at);
		json_write_field_int(&json, "number", step->number);
		shown_id(&json, "centre", step->centre);
		json_write_field_int(&json, "kind", step->kind);
		json_write_field_int(&json, "minutes", step->minutes);
		json_write_field_text(&json, "level", level_shown(step->level));
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	json_write_end_object(&json);
	buf_addc(out, '\n');
}

static void progress_text(const struct progress *progress, struct buf *out)
{
	buf_addf(out, "start: %s\n", progress->start ? level_name(progress->start) : "not said");
	for (size_t i = 0; i < progress->count; i++) {
		const struct progress_step *step = &progress->steps[i];
		char at[INSTANT_TEXT_SIZE];

		instant_format(step->at, at);
		buf_addf(out, "%s  voucher %d, centre %lld, level %s\n", at, step->number,
		         (long long)step->centre,
		         step->level ? level_name(step->level) : "not said");
	}
}

bool cmd_progress(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct progress progress;

	if (!progress_of_pass(cli->app, &cli->caller, given->pass, &progress, err))
		return false;
	(given->json ? progress_json : progress_text)(&progress, &cli->out);
	return true;
}

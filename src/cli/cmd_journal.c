#include "base/auto.h"
#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/journal.h"

enum { PAGE = 500 };

struct given {
	struct listing listing;
	struct journal_wish wish;
	size_t count; /* of a page */
};

static const struct option list[] = {
	{ "--from", OPTION_DAY(struct given, wish.from_day), .about = "the first day" },
	{ "--until", OPTION_DAY(struct given, wish.until_day), .about = "the last day, included" },
	{ "--json", OPTION_FLAG(struct given, listing.json),
	  .about = "[{id, at, account, login, verb, object, detail, call}]" },
};
const struct options cmd_journal_options = OPTIONS(list, struct given);

static void show_json(struct json_writer *json, const struct journal_line *line)
{
	json_write_begin_object(json);
	shown_id(json, "id", line->id);
	shown_time(json, "at", line->at);
	shown_id(json, "account", line->account);
	json_write_field_text(json, "login", line->login);
	json_write_field_text(json, "verb", line->verb);
	json_write_field_text(json, "object", *line->object ? line->object : NULL);
	json_write_field_text(json, "detail", *line->detail ? line->detail : NULL);
	json_write_field_text(json, "call", *line->call ? line->call : NULL);
	json_write_end_object(json);
}

static void show_text(struct buf *out, const struct journal_line *line)
{
	char at[INSTANT_TEXT_SIZE];

	instant_format(line->at, at);
	buf_addf(out, "%s  %-24s %-22s %s\n", at,
	         line->login     ? line->login
	         : line->account ? "-"
	                         : "(command line)",
	         line->verb, line->object);
}

static bool show(void *context, const struct journal_line *line, struct err *err)
{
	struct given *given = context;

	(void)err;
	given->count++;
	given->wish.before_id = line->id;
	if (given->listing.json)
		show_json(&given->listing.writer, line);
	else
		show_text(given->listing.writer.to, line);
	return true;
}

bool cmd_journal(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;

	given->wish.before_id = INT64_MAX;
	given->wish.limit = PAGE;
	listing_begin(&given->listing, cli);
	do {
		given->count = 0;
		if (!journal_list(cli->app, &given->wish, show, given, err) || !cli_flush(cli, err))
			return false;
	} while (given->count == PAGE);
	listing_end(&given->listing);
	return true;
}

#include <string.h>

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "codec/json_write.h"
#include "domain/import.h"

struct given {
	struct import_wish wish;
	const char *file;
	bool json;
};

static const struct option list[] = {
	{ "FILE", OPTION_TEXT(struct given, file), .required = true,
	  .about = "CSV or JSON of the national schema; - is standard input" },
	{ "--programme", OPTION_ID(struct given, wish.programme), .value = "P",
	  .about = "whose candidates the places become" },
	{ "--approve", OPTION_FLAG(struct given, wish.approve),
	  .about = "approve them at once, here and for the programme" },
	{ "--dry-run", OPTION_FLAG(struct given, wish.dry_run),
	  .about = "say what would come of it, and write nothing" },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "{rows, added, changed, unchanged, dropped, approved, gone, "
	           "doubts:[{severity, row, id, field, code, text}]}" },
};
const struct options cmd_import_centres_options = OPTIONS(list, struct given);

static bool doubt_json(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct json_writer *json = context;

	(void)err;
	json_write_begin_object(json);
	json_write_field_text(json, "severity", centres_severity_name(doubt->severity));
	json_write_field_int(json, "row", (int64_t)doubt->row);
	json_write_field_text(json, "id", doubt->id);
	json_write_field_text(json, "field", doubt->field);
	json_write_field_text(json, "code", doubt->code);
	json_write_field_text(json, "text", doubt->text);
	json_write_end_object(json);
	return true;
}

static bool doubt_text(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct json_writer *text = context;

	(void)err;
	buf_addf(text->to, "%-7s  ", centres_severity_name(doubt->severity));
	if (doubt->row)
		buf_addf(text->to, "row %zu", doubt->row);
	else
		buf_adds(text->to, doubt->id);
	if (doubt->field[0])
		buf_addf(text->to, ", %s", doubt->field);
	buf_addf(text->to, ": %s\n", doubt->text);
	return true;
}

/* What came of it, then the doubts, which came first. */
static void show(const struct import_counts *counts, const struct buf *doubts, bool as_json,
                 struct buf *out)
{
	struct json_writer json = { .to = out };
	const struct {
		const char *name;
		size_t count;
	} figures[] = {
		{ "rows", counts->rows },       { "added", counts->added },
		{ "changed", counts->changed }, { "unchanged", counts->unchanged },
		{ "dropped", counts->dropped }, { "approved", counts->approved },
		{ "gone", counts->gone },
	};

	if (!as_json)
		buf_adds(out, buf_text(doubts));
	else
		json_write_begin_object(&json);
	for (size_t i = 0; i < COUNT_OF(figures); i++)
		if (as_json)
			json_write_field_int(&json, figures[i].name, (int64_t)figures[i].count);
		else
			buf_addf(out, "%s%s %zu", i ? ", " : "", figures[i].name, figures[i].count);
	if (as_json) {
		json_write_name(&json, "doubts");
		json_write_raw(&json, doubts->data, doubts->size);
		json_write_end_object(&json);
	}
	buf_addc(out, '\n');
}

bool cmd_import_centres(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;
	AUTO(buf_release) struct buf doubts = { 0 };
	struct json_writer writer = { .to = &doubts };
	struct import_counts counts;

	given->wish.doubt = given->json ? doubt_json : doubt_text;
	given->wish.context = &writer;
	if (given->json)
		json_write_begin_array(&writer);
	if (cli->tries && strcmp(given->file, "-") == 0)
		return err_named(err, ERR_CONFLICT, "input_spent",
		                 "another writer came between, and standard input cannot be read"
		                 " again: import a file");
	if (given->wish.programme)
		deed_to_id(cli, given->wish.programme);
	if (!import_centres(cli->app, &(struct import_file){ .path = given->file }, &given->wish,
	                    &counts, err))
		return false;
	if (given->json)
		json_write_end_array(&writer);
	if (!buf_check(&doubts, err))
		return false;
	show(&counts, &doubts, given->json, &cli->out);
	return true;
}

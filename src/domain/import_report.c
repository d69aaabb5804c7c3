#include "domain/import_report.h"

#include "base/auto.h"

void import_report_begin(struct import_report *report)
{
	import_report_release(report);
	report->to_first = (struct json_writer){ .to = &report->first };
	report->to_most = (struct json_writer){ .to = &report->most };
	json_write_begin_array(&report->to_first);
	json_write_begin_array(&report->to_most);
}

void import_report_release(struct import_report *report)
{
	buf_release(&report->first);
	buf_release(&report->most);
	*report = (struct import_report){ 0 };
}

static void write_doubt(struct json_writer *json, const struct centres_doubt *doubt)
{
	json_write_begin_object(json);
	json_write_field_text(json, "severity", centres_severity_name(doubt->severity));
	json_write_field_int(json, "row", (int64_t)doubt->row);
	json_write_field_text(json, "id", doubt->id);
	json_write_field_text(json, "field", doubt->field);
	json_write_field_text(json, "code", doubt->code);
	json_write_field_text(json, "text", doubt->text);
	json_write_end_object(json);
}

bool import_report_hear(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct import_report *report = context;
	size_t at = report->heard[doubt->row ? (int)doubt->severity : IMPORT_KIND_GONE]++;

	(void)err;
	if (at < IMPORT_DOUBTS_FIRST)
		write_doubt(&report->to_first, doubt);
	if (at < IMPORT_DOUBTS_MOST)
		write_doubt(&report->to_most, doubt);
	return true;
}

void import_report_end(struct import_report *report)
{
	json_write_end_array(&report->to_first);
	json_write_end_array(&report->to_most);
}

static void write_counts(struct json_writer *json, const struct import_counts *counts)
{
	const struct {
		const char *name;
		size_t count;
	} figures[] = {
		{ "rows", counts->rows },       { "added", counts->added },
		{ "changed", counts->changed }, { "unchanged", counts->unchanged },
		{ "dropped", counts->dropped }, { "approved", counts->approved },
		{ "gone", counts->gone },
	};

	for (size_t i = 0; i < COUNT_OF(figures); i++)
		json_write_field_int(json, figures[i].name, (int64_t)figures[i].count);
	json_write_name(json, "doubts_count");
	json_write_begin_object(json);
	for (int i = 0; i < CENTRES_SEVERITY__COUNT; i++)
		json_write_field_int(json, centres_severity_name((enum centres_severity)i),
		                     (int64_t)counts->doubts[i]);
	json_write_end_object(json);
}

void import_report_write(const struct import_report *report, const struct import_counts *counts,
                         bool most, struct json_writer *to)
{
	const struct buf *doubts = most ? &report->most : &report->first;

	write_counts(to, counts);
	json_write_name(to, "doubts");
	json_write_raw(to, buf_text(doubts), doubts->size);
}

bool import_report_check(const struct import_report *report, struct err *err)
{
	return buf_check(&report->first, err) && buf_check(&report->most, err);
}

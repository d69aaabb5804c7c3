#include "codec/csv_write.h"

#include "base/auto.h"
#include "codec/csv.h"
#include "check.h"

static struct err err;

static void writes_rfc_4180(void)
{
	AUTO(buf_release) struct buf buf = { 0 };
	struct csv_writer csv = { .to = &buf, .separator = ',' };

	csv_write_text(&csv, "a");
	csv_write_text(&csv, NULL);
	csv_write_text(&csv, "b,c");
	csv_write_int(&csv, -12);
	csv_write_end_row(&csv);
	csv_write_text(&csv, "say \"hi\"");
	csv_write_text(&csv, "x\ny");
	csv_write_text(&csv, "p;q");
	csv_write_text(&csv, " s ");
	csv_write_end_row(&csv);
	CHECK_TEXT(buf_text(&buf), "a,,\"b,c\",-12\r\n\"say \"\"hi\"\"\",\"x\ny\",p;q,\" s \"\r\n");
}

static void guards_against_formulas(void)
{
	static const struct {
		const char *text, *written;
	} cases[] = {
		{ "=1+1", "'=1+1" },     { "+33545932222", "'+33545932222" },
		{ "-2", "'-2" },         { "@SUM(A1)", "'@SUM(A1)" },
		{ "\t=1", "\"'\t=1\"" }, { "\r=1", "\"'\r=1\"" },
		{ "a=1", "a=1" },        { "=\"x\"", "\"'=\"\"x\"\"\"" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf buf = { 0 };
		struct csv_writer csv = { .to = &buf, .separator = ';' };

		csv_write_text(&csv, cases[i].text);
		CHECK_TEXT(buf_text(&buf), cases[i].written);
	}
}

static const char *const hard[] = { "é;à", "\"", "a\r\nb", "", "x\ty", " y ", ";;", "'", "😀,|" };

static bool compare(void *context, const struct csv_row *row, struct err *error)
{
	size_t *rows = context;

	(void)error;
	++*rows;
	if (row->number > 1 && CHECK_INT(row->count, COUNT_OF(hard)))
		for (size_t i = 0; i < row->count; i++)
			CHECK_TEXT(row->fields[i], hard[i]);
	return true;
}

static void what_is_written_reads_back(void)
{
	for (const char *separator = ",;"; *separator; separator++) {
		AUTO(buf_release) struct buf buf = { 0 };
		AUTO(csv_close) struct csv_reader *reader = NULL;
		struct csv_writer csv = { .to = &buf, .separator = *separator };
		size_t rows = 0;

		buf_adds(&buf, CSV_WRITE_MARK);
		for (size_t i = 0; i < COUNT_OF(hard); i++)
			csv_write_int(&csv, (int64_t)i);
		csv_write_end_row(&csv);
		for (size_t i = 0; i < COUNT_OF(hard); i++)
			csv_write_text(&csv, hard[i]);
		csv_write_end_row(&csv);
		CHECK_OK(csv_open(&reader, compare, &rows, &err) &&
		         csv_feed(reader, buf.data, buf.size, &err) && csv_end(reader, &err));
		CHECK_INT(rows, 2);
	}
}

CHECK_MAIN({ "writes_rfc_4180", writes_rfc_4180 },
           { "guards_against_formulas", guards_against_formulas },
           { "what_is_written_reads_back", what_is_written_reads_back })

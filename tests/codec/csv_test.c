#include "codec/csv.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "check.h"

static struct err err;

/* Each row as "number:[a][b]", an end without line end as "!". */
static bool show(void *context, const struct csv_row *row, struct err *error)
{
	struct buf *shown = context;

	buf_addf(shown, "%zu:", row->number);
	for (size_t i = 0; i < row->count; i++)
		buf_addf(shown, "[%s]", row->fields[i]);
	if (row->cut)
		buf_addc(shown, '!');
	if (strcmp(row->fields[0], "stop") == 0)
		return err_set(error, ERR_REFUSED, "told to stop");
	return true;
}

static bool read_in_steps(const char *text, size_t size, size_t step, struct buf *shown)
{
	AUTO(csv_close) struct csv_reader *reader = NULL;

	if (!csv_open(&reader, show, shown, &err))
		return false;
	for (size_t at = 0; at < size; at += step)
		if (!csv_feed(reader, text + at, size - at < step ? size - at : step, &err))
			return false;
	return csv_end(reader, &err);
}

static const struct {
	const char *text, *shown;
} readable[] = {
	{ "", "" },
	{ "\n\n", "" },
	{ "a,b\n1,2\n", "1:[a][b]2:[1][2]" },
	{ "a,b\n1,2", "1:[a][b]2:[1][2]!" },
	{ "a;b,c;d\r\n1;2,2;3\r\n", "1:[a][b,c][d]2:[1][2,2][3]" },
	{ "a\tb\n1\t\n", "1:[a][b]2:[1][]" },
	{ "a|b\n1|2\n", "1:[a][b]2:[1][2]" },
	{ "a\n1,2\n", "1:[a]2:[1][2]" },
	{ "\"x;y;z;t\",b\n1,2\n", "1:[x;y;z;t][b]2:[1][2]" },
	{ "\xef\xbb\xbf"
	  "a;b\n1;2\n",
	  "1:[a][b]2:[1][2]" },
	{ "\xef\xbb\xbf\"a\";b\n", "1:[a][b]" },
	{ "a,b\n\"x\r\ny\",\"say \"\"hi\"\"\"\n", "1:[a][b]2:[x\r\ny][say \"hi\"]" },
	{ "a,b\n salle \"Jean\" , 2 \n", "1:[a][b]2:[salle \"Jean\"][2]" },
	{ "a,b\n\n\r\n1,2\r\n\r\n3,4\r\n", "1:[a][b]4:[1][2]6:[3][4]" },
	{ "a,b\r1,2\r", "1:[a][b]2:[1][2]" },
	{ "é;ß\n€;😀\n", "1:[é][ß]2:[€][😀]" },
};

static void reads_the_usual_shapes_however_they_are_cut(void)
{
	for (size_t i = 0; i < COUNT_OF(readable); i++)
		for (size_t step = 1; step < 20; step += 2) {
			AUTO(buf_release) struct buf shown = { 0 };

			CHECK_OK(read_in_steps(readable[i].text, strlen(readable[i].text), step,
			                       &shown));
			CHECK_TEXT(buf_text(&shown), readable[i].shown);
		}
}

static void refuses(const char *text, size_t size, const char *name, const char *part)
{
	AUTO(buf_release) struct buf shown = { 0 };

	CHECK_ERR(read_in_steps(text, size, 1000, &shown), ERR_INPUT);
	CHECK_TEXT(err.name, name);
	CHECK(err.row > 0);
	if (!strstr(err.text, part))
		CHECK_FAIL("\"%s\" does not say \"%s\"", err.text, part);
}

static void says_the_row_of_what_is_broken(void)
{
	refuses("a,b\n1,2\n3,\"4\n5,6\n", 17, "bad_csv", "row 3: a quote");
	refuses("a,\"b", 5 - 1, "bad_csv", "row 1");
	refuses("a,b\n1,caf\xe9\n", 11, "windows_1252",
	        "row 2: not UTF-8; it looks like Windows-1252");
	refuses("a,b\n1,\x01\xff\n", 10, "not_utf8", "row 2: not UTF-8");
	CHECK(!strstr(err.text, "1252"));
	refuses("a,b\n1,\0x\n", 9, "not_utf8", "row 2");
	refuses("\xff\xfe"
	        "a\0,\0b\0\n\0",
	        10, "not_utf8", "row 1");
}

static void big(size_t fields, size_t size, const char *name)
{
	AUTO(buf_release) struct buf text = { 0 }, shown = { 0 };

	buf_adds(&text, "a,b\n");
	for (size_t i = 0; i < fields; i++) {
		if (i)
			buf_addc(&text, ',');
		for (size_t k = 0; k < size; k++)
			buf_addc(&text, 'x');
	}
	if (name)
		refuses(text.data, text.size, name, "row 2");
	else
		CHECK_OK(read_in_steps(text.data, text.size, 100000, &shown));
}

static void bounds_fields_rows_and_columns(void)
{
	big(1, CSV_FIELD_MAX, NULL);
	big(1, CSV_FIELD_MAX + 1, "too_long");
	big(1, 4 << 20, "too_long");
	big(CSV_COLUMN_MAX, 1, NULL);
	big(CSV_COLUMN_MAX + 1, 1, "too_long");
	big(17, CSV_FIELD_MAX, "too_long");
}

static void a_quote_left_open_is_not_read_into_memory(void)
{
	AUTO(buf_release) struct buf text = { 0 };

	buf_adds(&text, "a,b\n\"");
	for (size_t i = 0; i < 500000; i++)
		buf_adds(&text, "1,2\n");
	refuses(text.data, text.size, "too_long", "row 2: a field");
}

static void stops_when_the_caller_says_so(void)
{
	AUTO(buf_release) struct buf shown = { 0 };

	CHECK_ERR(read_in_steps("a,b\nstop,1\n2,3\n", 15, 100, &shown), ERR_REFUSED);
	CHECK_TEXT(buf_text(&shown), "1:[a][b]2:[stop][1]");
	CHECK_TEXT(err.text, "told to stop");
}

static void survives_cuts_and_flips(void)
{
	static const char text[] =
		"\xef\xbb\xbfid;nom\r\n1;\"a \"\"b\"\"\r\nc\"\r\n2;\xc3\xa9t\xc3\xa9\r\n";
	size_t size = sizeof text - 1;

	for (size_t at = 0; at < size; at++) {
		AUTO(buf_release) struct buf shown = { 0 };
		char *part = malloc(at + 1);

		memcpy(part, text, at);
		if (!read_in_steps(part, at, 7, &shown))
			CHECK_INT(err.code, ERR_INPUT);
		free(part);
		for (int value = 0; value < 256; value++) {
			char changed[sizeof text];

			buf_clear(&shown);
			memcpy(changed, text, size);
			changed[at] = (char)value;
			if (!read_in_steps(changed, size, size, &shown))
				CHECK_INT(err.code, ERR_INPUT);
		}
	}
}

CHECK_MAIN({ "reads_the_usual_shapes_however_they_are_cut",
             reads_the_usual_shapes_however_they_are_cut },
           { "says_the_row_of_what_is_broken", says_the_row_of_what_is_broken },
           { "bounds_fields_rows_and_columns", bounds_fields_rows_and_columns },
           { "a_quote_left_open_is_not_read_into_memory",
             a_quote_left_open_is_not_read_into_memory },
           { "stops_when_the_caller_says_so", stops_when_the_caller_says_so },
           { "survives_cuts_and_flips", survives_cuts_and_flips })

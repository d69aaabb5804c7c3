#include "codec/json_write.h"

#include <math.h>

#include "base/auto.h"
#include "codec/json.h"
#include "check.h"

static struct err err;

static void commas_come_by_themselves(void)
{
	AUTO(buf_release) struct buf buf = { 0 };
	struct json_writer json = { .to = &buf };

	json_write_begin_object(&json);
	json_write_field_text(&json, "a", "x");
	json_write_name(&json, "b");
	json_write_begin_array(&json);
	json_write_int(&json, INT64_MIN);
	json_write_begin_array(&json);
	json_write_end_array(&json);
	json_write_bool(&json, false);
	json_write_null(&json);
	json_write_raw(&json, "{\"z\":1}", 7);
	json_write_begin_object(&json);
	json_write_end_object(&json);
	json_write_end_array(&json);
	json_write_field_int(&json, "c", 3);
	json_write_field_bool(&json, "d", true);
	json_write_field_text(&json, "e", NULL);
	json_write_end_object(&json);
	CHECK_TEXT(buf_text(&buf),
	           "{\"a\":\"x\",\"b\":[-9223372036854775808,[],false,null,{\"z\":1},{}],"
	           "\"c\":3,\"d\":true,\"e\":null}");
}

static void every_text_reads_back(void)
{
	char text[256];

	for (int first = 1; first < 128; first++) {
		AUTO(buf_release) struct buf buf = { 0 };
		AUTO(json_close) struct json *tree = NULL;
		struct json_writer json = { .to = &buf };

		snprintf(text, sizeof text, "%c\"é\\\n€%c😀", first, first);
		json_write_begin_array(&json);
		json_write_text(&json, text);
		json_write_end_array(&json);
		if (CHECK_OK(json_parse(&tree, buf.data, buf.size, &err)))
			CHECK_TEXT(json_text(json_at(tree, 0)), text);
	}
}

static void bytes_that_are_not_utf8_are_replaced(void)
{
	AUTO(buf_release) struct buf buf = { 0 };
	struct json_writer json = { .to = &buf };

	json_write_text(&json, "a\xff\"\xc3\xa9\xe2\x82");
	CHECK_TEXT(buf_text(&buf), "\"a\xef\xbf\xbd\\\"é\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void decimals_are_written_with_a_dot(void)
{
	static const struct {
		double value;
		int decimals;
		const char *text;
	} cases[] = {
		{ 45.681367, 6, "45.681367" },
		{ -0.331217, 6, "-0.331217" },
		{ -0.0000001, 6, "0.000000" },
		{ 0.05, 1, "0.1" },
		{ 1234.5, 0, "1235" },
		{ -61.5, 2, "-61.50" },
		{ NAN, 2, "null" },
		{ INFINITY, 2, "null" },
		{ 2e9, 2, "null" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf buf = { 0 };
		struct json_writer json = { .to = &buf };

		json_write_decimal(&json, cases[i].value, cases[i].decimals);
		CHECK_TEXT(buf_text(&buf), cases[i].text);
	}
}

CHECK_MAIN({ "commas_come_by_themselves", commas_come_by_themselves },
           { "every_text_reads_back", every_text_reads_back },
           { "bytes_that_are_not_utf8_are_replaced", bytes_that_are_not_utf8_are_replaced },
           { "decimals_are_written_with_a_dot", decimals_are_written_with_a_dot })

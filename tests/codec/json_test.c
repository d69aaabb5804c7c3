#include "codec/json.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "check.h"
#include "freed.h"

static struct err err;

static void refuses(const char *text, size_t size)
{
	AUTO(json_close) struct json *json = NULL;

	if (!CHECK_ERR(json_parse(&json, text, size, &err), ERR_INPUT))
		printf("# on %.*s\n", (int)size, text);
	CHECK_TEXT(err.name, "bad_json");
}

static void refuses_what_is_not_strict(void)
{
	static const char *const texts[] = {
		"",
		" ",
		"1",
		"\"a\"",
		"null",
		"{",
		"[1,]",
		"{\"a\":1,\"a\":2}",
		"{\"a\":1} x",
		"[1][2]",
		"[\"\xff\"]",
		"[\"\xed\xa0\x80\"]",
		"[\"\\ud800\"]",
		"[\"a\\u0000b\"]",
		"[01]",
		"[NaN]",
		"[+1]",
		"[1e999]",
		"[99999999999999999999]",
		"{a:1}",
		"['a']",
		"// x\n[1]",
		"[\"a\nb\"]",
		"\xef\xbb\xbf[]",
		"[.5]",
		"[tru]",
	};

	refuses("[-39\0,1]", 9);
	refuses("[1]\0", 4);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		refuses(texts[i], strlen(texts[i]));
	refuses("[]\0", 3);
	refuses("[\"a\0b\"]", 7);
}

static void says_where_without_repeating_the_input(void)
{
	static const char text[] = "{\n \"code\": \"SECRET\" \"x\"}";
	AUTO(json_close) struct json *json = NULL;

	CHECK_ERR(json_parse(&json, text, strlen(text), &err), ERR_INPUT);
	CHECK(strstr(err.text, "line 2"));
	CHECK(!strstr(err.text, "SECRET") && !strstr(err.text, "near"));
}

static void nests(size_t depth, bool accepted)
{
	AUTO(json_close) struct json *json = NULL;
	char text[256];

	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	CHECK(json_parse(&json, text, 2 * depth, &err) == accepted);
}

static void bounds_depth(void)
{
	static char deep[1 << 20];

	nests(JSON_DEPTH_MAX, true);
	nests(JSON_DEPTH_MAX + 1, false);
	memset(deep, '[', sizeof deep);
	refuses(deep, sizeof deep);
	CHECK(strstr(err.text, "deeper"));
}

static void brackets_in_texts_do_not_nest(void)
{
	static const char text[] = "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[[[[[\"]";
	AUTO(json_close) struct json *json = NULL;

	CHECK_OK(json_parse(&json, text, strlen(text), &err));
}

static void reads_each_kind(void)
{
	static const char text[] =
		"{\"i\":-9223372036854775808,\"r\":45.5,\"t\":\"\\u00e9\xc3\xa9\","
		"\"b\":true,\"n\":null,\"a\":[1,\"x\"],\"o\":{}}";
	AUTO(json_close) struct json *json = NULL;
	int64_t i = 0;
	double r = 0;
	bool b = false;

	if (!CHECK_OK(json_parse(&json, text, strlen(text), &err)))
		return;
	CHECK_INT(json_count(json), 7);
	CHECK(json_int(json_get(json, "i"), &i) && i == INT64_MIN);
	CHECK(json_number(json_get(json, "r"), &r) && r == 45.5);
	CHECK(json_number(json_get(json, "i"), &r) && r == -9223372036854775808.0);
	CHECK_TEXT(json_text(json_get(json, "t")), "éé");
	CHECK(json_bool(json_get(json, "b"), &b) && b);
	CHECK_INT(json_kind(json_get(json, "n")), JSON_IS_NULL);
	CHECK_INT(json_count(json_get(json, "a")), 2);
	CHECK_TEXT(json_text(json_at(json_get(json, "a"), 1)), "x");
	CHECK_INT(json_kind(json_get(json, "o")), JSON_IS_OBJECT);
}

static void wrong_kinds_are_not_converted(void)
{
	static const char text[] = "[1.0,\"1\",true,{},[]]";
	AUTO(json_close) struct json *json = NULL;
	int64_t i;
	double r;
	bool b;

	if (!CHECK_OK(json_parse(&json, text, strlen(text), &err)))
		return;
	for (size_t at = 0; at < 6; at++)
		CHECK(!json_int(json_at(json, at), &i));
	for (size_t at = 1; at < 6; at++)
		CHECK(!json_number(json_at(json, at), &r));
	CHECK(!json_bool(json_at(json, 0), &b));
	CHECK(!json_text(json_at(json, 0)));
	CHECK(!json_get(json, "x") && !json_get(json_at(json, 3), "x") && !json_at(json, 5));
	CHECK_INT(json_kind(NULL), JSON_IS_NULL);
	CHECK(!json_get(NULL, "x") && !json_at(NULL, 0) && !json_text(NULL) && !json_count(NULL));
}

static bool collect(void *context, const char *name, const struct json *value, struct err *error)
{
	char *names = context;

	(void)value;
	strncat(names, name, 1);
	return *name != 'c' || err_set(error, ERR_REFUSED, "enough");
}

static void members_come_in_order_until_one_stops(void)
{
	static const char text[] = "{\"b\":1,\"a\":2,\"c\":3,\"d\":4}";
	AUTO(json_close) struct json *json = NULL;
	char names[8] = "";

	if (!CHECK_OK(json_parse(&json, text, strlen(text), &err)))
		return;
	CHECK_ERR(json_each(json, collect, names, &err), ERR_REFUSED);
	CHECK_TEXT(names, "bac");
}

/* Cut anywhere, or any byte changed, it is JSON or it is refused; the sanitizers watch. */
static void survives_cuts_and_flips(void)
{
	static const char text[] =
		"{\"a\":[1,2.5e3,\"\\u00e9\\n\",null],\"\xc3\xa9\":{\"t\":true}}";
	size_t size = sizeof text - 1;

	for (size_t cut = 0; cut < size; cut++) {
		char *part = malloc(cut + 1);

		memcpy(part, text, cut);
		refuses(part, cut);
		free(part);
	}
	for (size_t at = 0; at < size; at++)
		for (int value = 0; value < 256; value++) {
			AUTO(json_close) struct json *json = NULL;
			char changed[sizeof text];

			memcpy(changed, text, size);
			changed[at] = (char)value;
			if (!json_parse(&json, changed, size, &err))
				CHECK_TEXT(err.name, "bad_json");
		}
}

static void what_was_parsed_is_overwritten(void)
{
	static const char *const texts[] = {
		"{\"password\":\"%s\"}", "{\"%s\":[\"%s\",\"\\u00e9%s\",{\"%s-and-more\":1}]}",
		"{\"password\":\"%s\"",  "{\"password\":\"%s",
		"{\"%s\":1,\"%s\":2}",
	};
	struct buf control = { 0 };

	buf_adds(&control, freed_secret);
	freed_with_secret = 0;
	buf_release(&control);
	CHECK_INT(freed_with_secret, 1); /* it would be seen */
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		char text[200];
		struct json *json = NULL;

		snprintf(text, sizeof text, texts[i], freed_secret, freed_secret, freed_secret,
		         freed_secret);
		freed_blocks = freed_with_secret = 0;
		if (json_parse(&json, text, strlen(text), &err))
			json_close(&json);
		CHECK(freed_blocks > 2);
		CHECK_INT(freed_with_secret, 0);
	}
}

CHECK_MAIN({ "what_was_parsed_is_overwritten", what_was_parsed_is_overwritten },
           { "refuses_what_is_not_strict", refuses_what_is_not_strict },
           { "says_where_without_repeating_the_input", says_where_without_repeating_the_input },
           { "bounds_depth", bounds_depth },
           { "brackets_in_texts_do_not_nest", brackets_in_texts_do_not_nest },
           { "reads_each_kind", reads_each_kind },
           { "wrong_kinds_are_not_converted", wrong_kinds_are_not_converted },
           { "members_come_in_order_until_one_stops", members_come_in_order_until_one_stops },
           { "survives_cuts_and_flips", survives_cuts_and_flips })

#include "codec/centres_json.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "codec/json.h"
#include "check.h"

static struct err err;

/* Each entry as "number:kind " and its id when it has one. */
static bool show(void *context, size_t number, const struct json *entry, struct err *error)
{
	struct buf *shown = context;
	const char *id = json_text(json_get(entry, "id"));

	buf_addf(shown, "%zu:%s ", number, id ? id : json_kind_name(json_kind(entry)));
	return !id || strcmp(id, "stop") != 0 || err_set(error, ERR_REFUSED, "told to stop");
}

static bool read_in_steps(const char *text, size_t size, size_t step, struct buf *shown)
{
	AUTO(centres_json_close) struct centres_json *cutter = NULL;

	if (!centres_json_open(&cutter, show, shown, &err))
		return false;
	for (size_t at = 0; at < size; at += step)
		if (!centres_json_feed(cutter, text + at, size - at < step ? size - at : step,
		                       &err))
			return false;
	return centres_json_end(cutter, &err);
}

static void cuts_every_shape_however_it_comes(void)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{ "[]", "" },
		{ " [ ] \n", "" },
		{ "[{\"id\":\"a\"}]", "1:a " },
		{ "[ {\"id\":\"a\"} , {\"id\":\"b\"}\n]\n", "1:a 2:b " },
		{ "[1,\"],{\",null,[[2]],{}]",
		  "1:an integer 2:a text 3:null 4:a list 5:an object " },
		{ "[{\"id\":\"a\\\"]},{\\\\\"}]", "1:a\"]},{\\ " },
		{ "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", "1:a 2:b " },
		{ "{\"n\":{\"x\":[1]},\"data\" : [ {\"id\":\"a\"} ] , \"m\":[2]}", "1:a " },
		{ "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "1:a 2:b " },
		{ "{\"id\":\"a\",\"services\":[\"x\",\"y\"]}", "1:a " },
		{ "{\"data\":[]}", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t step = 1; step < 8; step += 3) {
			AUTO(buf_release) struct buf shown = { 0 };

			if (!CHECK_OK(read_in_steps(cases[i].text, strlen(cases[i].text), step,
			                            &shown)) ||
			    !CHECK_TEXT(buf_text(&shown), cases[i].shown))
				printf("# on %s\n", cases[i].text);
		}
}

static void refuses(const char *text, size_t size, const char *name)
{
	AUTO(buf_release) struct buf shown = { 0 };

	if (!CHECK_ERR(read_in_steps(text, size, 1000, &shown), ERR_INPUT) ||
	    !CHECK_TEXT(err.name, name))
		printf("# on %.60s\n", text);
}

static void what_is_broken_is_refused_with_its_place(void)
{
	static const char *const bad[] = {
		"[,]",
		"[1,,2]",
		"[1,]",
		"[1 2]",
		"[{\"a\":1}{\"b\":2}]",
		"[tru]",
		"[]x",
		"[][]",
		"{\"data\":[1]}{",
		"{\"a\":1}x",
		"[{]",
		"{\"data\":[1],}",
		"[\"\xff\"]",
		"{\"data\":[1]} 2",
		"[{\"a\":1,\"a\":2}]",
		"[(]",
	};

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		AUTO(buf_release) struct buf shown = { 0 };

		if (!CHECK_ERR(read_in_steps(bad[i], strlen(bad[i]), 1000, &shown), ERR_INPUT))
			printf("# on %s\n", bad[i]);
	}
	refuses("[{\"id\":\"a\"},{\"id\":tru}]", 24, "bad_json");
	CHECK(strstr(err.text, "place 2"));
	refuses("[{\"id\":\"a\"},{\"id\":\"b", 20, "truncated");
	CHECK(strstr(err.text, "place 2"));
	refuses("[{\"id\":\"a\"}", 11, "truncated");
	refuses("{\"data\":[]", 10, "truncated");
	refuses("", 0, "truncated");
}

static void one_entry_does_not_fill_the_memory(void)
{
	AUTO(buf_release) struct buf text = { 0 };

	buf_adds(&text, "[\"");
	for (size_t i = 0; i < CENTRES_ENTRY_MAX; i++)
		buf_addc(&text, 'x');
	refuses(text.data, text.size, "too_long");
}

static void stops_when_the_caller_says_so(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	static const char text[] = "[{\"id\":\"stop\"},{\"id\":\"b\"}]";

	CHECK_ERR(read_in_steps(text, strlen(text), 5, &shown), ERR_REFUSED);
	CHECK_TEXT(buf_text(&shown), "1:stop ");
}

static void no_cut_is_taken_for_a_whole_file(void)
{
	static const char text[] =
		"{\"n\":1,\"data\":[{\"id\":\"a\\\"\"},2,[{}]],\"m\":[{\"x\":\"]\"}]}";
	size_t size = sizeof text - 1;

	for (size_t at = 0; at < size; at++) {
		AUTO(buf_release) struct buf shown = { 0 };
		char *part = malloc(at + 1);

		memcpy(part, text, at);
		CHECK_ERR(read_in_steps(part, at, 3, &shown), ERR_INPUT);
		free(part);
		for (int value = 0; value < 256; value++) {
			char changed[sizeof text];

			buf_clear(&shown);
			memcpy(changed, text, size);
			changed[at] = (char)value;
			if (!read_in_steps(changed, size, 11, &shown))
				CHECK_INT(err.code, ERR_INPUT);
		}
	}
}

static void values_read_like_those_of_csv(void)
{
	static const char text[] = "[\"a\",12,45.5,null,[\"x\",\"y\"],true,{},[1]]";
	static const char *const want[] = { "a", "12", "45.500000", "", "x|y" };
	AUTO(json_close) struct json *list = NULL;

	if (!CHECK_OK(json_parse(&list, text, strlen(text), &err)))
		return;
	for (size_t i = 0; i < json_count(list); i++) {
		AUTO(buf_release) struct buf value = { 0 };

		CHECK_INT(centres_json_value(&value, json_at(list, i)), i < COUNT_OF(want));
		if (i < COUNT_OF(want))
			CHECK_TEXT(buf_text(&value), want[i]);
	}
}

CHECK_MAIN({ "cuts_every_shape_however_it_comes", cuts_every_shape_however_it_comes },
           { "what_is_broken_is_refused_with_its_place", what_is_broken_is_refused_with_its_place },
           { "one_entry_does_not_fill_the_memory", one_entry_does_not_fill_the_memory },
           { "stops_when_the_caller_says_so", stops_when_the_caller_says_so },
           { "no_cut_is_taken_for_a_whole_file", no_cut_is_taken_for_a_whole_file },
           { "values_read_like_those_of_csv", values_read_like_those_of_csv })

/* Members of things that are edited: lists, days, filters. */
#include "http/thing.h"

#include "base/auto.h"
#include "check.h"
#include "codec/json.h"

static const struct thing_list words = { "words", '|', false }, numbers = { "numbers", ' ', true };

static bool read(const struct thing_list *list, const char *text, char *to, size_t size,
                 struct err *err)
{
	AUTO(json_close) struct json *json = NULL;

	return json_parse(&json, text, strlen(text), err) &&
	       thing_read_list(list, json, to, size, err);
}

static void a_list_is_read_as_it_was_written(void)
{
	static const struct {
		const struct thing_list *list;
		const char *text, *json;
	} cases[] = {
		{ &words, "", "{\"words\":[]}" },
		{ &words, "a", "{\"words\":[\"a\"]}" },
		{ &words, "a b|é", "{\"words\":[\"a b\",\"é\"]}" },
		{ &numbers, "10 8 5", "{\"numbers\":[10,8,5]}" },
		{ &numbers, "10 x", "{\"numbers\":[10,\"x\"]}" }, /* what is there is shown */
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf out = { 0 };
		struct json_writer json = { .to = &out };
		const char *array;
		char to[20];
		struct err err;

		json_write_begin_object(&json);
		thing_write_list(&json, cases[i].list, cases[i].text);
		json_write_end_object(&json);
		CHECK_TEXT(buf_text(&out), cases[i].json);
		array = strchr(buf_text(&out), '[');
		out.data[out.size - 1] = '\0';
		if (i < 4 && CHECK_OK(read(cases[i].list, array, to, sizeof to, &err)))
			CHECK_TEXT(to, cases[i].text);
	}
}

static void a_list_that_cannot_be_kept_is_refused(void)
{
	static const struct {
		const struct thing_list *list;
		const char *json, *name;
	} cases[] = {
		{ &words, "[1]", "wrong_type" },
		{ &words, "[null]", "wrong_type" },
		{ &words, "[\"\"]", "out_of_range" },
		{ &words, "[\"a|b\"]", "out_of_range" },
		{ &words, "[\"12345678\"]", "too_long" },
		{ &words, "[\"123\",\"456\",\"7\"]", "too_long" },
		{ &numbers, "[\"1\"]", "wrong_type" },
		{ &numbers, "[1.5]", "wrong_type" },
	};
	char to[8] = "kept";
	struct err err;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_ERR(read(cases[i].list, cases[i].json, to, sizeof to, &err), ERR_INPUT);
		CHECK_TEXT(err.name, cases[i].name);
		CHECK_TEXT(err.field, cases[i].list->name);
	}
}

static void a_day_names_its_field_when_it_is_none(void)
{
	int64_t day = 0;
	struct err err;

	CHECK_OK(thing_read_day("2026-11-22", "from", &day, &err));
	CHECK_INT(day, 20779);
	CHECK_ERR(thing_read_day("22/11/2026", "from", &day, &err), ERR_INPUT);
	CHECK_TEXT(err.field, "from");
}

static void what_is_no_id_is_nothings(void)
{
	static const char *const texts[] = { "", "x", "-1", "0", "1x", "99999999999999999999" };
	struct http_request request = { .params = { .count = 1 } };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		snprintf(request.params.value[0], HTTP_PARAM_SIZE, "%s", texts[i]);
		CHECK_INT(thing_id(&request, 0), 0);
	}
	snprintf(request.params.value[0], HTTP_PARAM_SIZE, "17");
	CHECK_INT(thing_id(&request, 0), 17);
}

CHECK_MAIN({ "a_list_is_read_as_it_was_written", a_list_is_read_as_it_was_written },
           { "a_list_that_cannot_be_kept_is_refused", a_list_that_cannot_be_kept_is_refused },
           { "a_day_names_its_field_when_it_is_none", a_day_names_its_field_when_it_is_none },
           { "what_is_no_id_is_nothings", what_is_no_id_is_nothings })

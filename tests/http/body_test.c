#include "http/body.h"

#include "base/auto.h"
#include "check.h"

struct thing {
	char id[BODY_WORD_SIZE];
	char name[8];
	int64_t count;
};

static const struct json_field fields[] = {
	{ "id", JSON_FIELD_TEXT(struct thing, id), .required = true },
	{ "name", JSON_FIELD_TEXT(struct thing, name) },
	{ "count", JSON_FIELD_INT(struct thing, count, 0, 9) },
};

static bool fill(const char *type, const char *body, struct thing *thing, struct err *err)
{
	struct http_request request = { .content_type = type,
		                        .body = body,
		                        .body_size = strlen(body) };

	*thing = (struct thing){ 0 };
	return body_fill(&request, fields, COUNT_OF(fields), thing, err);
}

static void ids_come_as_texts_or_as_numbers(void)
{
	struct thing thing;
	struct err err;

	CHECK_OK(fill("application/json", "{\"id\":\"12\",\"count\":3}", &thing, &err));
	CHECK_TEXT(thing.id, "12");
	CHECK_OK(fill("application/json", "{\"id\":12}", &thing, &err));
	CHECK_TEXT(thing.id, "12");
	CHECK_OK(fill("application/json", "{\"id\":-9223372036854775808}", &thing, &err));
	CHECK_TEXT(thing.id, "-9223372036854775808");
	CHECK_ERR(fill("application/json", "{\"id\":1.5}", &thing, &err), ERR_INPUT);
	CHECK_ERR(fill("application/json", "{\"id\":true}", &thing, &err), ERR_INPUT);
	CHECK_ERR(fill("application/json", "{\"id\":\"1\",\"name\":5}", &thing, &err), ERR_INPUT);
	CHECK_ERR(fill("application/json", "{\"id\":\"123456789012345678901234\"}", &thing, &err),
	          ERR_INPUT);
}

static void only_json_is_read(void)
{
	static const struct {
		const char *type;
		bool is_json;
	} cases[] = {
		{ "application/json", true },
		{ "application/JSON; charset=utf-8", true },
		{ "application/json ;charset=utf-8", true },
		{ NULL, false },
		{ "", false },
		{ "text/plain", false },
		{ "application/jsonx", false },
		{ "application/x-www-form-urlencoded", false },
	};
	struct thing thing;
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		bool read = fill(cases[i].type, "{\"id\":1}", &thing, &err);

		if (read != cases[i].is_json)
			CHECK_FAIL("%s: %d", cases[i].type ? cases[i].type : "(none)", read);
		if (!read)
			CHECK_TEXT(err.name, "not_json");
	}
}

static void an_id_is_a_positive_number(void)
{
	static const char *const wrong[] = {
		"", "0", "-1", "x", "1x", " 1", "99999999999999999999"
	};
	struct err err;
	int64_t id;

	CHECK_OK(body_id("9007199254740993", &id, &err)); /* more than a double can hold */
	CHECK_INT(id, INT64_C(9007199254740993));
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		CHECK_ERR(body_id(wrong[i], &id, &err), ERR_INPUT);
}

CHECK_MAIN({ "ids_come_as_texts_or_as_numbers", ids_come_as_texts_or_as_numbers },
           { "only_json_is_read", only_json_is_read },
           { "an_id_is_a_positive_number", an_id_is_a_positive_number })

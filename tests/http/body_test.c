#include "http/body.h"

#include <math.h>

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

struct patched {
	char name[8], site[BODY_WORD_SIZE];
	int64_t days, cents;
	double latitude;
	bool mobile;
	const struct json *list;
};

static const struct json_field patched_fields[] = {
	{ "name", JSON_FIELD_TEXT(struct patched, name), .required = true },
	{ "site", JSON_FIELD_TEXT(struct patched, site) },
	{ "days", JSON_FIELD_INT(struct patched, days, 0, 90) },
	{ "cents", JSON_FIELD_INT(struct patched, cents, 1, 100) },
	{ "latitude", JSON_FIELD_NUMBER(struct patched, latitude, -90, 90) },
	{ "mobile", JSON_FIELD_BOOL(struct patched, mobile) },
	{ "list", JSON_FIELD_LIST(struct patched, list) },
};

static void a_change_keeps_what_it_does_not_name_and_null_clears(void)
{
	static const char none[] = "{\"name\":null,\"site\":null,\"days\":null,"
				   "\"latitude\":null,\"list\":null}";
	struct patched p = { "name", "12", 30, 10, 45.5, true, NULL };
	AUTO(json_close) struct json *json = NULL;
	struct err err;

	CHECK_OK(json_parse(&json, "{\"days\":5,\"site\":7}", 19, &err));
	CHECK_OK(body_patch(json, patched_fields, COUNT_OF(patched_fields), &p, &err));
	CHECK_INT(p.days, 5);
	CHECK_TEXT(p.site, "7");
	CHECK_TEXT(p.name, "name");
	CHECK(p.cents == 10 && p.latitude == 45.5 && p.mobile && !p.list);
	json_close(&json);
	CHECK_OK(json_parse(&json, none, strlen(none), &err));
	CHECK_OK(body_patch(json, patched_fields, COUNT_OF(patched_fields), &p, &err));
	CHECK(!p.name[0] && !p.site[0] && !p.days && isnan(p.latitude));
	CHECK(p.list && json_count(p.list) == 0);
}

static void what_cannot_be_none_is_not_cleared(void)
{
	static const char *const bodies[] = { "{\"cents\":null}", "{\"mobile\":null}" };
	struct patched p = { .cents = 10, .mobile = true };
	struct err err;

	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		AUTO(json_close) struct json *json = NULL;

		CHECK_OK(json_parse(&json, bodies[i], strlen(bodies[i]), &err));
		CHECK_ERR(body_patch(json, patched_fields, COUNT_OF(patched_fields), &p, &err),
		          ERR_INPUT);
		CHECK_TEXT(err.name, "wrong_type");
		CHECK_TEXT(err.field, i ? "mobile" : "cents");
	}
	CHECK(p.cents == 10 && p.mobile);
}

CHECK_MAIN({ "ids_come_as_texts_or_as_numbers", ids_come_as_texts_or_as_numbers },
           { "a_change_keeps_what_it_does_not_name_and_null_clears",
             a_change_keeps_what_it_does_not_name_and_null_clears },
           { "what_cannot_be_none_is_not_cleared", what_cannot_be_none_is_not_cleared },
           { "only_json_is_read", only_json_is_read },
           { "an_id_is_a_positive_number", an_id_is_a_positive_number })

#include "codec/json_fields.h"

#include "base/auto.h"
#include "check.h"

struct call {
	char voucher[8];
	int64_t minutes;
	double latitude;
	bool paper;
	const struct json *items, *start;
};

static const struct json_field fields[] = {
	{ "voucher", JSON_FIELD_TEXT(struct call, voucher), .required = true },
	{ "minutes", JSON_FIELD_INT(struct call, minutes, 1, 600) },
	{ "latitude", JSON_FIELD_NUMBER(struct call, latitude, -90, 90) },
	{ "paper", JSON_FIELD_BOOL(struct call, paper) },
	{ "items", JSON_FIELD_LIST(struct call, items) },
	{ "start", JSON_FIELD_OBJECT(struct call, start) },
};

static struct err err;

static bool read_call(const char *text, struct call *call)
{
	AUTO(json_close) struct json *json = NULL;

	return json_parse(&json, text, strlen(text), &err) &&
	       json_fields_read(json, fields, COUNT_OF(fields), call, &err);
}

static void fills_every_kind(void)
{
	static const char text[] = "{\"voucher\":\"1234567\",\"minutes\":600,\"latitude\":45,"
				   "\"paper\":true,\"items\":[1],\"start\":{\"a\":2}}";
	AUTO(json_close) struct json *json = NULL;
	struct call call = { 0 };

	if (!CHECK_OK(json_parse(&json, text, strlen(text), &err)) ||
	    !CHECK_OK(json_fields_read(json, fields, COUNT_OF(fields), &call, &err)))
		return;
	CHECK_TEXT(call.voucher, "1234567");
	CHECK_INT(call.minutes, 600);
	CHECK(call.latitude == 45.0 && call.paper);
	CHECK_INT(json_count(call.items), 1);
	CHECK(json_get(call.start, "a"));
}

static void absent_and_null_keep_what_was_prepared(void)
{
	struct call call = { .minutes = 60, .latitude = 1.5 };

	CHECK_OK(read_call("{\"voucher\":\"x\",\"minutes\":null}", &call));
	CHECK_INT(call.minutes, 60);
	CHECK(call.latitude == 1.5 && !call.items);
}

static void each_refusal_has_its_name_and_its_field(void)
{
	static const struct {
		const char *text, *name, *sentence;
	} cases[] = {
		{ "[]", "wrong_type", "an object is expected, not a list" },
		{ "{}", "missing_field", "\"voucher\" is missing" },
		{ "{\"voucher\":null}", "missing_field", "\"voucher\" is missing" },
		{ "{\"voucher\":1}", "wrong_type", "\"voucher\" must be a text, not an integer" },
		{ "{\"voucher\":\"12345678\"}", "too_long", "\"voucher\" is longer than 7 bytes" },
		{ "{\"voucher\":\"x\",\"minutes\":0}", "out_of_range",
		  "\"minutes\" must be from 1 to 600" },
		{ "{\"voucher\":\"x\",\"minutes\":601}", "out_of_range",
		  "\"minutes\" must be from 1 to 600" },
		{ "{\"voucher\":\"x\",\"minutes\":1.0}", "wrong_type",
		  "\"minutes\" must be an integer, not a decimal number" },
		{ "{\"voucher\":\"x\",\"latitude\":90.01}", "out_of_range",
		  "\"latitude\" must be from -90 to 90" },
		{ "{\"voucher\":\"x\",\"latitude\":\"45\"}", "wrong_type",
		  "\"latitude\" must be a number, not a text" },
		{ "{\"voucher\":\"x\",\"paper\":1}", "wrong_type",
		  "\"paper\" must be true or false, not an integer" },
		{ "{\"voucher\":\"x\",\"items\":{}}", "wrong_type",
		  "\"items\" must be a list, not an object" },
		{ "{\"voucher\":\"x\",\"start\":[]}", "wrong_type",
		  "\"start\" must be an object, not a list" },
		{ "{\"voucher\":\"x\",\"name\":\"Dupont\"}", "unknown_field",
		  "unknown field \"name\"" },
		{ "{\"\\u001b[31m\":1}", "unknown_field", "unknown field \"?[31m\"" },
		{ "{\"0123456789012345678901234567890123456789\":1}", "unknown_field",
		  "unknown field \"012345678901234567890123456789012345678\"" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct call call = { 0 };

		CHECK_ERR(read_call(cases[i].text, &call), ERR_INPUT);
		CHECK_TEXT(err.name, cases[i].name);
		CHECK_TEXT(err.text, cases[i].sentence);
		CHECK(!err.field[0] || strstr(cases[i].text, err.field) ||
		      strcmp(err.name, "missing_field") == 0);
		CHECK((err.field[0] == '\0') == (strcmp(err.name, "unknown_field") == 0 || i == 0));
	}
}

static void a_text_that_just_fits_is_taken_whole(void)
{
	struct call call = { 0 };

	CHECK_OK(read_call("{\"voucher\":\"\xc3\xa9\xc3\xa9\xc3\xa9!\"}", &call));
	CHECK_TEXT(call.voucher, "ééé!");
	CHECK_ERR(read_call("{\"voucher\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"}", &call),
	          ERR_INPUT);
}

CHECK_MAIN({ "fills_every_kind", fills_every_kind },
           { "absent_and_null_keep_what_was_prepared", absent_and_null_keep_what_was_prepared },
           { "each_refusal_has_its_name_and_its_field", each_refusal_has_its_name_and_its_field },
           { "a_text_that_just_fits_is_taken_whole", a_text_that_just_fits_is_taken_whole })

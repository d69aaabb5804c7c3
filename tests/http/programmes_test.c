/* Rules of programmes over HTTP. */
#include "desk.h"

#include "base/auto.h"
#include "codec/json.h"
#include "store/sql.h"

static struct desk desk;
static char path[40];

/* A draft of the first funder; its path is kept. */
static int make(const char *more)
{
	int status = desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/programmes",
	                       "{\"funder\":1,\"name\":\"Essai\",\"from\":\"2026-01-01\","
	                       "\"until\":\"2099-12-31\"%s}",
	                       more);

	snprintf(path, sizeof path, "%s", status == 201 ? desk_header(&desk, "Location") : "");
	return status;
}

static int change(enum who who, const char *body)
{
	return desk_call(&desk, who, "PATCH", path, "%s", body);
}

/* A list of the answer: "10,8,5". */
static const char *list(const char *name)
{
	static char text[200];
	const struct json *node = json_get(desk.json, name);

	text[0] = '\0';
	for (size_t i = 0; i < json_count(node); i++) {
		const char *word = json_text(json_at(node, i));
		int64_t number = 0;
		size_t used = strlen(text);

		json_int(json_at(node, i), &number);
		if (word)
			snprintf(text + used, sizeof text - used, "%s%s", i ? "," : "", word);
		else
			snprintf(text + used, sizeof text - used, "%s%d", i ? "," : "",
			         (int)number);
	}
	return text;
}

static void a_new_one_is_a_draft_with_what_is_usual(void)
{
	desk_open(&desk);
	CHECK_INT(make(""), 201);
	CHECK_TEXT(desk_text(&desk, "state"), "draft");
	CHECK_TEXT(desk_text(&desk, "funder"), "1");
	CHECK_INT(desk_int(&desk, "cents"), 1000);
	CHECK_TEXT(list("vouchers_usual"), "10,8,5");
	CHECK_TEXT(list("territory"), "");
	CHECK_INT(make(",\"vouchers_min\":6,\"vouchers_max\":7"), 201);
	CHECK_TEXT(list("vouchers_usual"), "7,7,6");
	CHECK_INT(make(",\"funder\":1"), 400); /* twice */
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", path, "%s", ""), 404);
	desk_close(&desk);
}

static void only_what_is_named_changes(void)
{
	desk_open(&desk);
	CHECK_INT(make(",\"territory\":[\"16\",\"2A004\"],\"kinds\":[1,12],\"bands\":[\"age\"]"),
	          201);
	CHECK_INT(change(WHO_FUNDER, "{\"grace_days\":60}"), 200);
	CHECK_INT(desk_int(&desk, "grace_days"), 60);
	CHECK_TEXT(list("territory"), "16,2A004");
	CHECK_TEXT(list("kinds"), "1,12");
	CHECK_TEXT(list("bands"), "age");
	CHECK_TEXT(desk_text(&desk, "until"), "2099-12-31");
	CHECK_INT(desk_int(&desk, "version"), 2);
	CHECK_INT(change(WHO_FUNDER, "{\"territory\":null,\"kinds\":[],\"grace_days\":null}"), 200);
	CHECK_TEXT(list("territory"), "");
	CHECK_TEXT(list("kinds"), "");
	CHECK_TEXT(list("bands"), "age");
	CHECK_INT(desk_int(&desk, "grace_days"), 0);
	CHECK_INT(change(WHO_FUNDER, "{}"), 200);
	CHECK_INT(desk_int(&desk, "version"), 4);
	desk.if_match = "\"v3\"";
	CHECK_INT(change(WHO_FUNDER, "{\"name\":\"Y\"}"), 412);
	desk_close(&desk);
}

static void a_rule_that_cannot_be_kept_names_its_field(void)
{
	static const struct {
		const char *body, *code, *field;
	} cases[] = {
		{ "{\"name\":\"\"}", "bad_programme", "name" },
		{ "{\"cents\":70000}", "out_of_range", "cents" },
		{ "{\"vouchers_min\":9,\"vouchers_max\":8}", "bad_programme", "vouchers_max" },
		{ "{\"vouchers_usual\":[10,11]}", "bad_programme", "vouchers_usual" },
		{ "{\"until\":\"2025-12-31\"}", "bad_programme", "until" },
		{ "{\"until\":\"never\"}", "bad_date", "until" },
		{ "{\"from\":null}", "bad_date", "from" },
		{ "{\"cents\":-1}", "out_of_range", "cents" },
		{ "{\"territory\":[\"999\"]}", "bad_programme", "territory" },
		{ "{\"territory\":[16]}", "wrong_type", "territory" },
		{ "{\"territory\":\"16\"}", "wrong_type", "territory" },
		{ "{\"kinds\":[256]}", "bad_programme", "kinds" },
		{ "{\"kinds\":[-1]}", "bad_programme", "kinds" },
		{ "{\"bands\":[\"name\"]}", "bad_programme", "bands" },
		{ "{\"bands\":[\"age situation\"]}", "out_of_range", "bands" },
	};

	desk_open(&desk);
	CHECK_INT(make(""), 201);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(change(WHO_OPERATOR, cases[i].body), 400);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", path, "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "version"), 1);
	desk_close(&desk);
}

static void each_sees_those_that_concern_them(void)
{
	static const struct {
		enum who who;
		int status, change;
	} cases[] = {
		{ WHO_OPERATOR, 200, 200 }, { WHO_FUNDER, 200, 200 }, { WHO_AUDITOR, 200, 403 },
		{ WHO_PATRON, 404, 404 },   { WHO_AGENT, 200, 403 },  { WHO_MEDIATOR, 200, 403 },
		{ WHO_RIVAL, 200, 403 },    { WHO__COUNT, 401, 401 },
	};

	desk_open(&desk);
	snprintf(path, sizeof path, "/api/v1/programmes/%lld", (long long)desk.fixture.programme);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(desk_call(&desk, cases[i].who, "GET", path, "%s", ""), cases[i].status);
		CHECK_INT(change(cases[i].who, "{\"stop_days\":20}"), cases[i].change);
	}
	CHECK_INT(make(""), 201); /* no site takes part in it */
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path, "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "GET", path, "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", path, "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "POST", "/api/v1/programmes", "{}"), 403);
	desk_close(&desk);
}

static int64_t listed(enum who who)
{
	CHECK_INT(desk_call(&desk, who, "GET", "/api/v1/programmes", "%s", ""), 200);
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void lists_hold_those_that_concern_the_caller(void)
{
	int64_t all;

	desk_open(&desk);
	all = listed(WHO_OPERATOR);
	CHECK(all > 3);
	CHECK_INT(listed(WHO_FUNDER), all);
	CHECK_INT(listed(WHO_PATRON), 0);
	CHECK_INT(listed(WHO_AGENT), all);
	CHECK_INT(make(""), 201);
	CHECK_INT(listed(WHO_AUDITOR), all + 1);
	CHECK_INT(listed(WHO_AGENT), all);
	desk.query = (struct http_pair){ "state", "draft" };
	CHECK_INT(listed(WHO_FUNDER), 2); /* one whose funding was withdrawn */
	desk.query = (struct http_pair){ "funder", "2" };
	CHECK_INT(listed(WHO_FUNDER), 0);
	CHECK_INT(listed(WHO_OPERATOR), 0);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_new_one_is_a_draft_with_what_is_usual",
                a_new_one_is_a_draft_with_what_is_usual },
              { "only_what_is_named_changes", only_what_is_named_changes },
              { "a_rule_that_cannot_be_kept_names_its_field",
                a_rule_that_cannot_be_kept_names_its_field },
              { "each_sees_those_that_concern_them", each_sees_those_that_concern_them },
              { "lists_hold_those_that_concern_the_caller",
                lists_hold_those_that_concern_the_caller })

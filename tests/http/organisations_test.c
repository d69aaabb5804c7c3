/* Legal bodies over HTTP; the ways of things that are edited. */
#include "desk.h"

#include "base/auto.h"
#include "codec/json.h"

static struct desk desk;

static int64_t items(void)
{
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void a_body_is_made_read_and_changed(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/organisations",
	                    "{\"name\":\"Mairie\",\"siret\":\"21170300000011\"}"),
	          201);
	CHECK_TEXT(desk_header(&desk, "Location"), "/api/v1/organisations/3");
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v1\"");
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/organisations/3", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "siret"), "21170300000011");
	desk.if_match = "\"v1\"";
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/organisations/3",
	                    "{\"name\":\"Ville\"}"),
	          200);
	CHECK_TEXT(desk_text(&desk, "name"), "Ville");
	CHECK_TEXT(desk_text(&desk, "siret"), "21170300000011");
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v2\"");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/organisations/3",
	                    "{\"name\":\"Encore\"}"),
	          412);
	CHECK_TEXT(desk_text(&desk, "code"), "stale");
	desk_close(&desk);
}

static void what_is_edited_says_which_field_is_wrong(void)
{
	static const struct {
		const char *body, *code, *field;
		int status;
	} cases[] = {
		{ "{\"name\":\"\"}", "no_name", "name", 400 },
		{ "{\"name\":null}", "no_name", "name", 400 },
		{ "{\"siret\":\"21170300000012\"}", "bad_siret", "siret", 400 },
		{ "{\"siret\":null}", "bad_siret", "siret", 400 },
		{ "{\"siret\":\"21640445900010\"}", "siret_taken", "siret", 409 },
		{ "{\"siret\":5}", "wrong_type", "siret", 400 },
		{ "{\"version\":5}", "unknown_field", NULL, 400 },
		{ "{\"siret\":\"21 170 300 000 011\"}", "too_long", "siret", 400 },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/organisations/1", "%s",
		                    cases[i].body),
		          cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (cases[i].field)
			CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/organisations/99", "{}"), 404);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/organisations/x", "{}"), 404);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/organisations/1", "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "version"), 1);
	desk_close(&desk);
}

static void agents_know_the_body_of_their_site(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/organisations/1", "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/organisations/2", "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/organisations/2", "%s", ""), 200);
	desk_close(&desk);
}

static void a_list_says_where_it_goes_on(void)
{
	desk_open(&desk);
	desk.query = (struct http_pair){ "limit", "1" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/organisations", "%s", ""), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(desk_header(&desk, "Link"),
	           "</api/v1/organisations?limit=1&after=1>; rel=\"next\"");
	desk.query = (struct http_pair){ "after", "1" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/organisations", "%s", ""), 200);
	CHECK_INT(items(), 1);
	CHECK(!desk_header(&desk, "Link"));
	desk_close(&desk);
}

DATABASE_MAIN({ "a_body_is_made_read_and_changed", a_body_is_made_read_and_changed },
              { "what_is_edited_says_which_field_is_wrong",
                what_is_edited_says_which_field_is_wrong },
              { "agents_know_the_body_of_their_site", agents_know_the_body_of_their_site },
              { "a_list_says_where_it_goes_on", a_list_says_where_it_goes_on })

/* Codes of a territory over HTTP: their names, and the places there. */
#include "desk.h"

#include "codec/json.h"
#include "domain/territories.h"

static struct desk desk;

static int64_t listed(enum who who, const char *name, const char *value)
{
	desk.query = (struct http_pair){ name, value };
	CHECK_INT(desk_call(&desk, who, "GET", "/api/v1/sites", "%s", ""), 200);
	desk.query = (struct http_pair){ 0 };
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void codes_have_names_and_places(void)
{
	const struct json *items;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/sites", "%s",
	                    "{\"name\":\"Médiathèque\",\"centre\":true,\"insee\":\"33063\","
	                    "\"commune\":\"Bordeaux\",\"epci\":\"200071827\"}"),
	          201);
	CHECK_INT(listed(WHO_OPERATOR, "territory", "33063"), 1);
	CHECK_INT(listed(WHO_OPERATOR, "territory", "75,200071827"), 1);
	CHECK_INT(listed(WHO_OPERATOR, "territory", "75"), 0);
	CHECK_INT(listed(WHO_OPERATOR, "territory", " , "), 5);
	desk.query = (struct http_pair){ "codes", "33,,33063 75" };
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/territories", "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "sites"), 0); /* it is a candidate */
	items = json_get(desk.json, "items");
	CHECK_INT(json_count(items), 3);
	CHECK_TEXT(json_text(json_get(json_at(items, 0), "code")), "33");
	CHECK(!json_text(json_get(json_at(items, 0), "name")));
	CHECK_TEXT(json_text(json_get(json_at(items, 1), "name")), "Bordeaux");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/sites/5", "%s",
	                    "{\"approval\":\"approved\"}"),
	          200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/territories", "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "sites"), 1); /* once, of two codes */
	CHECK_INT(desk_int(&desk, "desks"), 0);
	CHECK_INT(desk_int(&desk, "centres"), 1);
	/* A desk of the intercommunality has its SIREN, and is not its name. */
	desk.query = (struct http_pair){ "codes", "200071827" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/organisations", "%s",
	                    "{\"name\":\"France Services\",\"siret\":\"20007182700014\"}"),
	          201);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/territories", "%s", ""), 200);
	CHECK(!json_text(json_get(json_at(json_get(desk.json, "items"), 0), "name")));
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/organisations", "%s",
	                    "{\"name\":\"MÉTROPOLE d’ici\",\"siret\":\"20007182700022\"}"),
	          201);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/territories", "%s", ""), 200);
	CHECK_TEXT(json_text(json_get(json_at(json_get(desk.json, "items"), 0), "name")),
	           "MÉTROPOLE d’ici");
	desk.query = (struct http_pair){ "codes", "1234567890123" };
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/territories", "%s", ""), 400);
	CHECK_TEXT(desk_text(&desk, "field"), "codes");
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/territories", "%s", ""), 403);
	desk_close(&desk);
}

DATABASE_MAIN({ "codes_have_names_and_places", codes_have_names_and_places })

/* Places over HTTP: made, edited, approved, suspended; and what comes of it at once. */
#include "desk.h"

#include "base/auto.h"
#include "base/text.h"
#include "codec/json.h"

static struct desk desk;
static char path[60];

static int one(enum who who, const char *method, int64_t site, const char *body)
{
	snprintf(path, sizeof path, "/api/v1/sites/%lld", (long long)site);
	return desk_call(&desk, who, method, path, "%s", body);
}

static int add(const char *body)
{
	return desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/sites", "%s", body);
}

static int64_t added(void)
{
	int64_t id = 0;

	CHECK(desk_text(&desk, "id") && text_parse_int(desk_text(&desk, "id"), &id));
	return id;
}

static int64_t listed(enum who who, const char *name, const char *value)
{
	desk.query = (struct http_pair){ name, value };
	CHECK_INT(desk_call(&desk, who, "GET", "/api/v1/sites", "%s", ""), 200);
	desk.query = (struct http_pair){ 0 };
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void a_place_is_made_read_and_edited(void)
{
	static const char full[] =
		"{\"name\":\"Médiathèque\",\"centre\":true,\"mobile\":true,\"epci\":\"200071827\","
		"\"siret\":\"21160015000018\",\"address\":\"1 rue du Parc\",\"postcode\":\"16000\","
		"\"commune\":\"Angoulême\",\"insee\":\"16015\",\"latitude\":45.65,"
		"\"longitude\":0.16,\"phone\":\"+33545932222\",\"website\":\"https://é.fr/x\","
		"\"services\":[\"A\",\"B c\"],\"publics\":[],\"hours\":\"Mo 14:00-18:00\"}";
	AUTO(buf_release) struct buf before = { 0 };
	int64_t site;

	desk_open(&desk);
	CHECK_INT(add(full), 201);
	site = added();
	CHECK_TEXT(desk_text(&desk, "approval"), "candidate");
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v1\"");
	buf_adds(&before, buf_text(&desk.reply->body));
	CHECK_INT(one(WHO_AUDITOR, "GET", site, ""), 200);
	CHECK_TEXT(buf_text(&desk.reply->body), buf_text(&before));
	CHECK_INT((int64_t)json_count(json_get(desk.json, "services")), 2);
	CHECK(strstr(buf_text(&before), "\"latitude\":45.650000,\"longitude\":0.160000"));
	CHECK(desk_text(&desk, "organisation"));
	desk.if_match = "\"v1\"";
	CHECK_INT(one(WHO_OPERATOR, "PATCH", site,
	              "{\"epci\":\"241600303\",\"phone\":null,\"latitude\":null,"
	              "\"longitude\":null,\"services\":null,\"organisation\":null}"),
	          200);
	CHECK_TEXT(desk_text(&desk, "epci"), "241600303");
	CHECK(!desk_text(&desk, "phone"));
	CHECK(!desk_text(&desk, "organisation"));
	CHECK_INT(json_kind(json_get(desk.json, "latitude")), JSON_IS_NULL);
	CHECK_INT((int64_t)json_count(json_get(desk.json, "services")), 0);
	CHECK_TEXT(desk_text(&desk, "address"), "1 rue du Parc");
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v2\"");
	CHECK_INT(one(WHO_OPERATOR, "PATCH", site, "{\"name\":\"X\"}"), 412);
	desk_close(&desk);
}

static void what_is_wrong_names_its_field(void)
{
	static const struct {
		const char *body, *code, *field;
		int status;
	} cases[] = {
		{ "{\"name\":\"\"}", "bad_site", "name", 400 },
		{ "{\"desk\":false}", "bad_site", "desk", 400 },
		{ "{\"desk\":null}", "wrong_type", "desk", 400 },
		{ "{\"approval\":\"yes\"}", "bad_approval", "approval", 400 },
		{ "{\"approval\":null}", "bad_approval", "approval", 400 },
		{ "{\"suspension\":\"closed\"}", "bad_suspension", "suspension", 400 },
		{ "{\"approval\":\"suspended\",\"suspension\":\"because\"}", "bad_suspension",
		  "suspension", 400 },
		{ "{\"approval\":\"suspended\",\"suspension\":7}", "bad_suspension", "suspension",
		  400 },
		{ "{\"epci\":\"123456789\"}", "bad_site", "epci", 400 },
		{ "{\"latitude\":null}", "bad_site", "latitude", 400 },
		{ "{\"latitude\":91}", "out_of_range", "latitude", 400 },
		{ "{\"siret\":\"21160015000019\"}", "bad_siret", "siret", 400 },
		{ "{\"siret\":\"21160015000018\",\"organisation\":\"1\"}", "bad_site", "siret",
		  400 },
		{ "{\"organisation\":\"x\"}", "bad_id", "organisation", 400 },
		{ "{\"organisation\":999}", "no_organisation", "organisation", 404 },
		{ "{\"parent\":999}", "no_site", "parent", 404 },
		{ "{\"parent\":1}", "bad_site", "parent", 400 },
		{ "{\"services\":[\"a\\nb\"]}", "bad_site", "services", 400 },
		{ "{\"services\":[\"a|b\"]}", "out_of_range", "services", 400 },
		{ "{\"services\":\"a\"}", "wrong_type", "services", 400 },
		{ "{\"website\":\"javascript:alert(1)\"}", "bad_site", "website", 400 },
		{ "{\"version\":7}", "unknown_field", NULL, 400 },
	};

	desk_open(&desk);
	CHECK_INT(desk.fixture.desk, 1);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (!CHECK_INT(one(WHO_OPERATOR, "PATCH", 1, cases[i].body), cases[i].status))
			printf("# %s\n", cases[i].body);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (cases[i].field)
			CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(one(WHO_OPERATOR, "GET", 1, ""), 200);
	CHECK_INT(desk_int(&desk, "version"), 2); /* its approval */
	CHECK_INT(add("{\"name\":\"X\",\"desk\":true,\"approval\":\"approved\"}"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "unknown_field");
	CHECK_INT(one(WHO_OPERATOR, "PATCH", 99, "{}"), 404);
	desk_close(&desk);
}

static int redeem(void)
{
	return desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                 desk.fixture.vouchers[OUTCOME_REDEEMED]);
}

static int issue(void)
{
	return desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":%lld}",
	                 (long long)desk.fixture.programme);
}

static int hand_out(const char *pass)
{
	char to[80];

	snprintf(to, sizeof to, "/api/v1/passes/%s/hand-out", pass);
	return desk_call(&desk, WHO_AGENT, "POST", to, "{}");
}

/* A pass in the stock of the desk. */
static void stock(char pass[static PASS_ID_SIZE])
{
	struct caller caller = fixture_caller(&desk.fixture, WHO_AGENT);
	struct issue_request request = { .programme = desk.fixture.programme,
		                         .desk = desk.fixture.desk,
		                         .vouchers = 5,
		                         .passes = 1 };
	struct pass made = { 0 };
	struct err err;

	CHECK_OK(issue_passes(desk.fixture.app, &caller, &request, &made, &err));
	pass_id_format(made.id, pass);
}

static void who_is_suspended_neither_redeems_nor_hands_out_from_that_moment(void)
{
	static const char *const states[] = { "suspended", "candidate" };
	char body[60], pass[PASS_ID_SIZE];

	desk_open(&desk);
	stock(pass);
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		snprintf(body, sizeof body, "{\"approval\":\"%s\"}", states[i]);
		CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.centre, body), 200);
		CHECK_INT(redeem(), 403);
		CHECK_TEXT(desk_text(&desk, "outcome"), "wrong_territory");
		CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.desk, body), 200);
		CHECK_INT(issue(), 403);
		CHECK_TEXT(desk_text(&desk, "code"), "wrong_desk");
		CHECK_INT(hand_out(pass), 403);
		CHECK_TEXT(desk_text(&desk, "code"), "wrong_desk");
	}
	CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.centre,
	              "{\"approval\":\"approved\",\"centre\":false,\"desk\":true}"),
	          200);
	CHECK_INT(redeem(), 403);
	CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.centre, "{\"centre\":true}"), 200);
	CHECK_INT(redeem(), 201);
	CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.desk, "{\"approval\":\"approved\"}"),
	          200);
	CHECK_INT(issue(), 201);
	CHECK_INT(hand_out(pass), 200);
	desk_close(&desk);
}

static void who_may_know_which(void)
{
	int64_t all;

	desk_open(&desk);
	CHECK_INT(add("{\"name\":\"Nouveau\",\"centre\":true}"), 201);
	CHECK_INT(one(WHO_FUNDER, "GET", added(), ""), 404);
	all = listed(WHO_OPERATOR, NULL, NULL);
	CHECK_INT(listed(WHO_AUDITOR, NULL, NULL), all);
	CHECK_INT(listed(WHO_FUNDER, NULL, NULL), all - 1);
	CHECK_INT(one(WHO_OPERATOR, "PATCH", desk.fixture.desk, "{\"approval\":\"suspended\"}"),
	          200);
	CHECK_INT(listed(WHO_FUNDER, NULL, NULL), all - 1); /* of its programme */
	CHECK_INT(listed(WHO_PATRON, NULL, NULL), all - 2);
	CHECK_INT(one(WHO_PATRON, "GET", desk.fixture.desk, ""), 404);
	CHECK_INT(one(WHO_AGENT, "GET", desk.fixture.desk, ""), 200);
	CHECK_INT(one(WHO_AGENT, "GET", desk.fixture.centre, ""), 404);
	CHECK_INT(one(WHO_MEDIATOR, "GET", desk.fixture.centre, ""), 200);
	desk_close(&desk);
}

static void lists_are_filtered_and_go_on(void)
{
	desk_open(&desk);
	CHECK_INT(add("{\"name\":\"Espace d’Été\",\"centre\":true,\"epci\":\"200071827\"}"), 201);
	CHECK_INT(listed(WHO_OPERATOR, "role", "desk"), 2);
	CHECK_INT(listed(WHO_OPERATOR, "role", "centre"), 3);
	CHECK_INT(listed(WHO_OPERATOR, "approval", "candidate"), 1);
	CHECK_INT(listed(WHO_OPERATOR, "epci", "200071827"), 1);
	CHECK_INT(listed(WHO_OPERATOR, "organisation", "1"), 4);
	CHECK_INT(listed(WHO_OPERATOR, "q", "espace d'ete"), 1);
	CHECK_INT(listed(WHO_OPERATOR, "q", ""), 5);
	desk.more = (struct http_pair){ "limit", "2" };
	CHECK_INT(listed(WHO_OPERATOR, "approval", "approved"), 2);
	CHECK_TEXT(desk_header(&desk, "Link"),
	           "</api/v1/sites?approval=approved&limit=2&after=2>; rel=\"next\"");
	desk.more = (struct http_pair){ "after", "2" };
	CHECK_INT(listed(WHO_OPERATOR, "approval", "approved"), 2);
	CHECK(!desk_header(&desk, "Link"));
	desk.more = (struct http_pair){ 0 };
	desk.query = (struct http_pair){ "role", "bus" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/sites", "%s", ""), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_site_role");
	desk_close(&desk);
}

DATABASE_MAIN({ "a_place_is_made_read_and_edited", a_place_is_made_read_and_edited },
              { "what_is_wrong_names_its_field", what_is_wrong_names_its_field },
              { "who_is_suspended_neither_redeems_nor_hands_out_from_that_moment",
                who_is_suspended_neither_redeems_nor_hands_out_from_that_moment },
              { "who_may_know_which", who_may_know_which },
              { "lists_are_filtered_and_go_on", lists_are_filtered_and_go_on })

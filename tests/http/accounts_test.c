/* Accounts and tokens over HTTP: by the operator, and one's own. */
#include "people.h"

#include "base/auto.h"

static void accounts_are_listed_by_what_is_asked(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/accounts", "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/accounts", "%s", ""), 200);
	CHECK_INT(people_items(), WHO__COUNT + 1);
	CHECK(!strstr(buf_text(&desk.reply->body), "argon2"));
	desk.query = (struct http_pair){ "role", "mediator" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/accounts", "%s", ""), 200);
	CHECK_INT(people_items(), 3);
	desk.more = (struct http_pair){ "limit", "2" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/accounts", "%s", ""), 200);
	CHECK_INT(people_items(), 2);
	CHECK(strstr(desk_header(&desk, "Link"), "role=mediator"));
	desk.query = (struct http_pair){ "role", "king" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/accounts", "%s", ""), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_role");
	desk_close(&desk);
}

static void an_account_is_added_once_and_opens(void)
{
	char added[400], secret[64], site[24];

	desk_open(&desk);
	snprintf(site, sizeof site, "%lld", (long long)desk.fixture.centre);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts",
	                    "{\"login\":\"neuve\",\"role\":\"mediator\",\"site\":%s}", site),
	          201);
	CHECK(strncmp(desk_header(&desk, "Location"), "/api/v1/accounts/", 17) == 0);
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v1\"");
	snprintf(secret, sizeof secret, "%s", desk_text(&desk, "password"));
	snprintf(added, sizeof added, "%s", buf_text(&desk.reply->body));
	desk.idempotency_key = desk.fresh_key;
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts",
	                    "{\"login\":\"neuve\",\"role\":\"mediator\",\"site\":%s}", site),
	          201);
	CHECK_TEXT(buf_text(&desk.reply->body), added); /* told again, not made again */
	desk.idempotency_key = NULL;
	CHECK_INT(people_login("neuve", secret, ""), 201);
	CHECK_INT(people_count("journal WHERE verb = 'account.add' AND detail LIKE '%neuve%'"), 1);
	CHECK_INT(people_count("idempotency WHERE reply LIKE '%neuve%'"), 0);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts",
	                    "{\"login\":\"x\",\"role\":\"mediator\",\"site\":\"a\"}"),
	          400);
	CHECK_TEXT(desk_text(&desk, "field"), "site");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts",
	                    "{\"login\":\"x\",\"role\":\"anyone\"}"),
	          400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_role");
	desk_close(&desk);
}

static void an_account_is_changed_as_it_was_read(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", people_path(WHO_RIVAL, ""), "%s", ""), 200);
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v1\"");
	desk.bare = true;
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_RIVAL, ""), "{}"), 428);
	desk.if_match = "\"v1\"";
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_RIVAL, ""),
	                    "{\"site\":\"%lld\"}", (long long)desk.fixture.centre),
	          200);
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v2\"");
	CHECK_TEXT(desk_text(&desk, "login"), "mediatrice");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_RIVAL, ""), "{}"), 412);
	CHECK_TEXT(desk_text(&desk, "code"), "stale");
	desk.if_match = "*";
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_RIVAL, ""),
	                    "{\"site\":null}"),
	          400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_place");
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "GET", "/api/v1/session", "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_RIVAL, ""),
	                    "{\"disabled\":true}"),
	          200);
	CHECK(desk_text(&desk, "disabled_at"));
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "GET", "/api/v1/session", "%s", ""), 401);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", people_path(WHO_OPERATOR, ""),
	                    "{\"disabled\":true}"),
	          409);
	CHECK_TEXT(desk_text(&desk, "code"), "not_yourself");
	desk_close(&desk);
}

static void what_belongs_to_another_does_not_exist(void)
{
	static const struct {
		const char *method, *path, *body;
	} calls[] = { { "GET", "", "" },
		      { "GET", "/tokens", "" },
		      { "POST", "/tokens", "{\"label\":\"x\"}" } };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		char path[80];

		snprintf(path, sizeof path, "%s", people_path(WHO_RIVAL, calls[i].path));
		CHECK_INT(
			desk_call(&desk, WHO_MEDIATOR, calls[i].method, path, "%s", calls[i].body),
			404);
		CHECK_TEXT(desk_text(&desk, "code"), "no_account");
		CHECK_INT(desk_call(&desk, WHO_RIVAL, calls[i].method, path, "%s", calls[i].body),
		          *calls[i].method == 'P' ? 201 : 200);
	}
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/accounts/x", "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "POST", people_path(WHO_RIVAL, "/tokens"),
	                    "{\"label\":\"x\"}"),
	          404);
	desk_close(&desk);
}

static void the_operator_makes_a_new_password(void)
{
	char fresh[64];

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", people_path(WHO_MEDIATOR, "/password"), "%s",
	                    ""),
	          403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", people_path(WHO_MEDIATOR, "/password"),
	                    "%s", ""),
	          200);
	snprintf(fresh, sizeof fresh, "%s", desk_text(&desk, "password"));
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_INT(people_login("mediateur", fresh, ""), 201);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts/999/password", "%s", ""),
	          404);
	desk_close(&desk);
}

DATABASE_MAIN({ "accounts_are_listed_by_what_is_asked", accounts_are_listed_by_what_is_asked },
              { "an_account_is_added_once_and_opens", an_account_is_added_once_and_opens },
              { "an_account_is_changed_as_it_was_read", an_account_is_changed_as_it_was_read },
              { "what_belongs_to_another_does_not_exist", what_belongs_to_another_does_not_exist },
              { "the_operator_makes_a_new_password", the_operator_makes_a_new_password })

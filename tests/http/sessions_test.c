/* Sessions as a browser meets them. */
#include "people.h"

#include <stdlib.h>

#include "base/auto.h"
#include "domain/sessions.h"
#include "http/sightings.h"

static void a_session_is_opened_used_and_closed(void)
{
	people_open();
	desk.browser.user_agent = "Firefox";
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK(strncmp(cookie, "passnum=pn_", 11) == 0);
	CHECK_TEXT(desk_text(&desk, "login"), "mediateur");
	CHECK_TEXT(desk_text(&desk, "role"), "mediator");
	CHECK_TEXT(json_text(json_get(json_get(desk.json, "site"), "name")), "Médiathèque");
	CHECK_INT(json_kind(json_get(desk.json, "funder")), JSON_IS_NULL);
	CHECK_INT(desk_int(&desk, "idle_seconds"), SESSION_IDLE_SECONDS);
	CHECK(desk_text(&desk, "expires_at"));
	CHECK(!desk_text(&desk, "password"));
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "login"), "mediateur");
	CHECK(desk_text(&desk, "session"));
	CHECK_INT(BROWSE("POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                 desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(BROWSE("POST", "/api/v1/passes", "%s", "{}"), 403);
	CHECK_TEXT(desk_text(&desk, "code"), "not_your_role");
	CHECK_INT(people_count("session WHERE device = 'Firefox' AND revoked_at IS NULL"), 1);
	CHECK_INT(BROWSE("DELETE", "/api/v1/session", "%s", ""), 204);
	CHECK_TEXT(desk_header(&desk, "Set-Cookie"),
	           "passnum=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
	CHECK_INT(people_count("journal WHERE verb IN ('session.open', 'session.close')"), 2);
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "session_over");
	CHECK(desk_header(&desk, "WWW-Authenticate"));
	desk_close(&desk);
}

static void a_token_goes_before_a_cookie(void)
{
	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/session", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "login"), "commanditaire");
	CHECK(desk_text(&desk, "token"));
	CHECK(!desk_text(&desk, "session"));
	CHECK_INT(desk_int(&desk, "idle_seconds"), -1);
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "GET", "/api/v1/session", "%s", ""), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "unknown_token");
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "DELETE", "/api/v1/session", "%s", ""), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_session");
	desk.browser.cookie = NULL;
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "no_bearer");
	desk_close(&desk);
}

static void over_https_the_cookie_is_the_host_s_own(void)
{
	people_open();
	desk.browser.peer.is_https = true;
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK(strncmp(cookie, "__Host-passnum=pn_", 18) == 0);
	CHECK(strstr(desk_header(&desk, "Set-Cookie"), "; Secure"));
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 200);
	desk.browser.peer.is_https = false;
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	desk_close(&desk);
}

static void another_site_s_page_changes_nothing(void)
{
	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	desk.browser.host = "pass.test";
	desk.browser.origin = "http://evil.test";
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 200); /* which it cannot read */
	CHECK_INT(BROWSE("DELETE", "/api/v1/session", "%s", ""), 403);
	CHECK_TEXT(desk_text(&desk, "code"), "foreign_origin");
	CHECK_INT(BROWSE("POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                 desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          403);
	CHECK_INT(people_login("mediateur", password, ""), 403); /* nor lets somebody in */
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201); /* a token is never sent by itself */
	desk.browser.origin = "http://pass.test";
	desk.browser.sec_fetch_site = "same-origin";
	CHECK_INT(BROWSE("DELETE", "/api/v1/session", "%s", ""), 204);
	desk_close(&desk);
}

/* The answer without the number of its call. */
static void said(char *to, size_t size)
{
	const char *body = buf_text(&desk.reply->body), *end = strstr(body, "\"instance\"");

	snprintf(to, size, "%d %.*s", desk.reply->status, end ? (int)(end - body) : 0, body);
}

static void a_refusal_tells_nothing_and_pauses(void)
{
	char wrong[400], other[400];
	struct err err;

	people_open();
	desk.browser.peer = (struct http_peer){ .address = "192.0.2.1" };
	CHECK_INT(people_login("mediateur", "x", ""), 401);
	said(wrong, sizeof wrong);
	CHECK(strstr(wrong, "wrong_login"));
	CHECK(desk_header(&desk, "WWW-Authenticate"));
	CHECK(!desk_header(&desk, "Set-Cookie"));
	CHECK_INT(people_login("personne", password, ""), 401);
	said(other, sizeof other);
	CHECK_TEXT(other, wrong);
	CHECK_INT(people_login("agente", "x", ""), 401); /* who has no password */
	said(other, sizeof other);
	CHECK_TEXT(other, wrong);
	for (int i = 0; i < 5; i++)
		CHECK_INT(people_login("mediateur", "x", ""), 401);
	CHECK_INT(people_login("mediateur", password, ""), 429);
	CHECK_TEXT(desk_text(&desk, "code"), "too_many_logins");
	CHECK(desk_header(&desk, "Retry-After") &&
	      strtol(desk_header(&desk, "Retry-After"), NULL, 10) >= 13);
	desk.browser.peer = (struct http_peer){ .address = "192.0.2.2" };
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_OK(account_disable(desk.fixture.app, "mediateur", &err));
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	said(other, sizeof other);
	CHECK_TEXT(other, wrong);
	desk_close(&desk);
}

static void when_too_many_wait_the_next_is_told_so_at_once(void)
{
	struct err err;
	int places = 0;

	people_open();
	while (workers_enter(desk.lanes.logins, &err))
		places++;
	CHECK_INT(places, 64);
	CHECK_INT(people_login("mediateur", password, ""), 503);
	CHECK_TEXT(desk_text(&desk, "code"), "busy");
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200); /* others have workers of their own */
	desk_close(&desk);
}

static void bad_bodies_are_refused_before_any_work(void)
{
	people_open();
	CHECK_INT(BROWSE("POST", "/api/v1/session", "{\"login\":\"a\"}"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "missing_field");
	CHECK_INT(
		BROWSE("POST", "/api/v1/session", "{\"login\":\"%01025d\",\"password\":\"x\"}", 1),
		400);
	CHECK_TEXT(desk_text(&desk, "code"), "too_long");
	CHECK_INT(
		BROWSE("POST", "/api/v1/session", "{\"login\":\"a\",\"password\":\"%01025d\"}", 1),
		400);
	CHECK_TEXT(desk_text(&desk, "code"), "too_long");
	CHECK_INT(BROWSE("POST", "/api/v1/session", "{\"login\":[\"a\"],\"password\":7}"), 400);
	CHECK_INT(BROWSE("POST", "/api/v1/session", "%017000d", 1), 413);
	CHECK_INT(people_count("login_pause"), 0);
	desk_close(&desk);
}

static void sessions_are_listed_and_ended(void)
{
	char path[80], first[24];

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	snprintf(first, sizeof first, "%s", desk_text(&desk, "session"));
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(BROWSE("GET", "/api/v1/sessions", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 2);
	snprintf(path, sizeof path, "/api/v1/sessions/%s", first);
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "DELETE", path, "%s", ""), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_session");
	CHECK_INT(BROWSE("DELETE", path, "%s", ""), 204);
	CHECK_INT(BROWSE("GET", "/api/v1/sessions", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 1);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/sessions", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 0);
	snprintf(path, sizeof path, "%lld", (long long)desk.fixture.accounts[WHO_MEDIATOR]);
	desk.query = (struct http_pair){ "account", path };
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "GET", "/api/v1/sessions", "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/sessions", "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/sessions", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 1);
	CHECK_INT(json_kind(json_get(json_at(json_get(desk.json, "items"), 0), "current")),
	          JSON_IS_BOOL);
	desk_close(&desk);
}

static void who_was_seen_is_written_down_by_the_upkeep(void)
{
	struct err err;

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_OK(sql_run(desk.fixture.app->sql, "UPDATE session SET seen_at = seen_at - 60",
	                 SQL_NO_ARGS, &err));
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/session", "%s", ""), 200);
	CHECK_OK(sightings_flush(&desk.lanes.sightings, desk.fixture.app, &err));
	CHECK_INT(people_count("session WHERE seen_at >= created_at"), 1);
	CHECK_INT(people_count("access_token WHERE used_at IS NOT NULL"), 1);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_session_is_opened_used_and_closed", a_session_is_opened_used_and_closed },
              { "a_token_goes_before_a_cookie", a_token_goes_before_a_cookie },
              { "over_https_the_cookie_is_the_host_s_own",
                over_https_the_cookie_is_the_host_s_own },
              { "another_site_s_page_changes_nothing", another_site_s_page_changes_nothing },
              { "a_refusal_tells_nothing_and_pauses", a_refusal_tells_nothing_and_pauses },
              { "when_too_many_wait_the_next_is_told_so_at_once",
                when_too_many_wait_the_next_is_told_so_at_once },
              { "bad_bodies_are_refused_before_any_work", bad_bodies_are_refused_before_any_work },
              { "sessions_are_listed_and_ended", sessions_are_listed_and_ended },
              { "who_was_seen_is_written_down_by_the_upkeep",
                who_was_seen_is_written_down_by_the_upkeep })

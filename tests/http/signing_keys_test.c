/* Signing keys over HTTP: a new one, one that is refused from now on, and what each has signed. */
#include <stdlib.h>

#include "desk.h"

#include "base/auto.h"
#include "codec/json.h"
#include "domain/keys.h"
#include "domain/passes.h"

static struct desk desk;

/* The key of the fixture's usual pass. */
static int number_of_pass(void)
{
	const struct caller operator= { .role = ROLE_OPERATOR };
	struct pass pass = { 0 };
	struct err err = { 0 };

	CHECK_OK(pass_find(desk.fixture.app, &operator, desk.fixture.pass, &pass, &err));
	return pass.key_number;
}

static int call_key(enum who who, const char *method, int number, const char *rest,
                    const char *body)
{
	char path[80];

	snprintf(path, sizeof path, "/api/v1/signing-keys/%d%s", number, rest);
	return desk_call(&desk, who, method, path, "%s", body);
}

static size_t items(void)
{
	return json_count(json_get(desk.json, "items"));
}

static int redeem(const char *digits)
{
	return desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                 digits);
}

static int64_t version(void)
{
	struct err err = { 0 };
	int64_t version = -1;

	CHECK_OK(keys_version(desk.fixture.app, &version, &err));
	return version;
}

static void a_rotation_signs_anew_and_keeps_what_was_signed(void)
{
	char body[40];
	int64_t before;
	int number, old;

	desk_open(&desk);
	before = version();
	old = number_of_pass();
	snprintf(body, sizeof body, "{\"programme\":\"%lld\"}", (long long)desk.fixture.programme);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/signing-keys", "%s", body), 201);
	number = (int)desk_int(&desk, "number");
	CHECK_INT(desk_int(&desk, "key_list"), before + 1);
	CHECK_INT(version(), before + 1);
	CHECK_TEXT(desk_text(&desk, "state"), "active");
	CHECK_INT(desk_int(&desk, "passes"), 0);
	CHECK_INT(call_key(WHO_AUDITOR, "GET", old, "", ""), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "retired");
	CHECK_INT(redeem(desk.fixture.vouchers[OUTCOME_REDEEMED]), 201);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "%s", body), 201);
	CHECK_INT(call_key(WHO_OPERATOR, "GET", number, "", ""), 200);
	CHECK_INT(desk_int(&desk, "passes"), 1);
	CHECK_INT(desk_int(&desk, "vouchers"), 10);
	desk_close(&desk);
}

/* Every lane, and the thread of the event loop, has a connection of its own: all know. */
static void a_revocation_is_known_to_every_thread_at_once(void)
{
	const char *digits = desk.fixture.vouchers[OUTCOME_REDEEMED];
	char path[VOUCHER_TEXT_MAX + 2];
	int number;

	desk_open(&desk);
	number = number_of_pass();
	snprintf(path, sizeof path, "/%s", digits);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", digits),
	          200);
	CHECK_INT(desk_int(&desk, "usable"), 1);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", path, "%s", ""), 200);
	CHECK_INT(call_key(WHO_OPERATOR, "POST", number, "/revocation", "{\"reason\":\"vol\"}"),
	          200);
	CHECK_TEXT(desk_text(&desk, "state"), "revoked");
	CHECK_INT(desk_int(&desk, "key_list"), version());
	CHECK_INT(redeem(digits), 422);
	CHECK_TEXT(desk_text(&desk, "outcome"), "unknown_key");
	for (int i = 0; i < 16; i++) {
		CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
		                    "{\"voucher\":\"%s\"}", digits),
		          200);
		CHECK_TEXT(desk_text(&desk, "outcome"), "unknown_key");
	}
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", path, "%s", ""), 404);
	CHECK_INT(call_key(WHO_OPERATOR, "POST", number, "/revocation", "{\"reason\":\"vol\"}"),
	          409);
	CHECK_TEXT(desk_text(&desk, "code"), "key_revoked");
	desk_close(&desk);
}

static void what_a_key_has_signed_is_listed(void)
{
	int64_t passes;
	int number;

	desk_open(&desk);
	number = number_of_pass();
	CHECK_INT(call_key(WHO_AUDITOR, "GET", number, "", ""), 200);
	passes = desk_int(&desk, "passes");
	CHECK_INT(passes, 4); /* blocked, replaced, its replacement, usual */
	CHECK_INT(desk_int(&desk, "vouchers"), 40);
	CHECK_INT(call_key(WHO_AUDITOR, "GET", number, "/passes", ""), 200);
	CHECK_INT(items(), passes);
	desk.query = (struct http_pair){ "state", "blocked" };
	CHECK_INT(call_key(WHO_AUDITOR, "GET", number, "/passes", ""), 200);
	CHECK_INT(items(), 1);
	desk.query = (struct http_pair){ "limit", "3" };
	CHECK_INT(call_key(WHO_AUDITOR, "GET", number, "/passes", ""), 200);
	CHECK_INT(items(), 3);
	CHECK(desk_header(&desk, "Link"));
	desk_close(&desk);
}

static void every_key_is_listed_with_its_count(void)
{
	int64_t all = 0, passes = 0;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/signing-keys", "%s", ""), 200);
	all = (int64_t)items();
	CHECK(all > 3);
	for (int64_t i = 0; i < all; i++) {
		const struct json *key = json_at(json_get(desk.json, "items"), (size_t)i);
		int64_t number = -1, count = -1;

		CHECK(json_int(json_get(key, "number"), &number) &&
		      json_int(json_get(key, "passes"), &count));
		CHECK_INT(number, i);
		passes += count;
	}
	CHECK_INT(passes, 10); /* an expired one, five of special programmes, four usual ones */
	desk.query = (struct http_pair){ "after", "0" };
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/signing-keys", "%s", ""), 200);
	CHECK_INT(items(), all - 1);
	desk_close(&desk);
}

static void others_do_not_see_them(void)
{
	static const enum who others[] = { WHO_FUNDER, WHO_AGENT, WHO_MEDIATOR };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		CHECK_INT(call_key(others[i], "GET", 0, "", ""), 403);
		CHECK_INT(call_key(others[i], "GET", 0, "/passes", ""), 403);
		CHECK_INT(call_key(others[i], "POST", 0, "/revocation", "{\"reason\":\"x\"}"), 403);
	}
	CHECK_INT(call_key(WHO_AUDITOR, "POST", 0, "/revocation", "{\"reason\":\"x\"}"), 403);
	CHECK_INT(call_key(WHO_AUDITOR, "GET", 250, "", ""), 404);
	CHECK_INT(call_key(WHO_AUDITOR, "GET", 250, "/passes", ""), 404);
	CHECK_INT(call_key(WHO_AUDITOR, "GET", 256, "", ""), 404);
	CHECK_INT(call_key(WHO_OPERATOR, "POST", -1, "/revocation", "{\"reason\":\"x\"}"), 404);
	desk_close(&desk);
}

static const char *told(const char *name)
{
	return json_text(json_get(json_at(json_get(desk.json, "items"), 0), name));
}

static void the_journal_tells_of_it(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/signing-keys",
	                    "{\"programme\":\"1\"}"),
	          409); /* over since long */
	CHECK_TEXT(desk_text(&desk, "code"), "programme_over");
	CHECK_INT(call_key(WHO_OPERATOR, "POST", 1, "/revocation", "{\"reason\":\"vol\"}"), 200);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/journal", "%s", ""), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(told("verb"), "key.revoke");
	CHECK_TEXT(told("object"), "1");
	CHECK_TEXT(told("detail"), "{\"reason\":\"vol\"}");
	desk_close(&desk);
}

DATABASE_MAIN({ "a_rotation_signs_anew_and_keeps_what_was_signed",
                a_rotation_signs_anew_and_keeps_what_was_signed },
              { "a_revocation_is_known_to_every_thread_at_once",
                a_revocation_is_known_to_every_thread_at_once },
              { "what_a_key_has_signed_is_listed", what_a_key_has_signed_is_listed },
              { "every_key_is_listed_with_its_count", every_key_is_listed_with_its_count },
              { "others_do_not_see_them", others_do_not_see_them },
              { "the_journal_tells_of_it", the_journal_tells_of_it })

/* The calls about vouchers, without a socket: what a handler answers to a request struct. */
#include "check.h"

#include <stdlib.h>

#include "base/auto.h"
#include "database.h"
#include "desk.h"
#include "codec/json.h"

static struct desk desk;

/* Present one voucher as `who` and give back the status; the answer stays in desk.reply. */
static int present(enum who who, const char *voucher, const char *rest)
{
	return desk_call(&desk, who, "POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"%s}",
	                 voucher, rest);
}

static void every_outcome_has_the_status_of_the_contract(void)
{
	static const struct {
		enum outcome outcome;
		int status;
		const char *rest;
	} cases[] = {
		{ OUTCOME_EXPIRED, 410, "" },
		{ OUTCOME_NOT_YET_VALID, 403, "" },
		{ OUTCOME_BLOCKED, 410, "" },
		{ OUTCOME_REPLACED, 410, "" },
		{ OUTCOME_NOT_FUNDED, 403, "" },
		{ OUTCOME_WRONG_TERRITORY, 403, "" },
		{ OUTCOME_KIND_NOT_ALLOWED, 403, ",\"kind\":3" },
		{ OUTCOME_SPECIMEN, 422, "" },
		{ OUTCOME_BAD_SIGNATURE, 422, "" },
		{ OUTCOME_UNKNOWN_KEY, 422, "" },
		{ OUTCOME_MALFORMED, 422, "" },
		{ OUTCOME_UNKNOWN_CODE, 404, "" },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int status = present(WHO_MEDIATOR, desk.fixture.vouchers[cases[i].outcome],
		                     cases[i].rest);

		if (status != cases[i].status)
			CHECK_FAIL("%s: %d", outcome_name(cases[i].outcome), status);
		CHECK_TEXT(desk_text(&desk, "outcome"), outcome_name(cases[i].outcome));
		CHECK_TEXT(desk_text(&desk, "code"), outcome_name(cases[i].outcome));
		CHECK(desk_text(&desk, "message"));
		CHECK(!desk_text(&desk, "redemption"));
	}
	desk_close(&desk);
}

static void a_voucher_is_redeemed_once_and_only_its_centre_learns_of_it(void)
{
	const char *voucher;
	char redemption[64], receipt[2000];

	desk_open(&desk);
	voucher = desk.fixture.vouchers[OUTCOME_REDEEMED];
	CHECK_INT(present(WHO_MEDIATOR, voucher, ",\"level\":2,\"minutes\":90,\"kind\":1"), 201);
	CHECK_TEXT(desk_text(&desk, "outcome"), "redeemed");
	CHECK_INT(desk_int(&desk, "number"), 1);
	CHECK_INT(desk_int(&desk, "total"), 10);
	CHECK_INT(desk_int(&desk, "cents"), 1000);
	snprintf(redemption, sizeof redemption, "%s", desk_text(&desk, "redemption"));
	snprintf(receipt, sizeof receipt, "%s", desk_text(&desk, "receipt"));
	CHECK_INT(present(WHO_MEDIATOR, voucher, ""), 200);
	CHECK_TEXT(desk_text(&desk, "outcome"), "already_yours");
	CHECK_TEXT(desk_text(&desk, "redemption"), redemption);
	CHECK_TEXT(desk_text(&desk, "receipt"), receipt);
	CHECK_INT(present(WHO_RIVAL, voucher, ""), 409);
	CHECK_TEXT(desk_text(&desk, "outcome"), "already_used");
	CHECK(!desk_text(&desk, "redemption") && !desk_text(&desk, "receipt") &&
	      !desk_text(&desk, "at"));
	CHECK(!strstr(buf_text(&desk.reply->body), redemption));
	desk_close(&desk);
}

static void the_same_key_is_the_same_redemption(void)
{
	const char *voucher;

	desk_open(&desk);
	voucher = desk.fixture.vouchers[OUTCOME_REDEEMED];
	desk.idempotency_key = "cle-1";
	CHECK_INT(present(WHO_MEDIATOR, voucher, ""), 201);
	desk.fixture.app->fixed_at =
		app_now(desk.fixture.app) + 3600; /* the retry window is over */
	CHECK_INT(present(WHO_MEDIATOR, voucher, ""), 200);
	desk.idempotency_key = "cle-2";
	CHECK_INT(present(WHO_MEDIATOR, voucher, ""), 409);
	desk_close(&desk);
}

static int present_list(const char *first, const char *second)
{
	return desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                 "{\"items\":[{\"voucher\":\"%s\"},{\"voucher\":\"%s\"}]}", first, second);
}

static const char *outcome_of(size_t index)
{
	return json_text(json_get(json_at(json_get(desk.json, "items"), index), "outcome"));
}

static void a_key_is_not_another_voucher_s(void)
{
	char digits[10][VOUCHER_DIGITS_SIZE];

	desk_open(&desk);
	CHECK(fixture_issue(&desk.fixture, 1, digits));
	desk.idempotency_key = "k";
	CHECK_INT(present(WHO_MEDIATOR, digits[0], ""), 201);
	CHECK_INT(present(WHO_MEDIATOR, digits[1], ""), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	CHECK(!desk_text(&desk, "outcome"));
	CHECK_INT(present(WHO_RIVAL, digits[1], ""), 201);
	CHECK_INT(present(WHO_MEDIATOR, digits[0], ",\"nonce\":\"k\""), 200);
	CHECK_INT(present_list(digits[2], digits[3]), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	desk.idempotency_key = "l";
	CHECK_INT(present_list(digits[2], digits[3]), 200);
	CHECK_TEXT(outcome_of(1), "redeemed");
	CHECK_INT(present_list(digits[2], digits[3]), 200);
	CHECK_TEXT(outcome_of(0), "already_yours");
	CHECK_INT(present_list(digits[2], digits[4]), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	CHECK_INT(present(WHO_MEDIATOR, digits[2], ""), 422);
	desk.idempotency_key = NULL;
	CHECK_INT(present_list(digits[2], digits[4]), 200);
	CHECK_TEXT(outcome_of(1), "redeemed"); /* what was refused has not happened */
	desk_close(&desk);
}

static void a_list_has_an_outcome_for_each_of_its_items(void)
{
	AUTO(json_close) struct json *json = NULL;
	static const char *const want[] = { "redeemed", "bad_signature", "malformed", "malformed",
		                            "already_yours" };
	const struct json *items;
	const char *good;
	struct err err;

	desk_open(&desk);
	good = desk.fixture.vouchers[OUTCOME_REDEEMED];
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"items\":[{\"voucher\":\"%s\"},{\"voucher\":\"%s\"},"
	                    "{\"voucher\":\"x\",\"wrong\":1},\"x\",{\"voucher\":\"%s\"}]}",
	                    good, desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE], good),
	          200);
	if (CHECK_OK(json_parse(&json, buf_text(&desk.reply->body), desk.reply->body.size, &err))) {
		items = json_get(json, "items");
		CHECK_INT(json_count(items), COUNT_OF(want));
		for (size_t i = 0; i < COUNT_OF(want); i++)
			CHECK_TEXT(json_text(json_get(json_at(items, i), "outcome")), want[i]);
	}
	desk_close(&desk);
}

static void a_check_consumes_nothing(void)
{
	desk_open(&desk);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
		                    "{\"voucher\":\"%s\"}",
		                    desk.fixture.vouchers[OUTCOME_REDEEMED]),
		          200);
		CHECK_TEXT(desk_text(&desk, "outcome"), "redeemed");
		CHECK_INT(desk_int(&desk, "usable"), 1);
		CHECK_INT(desk_int(&desk, "authentic"), 1);
	}
	CHECK_INT(present(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_REDEEMED], ""), 201);
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200);
	CHECK_TEXT(desk_text(&desk, "outcome"), "already_used");
	CHECK_INT(desk_int(&desk, "usable"), 0);
	desk_close(&desk);
}

static void a_redemption_is_taken_back_and_made_again(void)
{
	char path[128];

	desk_open(&desk);
	CHECK_INT(present(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_REDEEMED], ""), 201);
	snprintf(path, sizeof path, "/api/v1/redemptions/%s/reversal",
	         desk_text(&desk, "redemption"));
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "POST", path, "{\"reason\":\"erreur\"}"), 404);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", path, "{\"reason\":\"\"}"), 400);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", path, "{\"reason\":\"erreur\"}"), 200);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", path, "{\"reason\":\"erreur\"}"), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "already_reversed");
	CHECK_INT(present(WHO_RIVAL, desk.fixture.vouchers[OUTCOME_REDEEMED], ""), 201);
	desk_close(&desk);
}

static void wrong_codes_come_to_a_pause(void)
{
	desk_open(&desk);
	for (int i = 0; i < 5; i++)
		CHECK_INT(present(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_UNKNOWN_CODE], ""),
		          404);
	CHECK_INT(present(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_UNKNOWN_CODE], ""), 429);
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "900");
	CHECK_INT(present(WHO_RIVAL, desk.fixture.vouchers[OUTCOME_UNKNOWN_CODE], ""), 404);
	desk_close(&desk);
}

static void what_cannot_be_read_changes_nothing(void)
{
	static const struct {
		const char *body, *code;
	} cases[] = {
		{ "", "empty_body" },
		{ "{", "bad_json" },
		{ "{}", "missing_field" },
		{ "[]", "wrong_type" },
		{ "{\"voucher\":1}", "wrong_type" },
		{ "{\"voucher\":\"x\",\"voucher\":\"y\"}", "bad_json" },
		{ "{\"voucher\":\"x\",\"who\":1}", "unknown_field" },
		{ "{\"voucher\":\"x\",\"kind\":256}", "out_of_range" },
		{ "{\"voucher\":\"x\",\"kind\":1.5}", "wrong_type" },
		{ "{\"voucher\":\"x\",\"level\":4}", "bad_level" },
		{ "{\"voucher\":\"x\",\"scanned_at\":\"hier\"}", "bad_instant" },
		{ "{\"voucher\":\"x\",\"scanned_at\":\"2001-01-01T00:00:00Z\"}",
		  "scanned_long_ago" },
		{ "{\"voucher\":\"\xff\"}", "bad_json" },
		{ "{\"items\":[]}", "bad_list" },
		{ "{\"items\":{}}", "wrong_type" },
		{ "{\"items\":[{}],\"voucher\":\"x\"}", "unknown_field" },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int status = desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "%s",
		                       cases[i].body);

		if (status != 400)
			CHECK_FAIL("%s: %d", cases[i].body, status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		CHECK(desk_text(&desk, "detail"));
	}
	desk_close(&desk);
}

static void too_many_items_are_refused_at_once(void)
{
	AUTO(buf_release) struct buf body = { 0 };

	desk_open(&desk);
	buf_adds(&body, "{\"items\":[{\"voucher\":\"x\"}");
	for (int i = 1; i < REDEEM_LIST_MAX; i++)
		buf_adds(&body, ",{\"voucher\":\"x\"}");
	buf_adds(&body, "]}");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "%s",
	                    buf_text(&body)),
	          200);
	body.size -= 2;
	buf_adds(&body, ",{\"voucher\":\"x\"}]}");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "%s",
	                    buf_text(&body)),
	          400);
	desk_close(&desk);
}

DATABASE_MAIN({ "every_outcome_has_the_status_of_the_contract",
                every_outcome_has_the_status_of_the_contract },
              { "a_voucher_is_redeemed_once_and_only_its_centre_learns_of_it",
                a_voucher_is_redeemed_once_and_only_its_centre_learns_of_it },
              { "the_same_key_is_the_same_redemption", the_same_key_is_the_same_redemption },
              { "a_key_is_not_another_voucher_s", a_key_is_not_another_voucher_s },
              { "a_list_has_an_outcome_for_each_of_its_items",
                a_list_has_an_outcome_for_each_of_its_items },
              { "a_check_consumes_nothing", a_check_consumes_nothing },
              { "a_redemption_is_taken_back_and_made_again",
                a_redemption_is_taken_back_and_made_again },
              { "wrong_codes_come_to_a_pause", wrong_codes_come_to_a_pause },
              { "what_cannot_be_read_changes_nothing", what_cannot_be_read_changes_nothing },
              { "too_many_items_are_refused_at_once", too_many_items_are_refused_at_once })

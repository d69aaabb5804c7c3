/* The calls about passes, without a socket. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/json.h"

static struct desk desk;

static int issue(const char *rest)
{
	return desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":\"%lld\"%s}",
	                 (long long)desk.fixture.programme, rest);
}

static void a_new_pass_is_told_in_the_words_of_the_contract(void)
{
	const struct json *vouchers, *first;
	char id[16], path[64];

	desk_open(&desk);
	CHECK_INT(issue(",\"vouchers\":8,\"language\":\"ar\",\"start\":1,"
	                "\"pseudonym\":\"00112233445566778899aabbccddeeff\""),
	          201);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_INT(strlen(id), 12);
	CHECK_INT(strlen(desk_text(&desk, "code")), VOUCHER_CODE_SIZE - 1);
	CHECK_INT(strlen(desk_text(&desk, "expires_on")), DAY_TEXT_SIZE - 1);
	snprintf(path, sizeof path, "/api/v1/passes/%s/document.pdf", id);
	CHECK_TEXT(desk_text(&desk, "document"), path);
	vouchers = json_get(desk.json, "vouchers");
	first = json_at(vouchers, 0);
	CHECK_INT(json_count(vouchers), 8);
	CHECK_INT(strlen(json_text(json_get(first, "token"))), VOUCHER_DIGITS_SIZE - 1);
	CHECK_INT(strlen(json_text(json_get(first, "code"))), VOUCHER_CODE_SIZE - 1);
	CHECK(strncmp(json_text(json_get(first, "url")), "HTTPS://PASS.TEST/", 18) == 0);
	snprintf(path, sizeof path, "/api/v1/passes/%s", id);
	CHECK_TEXT(desk_header(&desk, "Location"), path);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path, "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "handed_out");
	CHECK_TEXT(desk_text(&desk, "language"), "ar");
	CHECK_INT(desk_int(&desk, "left"), 8);
	CHECK_INT(desk_int(&desk, "used"), 0);
	desk_close(&desk);
}

static void its_vouchers_can_be_redeemed_by_token_and_by_code(void)
{
	const struct json *vouchers;
	char token[200], code[16], path[64];

	desk_open(&desk);
	CHECK_INT(issue(""), 201);
	vouchers = json_get(desk.json, "vouchers");
	snprintf(token, sizeof token, "%s", json_text(json_get(json_at(vouchers, 0), "token")));
	snprintf(code, sizeof code, "%s", json_text(json_get(json_at(vouchers, 1), "code")));
	snprintf(path, sizeof path, "/api/v1/passes/%s", desk_text(&desk, "id"));
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", token),
	          201);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", code),
	          201);
	CHECK_INT(desk_int(&desk, "number"), 2);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path, "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "started");
	CHECK_INT(desk_int(&desk, "used"), 2);
	CHECK_INT(desk_int(&desk, "left"), 8);
	desk_close(&desk);
}

static void what_breaks_a_rule_makes_no_pass(void)
{
	static const struct {
		const char *rest, *code;
		int status;
	} cases[] = {
		{ ",\"vouchers\":4", "too_few_vouchers", 400 },
		{ ",\"vouchers\":11", "too_many_vouchers", 400 },
		{ ",\"vouchers\":16", "out_of_range", 400 },
		{ ",\"vouchers\":\"8\"", "wrong_type", 400 },
		{ ",\"language\":\"xx\"", "bad_language", 400 },
		{ ",\"print_size\":\"huge\"", "bad_print_size", 400 },
		{ ",\"start\":\"4\"", "bad_level", 400 },
		{ ",\"pseudonym\":\"abc\"", "bad_pseudonym", 400 },
		{ ",\"name\":\"Dupont\"", "unknown_field", 400 },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(issue(cases[i].rest), cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
	}
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":999}"),
	          404);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":\"x\"}"),
	          400);
	desk_close(&desk);
}

/* Path of the fixture's pass. */
static const char *pass_path(const char *rest)
{
	static char path[80];
	char id[PASS_ID_SIZE];

	pass_id_format(desk.fixture.pass, id);
	snprintf(path, sizeof path, "/api/v1/passes/%s%s", id, rest);
	return path;
}

static void a_lost_pass_is_replaced_and_the_old_one_is_dead(void)
{
	const struct json *fresh;
	char token[200];

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", pass_path("/replacement"), "{}"), 400);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", pass_path("/replacement"),
	                    "{\"reason\":\"perdu\"}"),
	          201);
	fresh = json_get(desk.json, "vouchers");
	CHECK_INT(json_count(fresh), 9);
	snprintf(token, sizeof token, "%s", json_text(json_get(json_at(fresh, 0), "token")));
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", token),
	          201);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", pass_path("/replacement"),
	                    "{\"reason\":\"perdu\"}"),
	          409);
	CHECK_TEXT(desk_text(&desk, "code"), "pass_ended");
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", pass_path(""), "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "replaced");
	CHECK_INT(strlen(desk_text(&desk, "replaced_by")), 12);
	desk_close(&desk);
}

static void a_blocked_pass_says_how_many_vouchers_it_lost(void)
{
	desk_open(&desk);
	CHECK_INT(
		desk_call(&desk, WHO_AGENT, "POST", pass_path("/blocking"), "{\"reason\":\"vol\"}"),
		200);
	CHECK_INT(desk_int(&desk, "revoked"), 10);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          410);
	CHECK_TEXT(desk_text(&desk, "outcome"), "blocked");
	desk_close(&desk);
}

static void a_pass_of_nobody_is_missing(void)
{
	static const char *const paths[] = { "/api/v1/passes/x", "/api/v1/passes/000000000000",
		                             "/api/v1/passes/000000000000/document.pdf" };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", paths[i], "%s", ""), 404);
		CHECK_TEXT(desk_text(&desk, "code"), "no_pass");
	}
	desk_close(&desk);
}

static void the_document_is_a_pdf(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", pass_path("/document.pdf"), "%s", ""), 200);
	CHECK_INT(desk.reply->kind, HTTP_PDF);
	CHECK(desk.reply->body.size > 1000 && memcmp(desk.reply->body.data, "%PDF-", 5) == 0);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_new_pass_is_told_in_the_words_of_the_contract",
                a_new_pass_is_told_in_the_words_of_the_contract },
              { "its_vouchers_can_be_redeemed_by_token_and_by_code",
                its_vouchers_can_be_redeemed_by_token_and_by_code },
              { "what_breaks_a_rule_makes_no_pass", what_breaks_a_rule_makes_no_pass },
              { "a_lost_pass_is_replaced_and_the_old_one_is_dead",
                a_lost_pass_is_replaced_and_the_old_one_is_dead },
              { "a_blocked_pass_says_how_many_vouchers_it_lost",
                a_blocked_pass_says_how_many_vouchers_it_lost },
              { "a_pass_of_nobody_is_missing", a_pass_of_nobody_is_missing },
              { "the_document_is_a_pdf", the_document_is_a_pdf })

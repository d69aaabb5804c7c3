/* Passwords, phones and cards as a browser meets them. */
#include "people.h"

#include "base/auto.h"
#include "phone.h"

static void a_person_chooses_a_password(void)
{
	char other[128];

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	memcpy(other, cookie, sizeof other);
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(BROWSE("PUT", "/api/v1/session/password",
	                 "{\"old\":\"faux\",\"new\":\"une phrase à moi\"}"),
	          403);
	CHECK_TEXT(desk_text(&desk, "code"), "wrong_password");
	CHECK_INT(people_count("login_pause WHERE failures = 1"), 3);
	CHECK_INT(BROWSE("PUT", "/api/v1/session/password",
	                 "{\"old\":\"%s\",\"new\":\"une phrase à moi\"}", password),
	          204);
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 200);
	desk.browser.cookie = other;
	CHECK_INT(BROWSE("GET", "/api/v1/session", "%s", ""), 401);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_INT(people_login("mediateur", "une phrase à moi", ""), 201);
	CHECK_INT(people_count("journal WHERE verb = 'password.change' AND detail = ''"), 1);
	desk_close(&desk);
}

static void a_phone_is_added_asked_for_and_removed(void)
{
	char secret[40];
	int64_t now;

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp", "{\"password\":\"faux\"}"), 403);
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp/confirmation", "{\"code\":\"1\"}"), 404);
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp", "{\"password\":\"%s\"}", password), 201);
	snprintf(secret, sizeof secret, "%s", desk_text(&desk, "secret"));
	CHECK(strstr(desk_text(&desk, "uri"), secret));
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp/confirmation", "{\"code\":\"x\"}"), 422);
	now = app_now(desk.fixture.app);
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp/confirmation", "{\"code\":\"%s\"}",
	                 phone_code(secret, now - 30)),
	          204);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "second_factor_needed");
	CHECK_TEXT(desk_text(&desk, "second_factor"), "totp");
	CHECK_INT(desk_int(&desk, "card_position"), -1);
	CHECK(!desk_header(&desk, "Set-Cookie"));
	CHECK_INT(people_login("mediateur", password, "000000"), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "wrong_code");
	CHECK_INT(people_login("mediateur", password, phone_code(secret, now + 30)), 201);
	CHECK_TEXT(json_text(json_at(json_get(desk.json, "second_factors"), 0)), "totp");
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp", "{\"password\":\"%s\"}", password), 409);
	CHECK_INT(BROWSE("POST", "/api/v1/session/totp/removal", "{\"password\":\"%s\"}", password),
	          204);
	CHECK_INT(people_login("mediateur", password, ""), 201);
	desk_close(&desk);
}

/* The text of the n-th code of the card in the last answer. */
static const char *code(size_t n)
{
	return json_text(json_at(json_get(desk.json, "codes"), n));
}

static void a_card_is_made_used_and_removed(void)
{
	char first[16], second[16];

	people_open();
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(BROWSE("POST", "/api/v1/session/code-card", "{\"password\":\"%s\"}", password),
	          201);
	CHECK_INT(json_count(json_get(desk.json, "codes")), 40);
	CHECK_TEXT(desk_text(&desk, "login"), "mediateur");
	snprintf(first, sizeof first, "%s", code(0));
	snprintf(second, sizeof second, "%s", code(1));
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_TEXT(desk_text(&desk, "second_factor"), "card");
	CHECK_INT(desk_int(&desk, "card_position"), 1);
	CHECK_INT(people_login("mediateur", password, second), 401);
	CHECK_INT(people_login("mediateur", password, first), 201);
	CHECK_INT(desk_int(&desk, "codes_left"), 39);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_INT(desk_int(&desk, "card_position"), 2);
	CHECK_INT(BROWSE("POST", "/api/v1/session/code-card/removal", "{\"password\":\"x\"}"), 403);
	CHECK_INT(BROWSE("POST", "/api/v1/session/code-card/removal", "{\"password\":\"%s\"}",
	                 password),
	          204);
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(desk_int(&desk, "codes_left"), -1);
	desk_close(&desk);
}

static void a_card_is_printed_and_its_print_repeated(void)
{
	AUTO(buf_release) struct buf first = { 0 };
	char path[80];

	people_open();
	snprintf(path, sizeof path, "/api/v1/accounts/%lld/code-card",
	         (long long)desk.fixture.accounts[WHO_MEDIATOR]);
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "POST", path, "%s", ""), 403);
	desk.browser.accept = "text/html, application/pdf;q=0.9";
	desk.idempotency_key = "card";
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", path, "%s", ""), 201);
	CHECK_INT(desk.reply->kind, HTTP_PDF);
	CHECK(desk.reply->body.size > 1000 && !memcmp(desk.reply->body.data, "%PDF", 4));
	CHECK(strstr(desk_header(&desk, "Content-Disposition"), "carte-de-codes.pdf"));
	buf_add(&first, desk.reply->body.data, desk.reply->body.size);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", path, "%s", ""), 201);
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	CHECK_INT(desk.reply->kind, HTTP_PDF);
	if (CHECK_INT(desk.reply->body.size, first.size))
		CHECK_BYTES(desk.reply->body.data, first.data, first.size);
	CHECK_INT(people_count("second_factor WHERE kind = 2 AND confirmed_at > 0"), 1);
	CHECK_INT(people_login("mediateur", password, ""), 401);
	CHECK_TEXT(desk_text(&desk, "code"), "second_factor_needed");
	snprintf(path, sizeof path, "/api/v1/accounts/%lld/second-factor",
	         (long long)desk.fixture.accounts[WHO_MEDIATOR]);
	desk.idempotency_key = NULL;
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "DELETE", path, "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "DELETE", path, "%s", ""), 204);
	CHECK_INT(people_login("mediateur", password, ""), 201);
	CHECK_INT(
		desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/accounts/999/code-card", "%s", ""),
		404);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_person_chooses_a_password", a_person_chooses_a_password },
              { "a_phone_is_added_asked_for_and_removed", a_phone_is_added_asked_for_and_removed },
              { "a_card_is_made_used_and_removed", a_card_is_made_used_and_removed },
              { "a_card_is_printed_and_its_print_repeated",
                a_card_is_printed_and_its_print_repeated })

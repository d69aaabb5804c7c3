/* Calls that change something: repeated, told in the journal, all or nothing. */
#include "desk.h"

#include "base/auto.h"
#include "base/text.h"
#include "codec/json.h"
#include "store/journal.h"
#include "store/sql.h"

static struct desk desk;

static int issue(const char *more)
{
	return desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":\"%lld\"%s}",
	                 (long long)desk.fixture.programme, more);
}

static int64_t count(const char *table)
{
	char text[80];
	struct err err;
	int64_t n = -1;

	snprintf(text, sizeof text, "SELECT COUNT(*) FROM %s", table);
	CHECK_OK(sql_one_int(desk.fixture.app->sql, text, SQL_NO_ARGS, &n, &err));
	return n;
}

static void a_repeated_call_gets_its_first_answer_and_has_one_effect(void)
{
	AUTO(buf_release) struct buf first = { 0 };
	int64_t passes;

	desk_open(&desk);
	desk.idempotency_key = "the-same";
	CHECK_INT(issue(""), 201);
	CHECK(!desk_header(&desk, "Idempotency-Replayed"));
	buf_adds(&first, buf_text(&desk.reply->body));
	passes = count("pass");
	CHECK_INT(issue(""), 201);
	CHECK_TEXT(buf_text(&desk.reply->body), buf_text(&first));
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	CHECK(desk_header(&desk, "Location"));
	CHECK_INT(count("pass"), passes);
	desk_close(&desk);
}

static void a_key_serves_one_request_of_one_account(void)
{
	desk_open(&desk);
	desk.idempotency_key = "one";
	CHECK_INT(issue(""), 201);
	CHECK_INT(issue(",\"vouchers\":6"), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	desk.query = (struct http_pair){ "dry_run", "true" };
	CHECK_INT(issue(""), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(issue(""), 201);
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/passes/000000000001/blocking",
	                    "{\"reason\":\"x\"}"),
	          404);
	desk_close(&desk);
}

static void a_key_is_wanted_where_a_repetition_would_cost(void)
{
	char long_key[200];

	desk_open(&desk);
	desk.bare = true;
	CHECK_INT(issue(""), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "no_idempotency_key");
	memset(long_key, 'k', sizeof long_key);
	long_key[121] = '\0';
	desk.idempotency_key = long_key;
	CHECK_INT(issue(""), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_key_header");
	long_key[120] = '\0';
	CHECK_INT(issue(""), 201);
	desk.idempotency_key = "";
	CHECK_INT(issue(""), 400);
	desk.idempotency_key = "é";
	CHECK_INT(issue(""), 400);
	desk_close(&desk);
}

static void a_refusal_is_not_kept(void)
{
	desk_open(&desk);
	desk.idempotency_key = "again";
	CHECK_INT(issue(",\"vouchers\":1"), 400);
	CHECK_INT(count("idempotency"), 0);
	CHECK_INT(issue(""), 201);
	CHECK_INT(count("idempotency"), 1);
	desk_close(&desk);
}

static void the_journal_says_who_did_what(void)
{
	AUTO(buf_release) struct buf id = { 0 };
	int64_t before, account = 0;
	struct err err;

	desk_open(&desk);
	CHECK_INT(issue(""), 201);
	buf_adds(&id, desk_text(&desk, "id"));
	before = count("journal");
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/passes/x", "%s", ""), 404);
	CHECK_INT(issue(",\"vouchers\":1"), 400);
	CHECK_INT(count("journal"), before);
	CHECK_INT(count("journal WHERE verb = 'pass.issue' AND detail = ''"), 1);
	CHECK_OK(sql_one_int(desk.fixture.app->sql, "SELECT account FROM journal WHERE object = $1",
	                     SQL_ARGS(sql_text(buf_text(&id))), &account, &err));
	CHECK_INT(account, desk.fixture.accounts[WHO_AGENT]);
	desk_close(&desk);
}

static bool has_zero_byte(const struct buf *bytes)
{
	return memchr(bytes->data, '\0', bytes->size) != NULL;
}

/* A card of codes on paper: a PDF, kept and sent again as it was. */
static void bytes_are_repeated_as_they_were(void)
{
	AUTO(buf_release) struct buf first = { 0 };
	char path[60];

	desk_open(&desk);
	desk.idempotency_key = "on-paper";
	desk.browser.accept = "application/pdf";
	snprintf(path, sizeof path, "/api/v1/accounts/%lld/code-card",
	         (long long)desk.fixture.accounts[WHO_AGENT]);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", path, "%s", ""), 201);
		CHECK_INT(desk.reply->kind, HTTP_PDF);
		CHECK_TEXT(http_kind_headers(desk.reply->kind)->value, "application/pdf");
		CHECK_TEXT(desk_header(&desk, "Content-Disposition"),
		           "inline; filename=\"carte-de-codes.pdf\"");
		CHECK_INT(desk_header(&desk, "Idempotency-Replayed") != NULL, i);
		if (i == 0)
			buf_add(&first, desk.reply->body.data, desk.reply->body.size);
	}
	CHECK(first.size > 1000 && has_zero_byte(&first));
	CHECK_INT(desk.reply->body.size, first.size);
	CHECK_BYTES(desk.reply->body.data, first.data, first.size);
	desk_close(&desk);
}

static void what_is_kept_is_sealed(void)
{
	char code[40];

	desk_open(&desk);
	desk.idempotency_key = "sealed";
	CHECK_INT(issue(""), 201);
	snprintf(code, sizeof code, "%s", desk_text(&desk, "code"));
	CHECK_INT(count("idempotency WHERE reply <> ''"), 1);
	CHECK_INT(count("idempotency WHERE reply LIKE '%-%'"), 0);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_repeated_call_gets_its_first_answer_and_has_one_effect",
                a_repeated_call_gets_its_first_answer_and_has_one_effect },
              { "a_key_serves_one_request_of_one_account",
                a_key_serves_one_request_of_one_account },
              { "a_key_is_wanted_where_a_repetition_would_cost",
                a_key_is_wanted_where_a_repetition_would_cost },
              { "a_refusal_is_not_kept", a_refusal_is_not_kept },
              { "the_journal_says_who_did_what", the_journal_says_who_did_what },
              { "bytes_are_repeated_as_they_were", bytes_are_repeated_as_they_were },
              { "what_is_kept_is_sealed", what_is_kept_is_sealed })

/* Money and state of a programme over HTTP. */
#include <string.h>

#include "codec/json.h"
#include "desk.h"

#include "store/sql.h"

static struct desk desk;
static char fundings[60], states[60];

static void open_with_draft(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/programmes",
	                    "{\"funder\":1,\"name\":\"Essai\",\"from\":\"2026-01-01\","
	                    "\"until\":\"2099-12-31\"}"),
	          201);
	snprintf(fundings, sizeof fundings, "/api/v1/programmes/%s/fundings",
	         desk_text(&desk, "id"));
	snprintf(states, sizeof states, "/api/v1/programmes/%s/state", desk_text(&desk, "id"));
}

static int fund(enum who who, long long cents)
{
	return desk_call(&desk, who, "POST", fundings, "{\"cents\":%lld}", cents);
}

static int go(enum who who, const char *state)
{
	return desk_call(&desk, who, "POST", states, "{\"state\":\"%s\"}", state);
}

static void money_is_given_once_and_taken_back_while_free(void)
{
	open_with_draft();
	desk.idempotency_key = "a gift";
	CHECK_INT(fund(WHO_FUNDER, 5000), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "funded");
	CHECK_INT(desk_int(&desk, "budget_cents"), 5000);
	CHECK_INT(fund(WHO_FUNDER, 5000), 200);
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	CHECK_INT(fund(WHO_FUNDER, 6000), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	desk.idempotency_key = NULL;
	CHECK_INT(fund(WHO_OPERATOR, 1), 200);
	CHECK_INT(desk_int(&desk, "budget_cents"), 5001);
	CHECK_INT(desk_int(&desk, "free_cents"), 5001);
	CHECK_INT(fund(WHO_FUNDER, -5002), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "over_budget");
	CHECK_INT(fund(WHO_FUNDER, -5001), 200);
	CHECK_INT(desk_int(&desk, "budget_cents"), 0);
	CHECK_INT(fund(WHO_FUNDER, 0), 400);
	desk.bare = true;
	CHECK_INT(fund(WHO_FUNDER, 1), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "no_idempotency_key");
	desk_close(&desk);
}

/* A member of a line of the list that was answered. */
static const struct json *line_member(size_t index, const char *name)
{
	return json_get(json_at(json_get(desk.json, "items"), index), name);
}

static int64_t line_cents(size_t index)
{
	int64_t cents = 0;

	CHECK(json_int(line_member(index, "cents"), &cents));
	return cents;
}

static void each_gift_says_when_how_much_and_who(void)
{
	open_with_draft();
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", fundings, "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 0);
	CHECK_INT(fund(WHO_FUNDER, 5000), 200);
	CHECK_INT(fund(WHO_OPERATOR, -2000), 200);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", fundings, "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 2);
	CHECK_INT(line_cents(0), -2000);
	CHECK_TEXT(json_text(line_member(0, "role")), "operator");
	CHECK_INT(line_cents(1), 5000);
	CHECK_TEXT(json_text(line_member(1, "role")), "funder");
	CHECK_TEXT(json_text(line_member(1, "id")), "1");
	CHECK_INT(strlen(json_text(line_member(1, "at"))), strlen("2026-11-22T14:30:00Z"));
	desk.query = (struct http_pair){ "limit", "1" };
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", fundings, "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 1);
	CHECK(strstr(desk_header(&desk, "Link"), "after=2>"));
	desk.query = (struct http_pair){ "after", "2" };
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", fundings, "%s", ""), 200);
	CHECK_INT(line_cents(0), 5000);
	desk_close(&desk);
}

static void states_follow_one_another(void)
{
	open_with_draft();
	CHECK_INT(go(WHO_FUNDER, "open"), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "no_money");
	CHECK_TEXT(desk_text(&desk, "detail"), "Ce dispositif n’a pas encore d’argent.");
	CHECK_INT(fund(WHO_FUNDER, 5000), 200);
	CHECK_INT(go(WHO_FUNDER, "open"), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "open");
	CHECK_INT(desk_int(&desk, "version"), 3);
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v3\"");
	CHECK_INT(go(WHO_FUNDER, "closed"), 409);
	CHECK_INT(go(WHO_OPERATOR, "closing"), 200);
	CHECK_INT(go(WHO_OPERATOR, "closed"), 200);
	CHECK_INT(go(WHO_OPERATOR, "open"), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_transition");
	CHECK_INT(go(WHO_OPERATOR, "shut"), 400);
	CHECK_TEXT(desk_text(&desk, "field"), "state");
	desk_close(&desk);
}

static void others_neither_pay_nor_open(void)
{
	static const struct {
		enum who who;
		int status;
	} cases[] = { { WHO_PATRON, 404 },  { WHO_AGENT, 403 },  { WHO_MEDIATOR, 403 },
		      { WHO_AUDITOR, 403 }, { WHO__COUNT, 401 }, { WHO_STRANGER, 401 } };

	open_with_draft();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(fund(cases[i].who, 5000), cases[i].status);
		CHECK_INT(go(cases[i].who, "open"), cases[i].status);
	}
	CHECK_INT(go(WHO_FUNDER, "open"), 422);
	desk_close(&desk);
}

static void the_journal_says_how_much_and_which(void)
{
	int64_t count = 0;
	struct err err;

	open_with_draft();
	CHECK_INT(fund(WHO_FUNDER, 5000), 200);
	CHECK_INT(go(WHO_FUNDER, "open"), 200);
	CHECK_INT(go(WHO_FUNDER, "closed"), 409);
	CHECK_OK(sql_one_int(desk.fixture.app->sql,
	                     "SELECT COUNT(*) FROM journal WHERE verb = 'programme.fund'"
	                     " AND detail = '{\"cents\":5000}' OR verb = 'programme.state'",
	                     SQL_NO_ARGS, &count, &err));
	CHECK_INT(count, 2);
	desk_close(&desk);
}

DATABASE_MAIN({ "money_is_given_once_and_taken_back_while_free",
                money_is_given_once_and_taken_back_while_free },
              { "each_gift_says_when_how_much_and_who", each_gift_says_when_how_much_and_who },
              { "states_follow_one_another", states_follow_one_another },
              { "others_neither_pay_nor_open", others_neither_pay_nor_open },
              { "the_journal_says_how_much_and_which", the_journal_says_how_much_and_which })

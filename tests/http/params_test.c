/* What is wrong in a query is named, as it is in a body. */
#include "desk.h"

#include "base/auto.h"
#include "base/text.h"
#include "domain/tokens.h"

static struct desk desk;

static void the_parameter_at_fault_is_named(void)
{
	static const struct {
		enum who who;
		const char *path, *name, *value, *code, *field;
	} cases[] = {
		{ WHO_AGENT, "/api/v1/passes", "limit", "0", "bad_limit", "limit" },
		{ WHO_AGENT, "/api/v1/passes", "after", "x", "bad_after", "after" },
		{ WHO_AGENT, "/api/v1/passes", "state", "x", "bad_state", "state" },
		{ WHO_AGENT, "/api/v1/passes", "programme", "x", "bad_id", "programme" },
		{ WHO_AGENT, "/api/v1/passes", "dormant_days", "0", "out_of_range",
		  "dormant_days" },
		{ WHO_MEDIATOR, "/api/v1/redemptions", "from", "22/11/2026", "bad_date", "from" },
		{ WHO_MEDIATOR, "/api/v1/redemptions", "until", "x", "bad_date", "until" },
		{ WHO_OPERATOR, "/api/v1/accounts", "after", "x", "bad_after", "after" },
		{ WHO_OPERATOR, "/api/v1/accounts", "role", "king", "bad_role", "role" },
		{ WHO_OPERATOR, "/api/v1/journal", "account", "x", "bad_id", "account" },
		{ WHO_OPERATOR, "/api/v1/programmes", "state", "x", "bad_state", "state" },
		{ WHO__COUNT, "/api/v1/centres", "near", "here", "bad_point", "near" },
		{ WHO_AGENT, "/api/v1/passes", "what", "1", "unknown_field", NULL },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *field;

		desk.query = (struct http_pair){ cases[i].name, cases[i].value };
		CHECK_INT(desk_call(&desk, cases[i].who, "GET", cases[i].path, "%s", ""), 400);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		field = desk_text(&desk, "field");
		if (!field != !cases[i].field || (field && strcmp(field, cases[i].field)))
			CHECK_FAIL("%s?%s: %s", cases[i].path, cases[i].name, field ? field : "-");
	}
	desk_close(&desk);
}

static void one_that_is_there_twice_is_named(void)
{
	static const char *const names[] = { "limit", "after", NULL };
	struct http_request request = {
		.query = { { "after", "1" }, { "limit", "1" }, { "after", "2" } }, .query_count = 3
	};
	struct err err;

	CHECK_ERR(http_query_check(&request, names, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "unknown_field");
	CHECK_TEXT(err.field, "after");
}

/* A token that only reads may send what is read in a body; what changes something stays closed. */
static void a_token_that_reads_may_look_up(void)
{
	const struct caller office = caller_operator();
	struct token_wish wish = { .label = "lecture" };
	struct access_token token;
	char agent[ACCESS_TOKEN_TEXT_SIZE];
	struct err err;

	desk_open(&desk);
	for (int who = WHO_AGENT; who <= WHO_MEDIATOR; who++) {
		const char *scope = who == WHO_AGENT ? "passes:read" : "redemptions:read";

		CHECK_OK(token_scopes_parse(scope, &wish.scopes, &err));
		wish.account = desk.fixture.accounts[who];
		CHECK_OK(token_add(desk.fixture.app, &office, &wish, &token, agent, &err));
		TEXT_COPY(desk.fixture.tokens[who], agent);
	}
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes/lookup", "{\"code\":\"%s\"}",
	                    desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":\"%lld\"}",
	                    (long long)desk.fixture.programme),
	          403);
	CHECK_TEXT(desk_text(&desk, "code"), "not_your_scope");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          403);
	CHECK_TEXT(desk_text(&desk, "code"), "not_your_scope");
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes/000000000001/blocking",
	                    "{\"reason\":\"x\"}"),
	          403);
	desk_close(&desk);
}

DATABASE_MAIN({ "the_parameter_at_fault_is_named", the_parameter_at_fault_is_named },
              { "one_that_is_there_twice_is_named", one_that_is_there_twice_is_named },
              { "a_token_that_reads_may_look_up", a_token_that_reads_may_look_up })

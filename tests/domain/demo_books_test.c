/* What can be done with the demonstration: money that adds up, and vouchers that are good. */
#include "domain/demo.h"

#include "codec/json.h"
#include "demo_stage.h"
#include "domain/issue.h"
#include "domain/passes.h"
#include "domain/redeem.h"
#include "domain/report.h"

static void ledger_sums_to_zero_and_equals_the_vouchers(void)
{
	static const char unused[] =
		"SELECT CAST(COALESCE(SUM(p.cents * (p.total - (SELECT COUNT(*) FROM spent x"
		" WHERE x.id / 256 = p.id AND NOT EXISTS (SELECT 1 FROM reversal r"
		" WHERE r.redemption = x.id)))), 0) AS BIGINT) FROM pass p"
		" WHERE p.state = 0 AND p.specimen = 0 AND p.programme = $1";
	static const char standing[] =
		"SELECT CAST(COALESCE(SUM(x.cents), 0) AS BIGINT) FROM spent x WHERE x.cause = 1"
		" AND x.programme = $1 AND NOT EXISTS (SELECT 1 FROM reversal r"
		" WHERE r.redemption = x.id)";
	struct demo_stage *s = demo_stage();
	struct err err = { 0 };

	for (int i = 0; i < DEMO_PROGRAMMES; i++) {
		int64_t id = s->demo.programmes[i].id, sum = 0, committed = -1, owed = -1,
			free = -1;
		struct balances b = { { 0 } };

		CHECK_OK(ledger_balances(s->app->sql, id, INT64_MAX, &b, &err));
		for (int a = 0; a < ACCOUNT__COUNT; a++)
			sum += b.cents[a];
		CHECK_INT(sum, 0);
		CHECK_OK(sql_one_int(s->app->sql, unused, SQL_ARGS(sql_int(id)), &committed, &err));
		CHECK_OK(sql_one_int(s->app->sql, standing, SQL_ARGS(sql_int(id)), &owed, &err));
		CHECK_OK(sql_one_int(s->app->sql, "SELECT free_cents FROM programme WHERE id = $1",
		                     SQL_ARGS(sql_int(id)), &free, &err));
		CHECK_INT(b.cents[ACCOUNT_COMMITTED], committed);
		CHECK_INT(b.cents[ACCOUNT_OWED], owed);
		CHECK_INT(b.cents[ACCOUNT_BUDGET], free);
		CHECK(owed > 0);
	}
}

static void reports_tell_an_honest_funnel(void)
{
	struct caller operator= caller_operator();
	struct demo_stage *s = demo_stage();
	struct err err = { 0 };

	for (int i = 0; i < DEMO_PROGRAMMES; i++) {
		struct figures_passes *p;
		struct report r;

		if (!CHECK_OK(report_make(
			    s->app,
			    &operator, &(struct report_wish){ .programme =
		                                                      s->demo.programmes[i].id },
			    &r, &err)))
			return;
		p = &r.passes;
		CHECK(p->issued >= p->handed_out && p->handed_out > p->started);
		CHECK(p->started >= p->used && p->used > p->finished && p->finished > 0);
		CHECK_WITHIN(p->started * 100 / p->handed_out, 50, 70);
		CHECK(p->blocked > 0 && p->replaced > 0);
		CHECK_INT(p->expired > 0, i == 2);
		CHECK_INT(r.balances.cents[ACCOUNT_COMMITTED] == 0, i == 2);
		CHECK_INT(r.balances.cents[ACCOUNT_EXPIRED] > 0, i == 2);
		/* More people rose to "autonomous" than began there. */
		CHECK(p->levels[LEVEL_ACCOMPANIED][LEVEL_AUTONOMOUS] +
		              p->levels[LEVEL_PARTLY][LEVEL_AUTONOMOUS] >
		      p->levels[LEVEL_AUTONOMOUS][LEVEL_AUTONOMOUS]);
	}
}

/* ---- what can be done with it ---- */

static void tokens_prove_their_callers(void)
{
	struct demo_stage *s = demo_stage();
	struct caller caller;
	struct err err = { 0 };
	size_t disabled = 0;

	for (size_t i = 0; i < s->demo.accounts_count; i++) {
		const struct demo_account *a = &s->demo.accounts[i];

		if (i < ROLE_AUDITOR)
			CHECK_INT(a->role, i + 1);
		CHECK(a->password[0] && a->login[0]);
		if (!caller_prove(s->app, a->token, &caller, &err)) {
			CHECK_TEXT(err.name, "unknown_token");
			disabled++;
			continue;
		}
		CHECK_INT(caller.role, a->role);
		CHECK_INT(caller.site, a->site);
		CHECK_INT(caller.funder, a->funder);
	}
	CHECK_INT(disabled, 1);
	CHECK_INT(s->demo.accounts[ROLE_AGENT - 1].site, s->demo.desks[0].id);
	CHECK_INT(s->demo.accounts[ROLE_MEDIATOR - 1].site, s->demo.centres[0].id);
}

static void first_pass_waits_to_be_printed(void)
{
	struct caller operator= caller_operator();
	static struct sheet sheet;
	struct demo_stage *s = demo_stage();
	struct err err = { 0 };
	struct pass_use use;
	struct pass pass;

	if (!CHECK_OK(pass_find(s->app, &operator, s->demo.first_pass, &pass, &err)) ||
	    !CHECK_OK(issue_sheet(s->app, &pass, false, &sheet, &err)) ||
	    !CHECK_OK(pass_use(s->app, &pass, &use, &err)))
		return;
	CHECK_INT(pass.desk, s->demo.desks[0].id);
	CHECK_TEXT(pass_stage_name(use.stage), "handed_out");
	CHECK_INT(use.left, 10);
	CHECK_INT(sheet.vouchers_count, 10);
	CHECK_INT(sheet.places_count, SHEET_PLACES_MAX);
	CHECK(sheet.places[0].distance_m < 1000);
	CHECK_TEXT(sheet.desk, s->demo.desks[0].name);
}

static void one_voucher(struct demo_stage *s, int64_t centre, const char *digits)
{
	struct redeem_item item = { .caller = { .role = ROLE_MEDIATOR, .site = centre },
		                    .centre = centre };
	struct err err = { 0 };

	snprintf(item.voucher, sizeof item.voucher, "%s", digits);
	CHECK_OK(redeem_one(s->app, &item, &err));
	CHECK_TEXT(outcome_name(item.outcome), "redeemed");
}

static void first_desk_issues_and_first_centres_redeem(void)
{
	struct sheet_voucher printed[VOUCHERS_MAX];
	struct demo_stage *s = demo_stage();
	struct issue_request request = { .programme = s->demo.programmes[0].id,
		                         .desk = s->demo.desks[0].id,
		                         .vouchers = 10,
		                         .passes = 1,
		                         .hand_out = true };
	struct caller agent;
	struct err err = { 0 };
	struct pass pass;

	CHECK_OK(caller_prove(s->app, s->demo.accounts[ROLE_AGENT - 1].token, &agent, &err));
	CHECK(demo_stage_count(s, "SELECT free_cents FROM programme ORDER BY id LIMIT 1") >=
	      20000 * 10 * 1000);
	if (!CHECK_OK(issue_passes(s->app, &agent, &request, &pass, &err)) ||
	    !CHECK_OK(issue_vouchers(s->app, &pass, printed, &err)))
		return;
	one_voucher(s, s->demo.centres[0].id, printed[0].digits);
	one_voucher(s, s->demo.centres[1].id, printed[1].digits);
	s->app->fixed_at = s->ends_at + 365 * DAY_SECONDS;
	CHECK_OK(issue_passes(s->app, &agent, &request, &pass, &err));
	s->app->fixed_at = s->ends_at;
}

static void json_is_as_promised(void)
{
	static const char *const lists[] = { "funders", "programmes", "desks", "centres" };
	AUTO(buf_release) struct buf out = { 0 };
	AUTO(json_close) struct json *json = NULL;
	const struct demo *demo = &demo_stage()->demo;
	const struct json *accounts;
	struct err err = { 0 };

	demo_json(demo, &out);
	if (!CHECK_OK(json_parse(&json, buf_text(&out), out.size, &err)))
		return;
	accounts = json_get(json, "accounts");
	CHECK_INT(json_count(accounts), 5);
	CHECK_INT(json_count(json_get(json, "others")), demo->accounts_count - 5);
	for (int i = 0; i < 5; i++) {
		const struct json *account = json_at(accounts, (size_t)i);

		CHECK_TEXT(json_text(json_get(account, "role")), role_name((enum role)(i + 1)));
		CHECK_TEXT(json_text(json_get(account, "token")), demo->accounts[i].token);
		CHECK_TEXT(json_text(json_get(account, "login")), demo->accounts[i].login);
		CHECK_TEXT(json_text(json_get(account, "password")), demo->accounts[i].password);
	}
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		for (size_t k = 0; k < json_count(json_get(json, lists[i])); k++)
			CHECK(json_text(json_get(json_at(json_get(json, lists[i]), k), "id")));
	CHECK_INT(json_count(json_get(json, "centres")), demo->centres_count);
	CHECK_TEXT(json_text(json_get(json_at(json_get(json, "programmes"), 0), "name")),
	           "Pass numérique de l’Ozerelle");
}

DEMO_MAIN({ "ledger_sums_to_zero_and_equals_the_vouchers",
            ledger_sums_to_zero_and_equals_the_vouchers },
          { "reports_tell_an_honest_funnel", reports_tell_an_honest_funnel },
          { "tokens_prove_their_callers", tokens_prove_their_callers },
          { "first_pass_waits_to_be_printed", first_pass_waits_to_be_printed },
          { "first_desk_issues_and_first_centres_redeem",
            first_desk_issues_and_first_centres_redeem },
          { "json_is_as_promised", json_is_as_promised })

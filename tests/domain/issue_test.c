/* New passes: what is refused, what is printed, who may see them, how far they came. */
#include <stdlib.h>

#include "base/text.h"
#include "domain/passes.h"
#include "domain/progress.h"
#include "store/passes.h"
#include "world.h"

static bool issue(struct world *w, const struct issue_request *request, struct err *err)
{
	struct pass passes[20];

	return issue_passes(w->app, &w->agent, request, passes, err);
}

static void what_may_not_be_issued_is_refused_by_name(void)
{
	WORLD;
	struct issue_request request;

#define REFUSED(field, value, class_, name_)                                                       \
	request = world_request(&w);                                                               \
	request.field = (value);                                                                   \
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), class_, name_))
	REFUSED(vouchers, 4, ERR_INPUT, "too_few_vouchers");
	REFUSED(vouchers, -1, ERR_INPUT, "too_few_vouchers");
	REFUSED(vouchers, 11, ERR_INPUT, "too_many_vouchers");
	REFUSED(passes, 0, ERR_INPUT, "bad_passes");
	REFUSED(passes, ISSUE_PASSES_MAX + 1, ERR_INPUT, "bad_passes");
	REFUSED(kind, 4, ERR_INPUT, "bad_kind");
	REFUSED(kind, 256, ERR_INPUT, "bad_kind");
	REFUSED(desk, w.centre, ERR_FORBIDDEN, "wrong_desk");
	REFUSED(programme, 99, ERR_MISSING, "no_programme");
	request = world_request(&w);
	request.passes = 2;
	request.has_pseudonym = true;
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_INPUT, "one_person"));
	CHECK_OK(site_approve(w.app, w.desk, w.programme.id, APPROVAL_SUSPENDED, &err));
	request = world_request(&w);
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_FORBIDDEN, "wrong_desk"));
}

static void not_beyond_the_money(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct programme small;

	world_programme(&w, &small, 17 * WORLD_CENTS);
	request.programme = small.id;
	request.passes = 4; /* 20 vouchers */
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "over_budget"));
	request.passes = 3;
	CHECK_OK(issue(&w, &request, &err));
	CHECK_INT(world_money(&w, small.id).cents[ACCOUNT_BUDGET], 2 * WORLD_CENTS);
	request.passes = 1;
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "over_budget"));
	CHECK_OK(programme_fund(w.app, small.id, 3 * WORLD_CENTS, &err));
	CHECK_OK(issue(&w, &request, &err));
	CHECK_INT(world_money(&w, small.id).cents[ACCOUNT_BUDGET], 0);
}

static void not_while_closed_nor_in_the_last_days(void)
{
	WORLD;
	struct issue_request request = world_request(&w), person = { 0 };
	struct pass stock, given;

	request.hand_out = false;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &stock, &err));
	CHECK_INT(stock.handed_out_at, 0);
	CHECK(!stock.has_pseudonym);
	world_on(&w, "2026-12-16"); /* the last, 15 days before the end */
	CHECK_OK(issue(&w, &request, &err));
	world_on(&w, "2026-12-17");
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "hand_out_over"));
	CHECK_UNCHANGED(
		CHECK_NAMED(issue_hand_out(w.app, &w.agent, stock.id, &person, &given, &err),
	                    ERR_REFUSED, "hand_out_over"));
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_CLOSING, &err));
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "not_open"));
}

static void a_pass_of_the_stock_is_given_once(void)
{
	WORLD;
	struct issue_request request = world_request(&w), person = { .start_level = LEVEL_PARTLY };
	struct pass stock, given;
	struct caller elsewhere = w.agent;

	request.hand_out = false;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &stock, &err));
	elsewhere.site++;
	CHECK_NAMED(issue_hand_out(w.app, &elsewhere, stock.id, &person, &given, &err), ERR_MISSING,
	            "no_pass");
	CHECK_OK(issue_hand_out(w.app, &w.agent, stock.id, &person, &given, &err));
	CHECK_INT(given.handed_out_at, app_now(w.app));
	CHECK(given.has_pseudonym);
	CHECK_UNCHANGED(
		CHECK_NAMED(issue_hand_out(w.app, &w.agent, stock.id, &person, &given, &err),
	                    ERR_CONFLICT, "not_in_stock"));
	CHECK_OK(passes_find(w.app->sql, stock.id, &given, &err));
	CHECK_INT(given.start_level, LEVEL_PARTLY);
	CHECK(given.has_pseudonym);
}

static void the_usual_number_follows_the_level(void)
{
	WORLD;
	static const int want[LEVEL__COUNT] = { 10, 10, 8, 5 };
	struct issue_request request = world_request(&w);
	struct pass pass;

	request.vouchers = 0;
	for (int level = 0; level < LEVEL__COUNT; level++) {
		request.start_level = (enum level)level;
		CHECK_OK(issue_passes(w.app, &w.agent, &request, &pass, &err));
		CHECK_INT(pass.total, want[level]);
	}
	w.programme.vouchers_usual[0] = '\0';
	CHECK_OK(world_change(&w, &w.programme, &err));
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &pass, &err));
	CHECK_INT(pass.total, 10);
}

static void a_person_gets_so_many_in_so_many_days(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct pass first, fresh;

	w.programme.person_passes = 1;
	w.programme.person_days = 30;
	CHECK_OK(world_change(&w, &w.programme, &err));
	request.has_pseudonym = true;
	memset(request.pseudonym, 7, PSEUDONYM_SIZE);
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &first, &err));
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "person_cap"));
	/* A replacement is no second pass. */
	CHECK_OK(correct_replace(w.app, &w.agent, first.id, "lost", &fresh, &err));
	CHECK_UNCHANGED(CHECK_NAMED(issue(&w, &request, &err), ERR_REFUSED, "person_cap"));
	request.pseudonym[0]++;
	CHECK_OK(issue(&w, &request, &err));
	request.pseudonym[0]--;
	world_at(&w, app_now(w.app) + (int64_t)30 * DAY_SECONDS + 1);
	CHECK_OK(issue(&w, &request, &err));
}

static void a_pass_is_seen_by_its_desk_and_the_operator(void)
{
	WORLD;
	struct pass pass = world_issue(&w), found;
	struct caller elsewhere = w.agent, auditor = { .role = ROLE_AUDITOR };

	elsewhere.site++;
	CHECK_OK(pass_find(w.app, &w.agent, pass.id, &found, &err));
	CHECK_OK(pass_find(w.app, &w.office, pass.id, &found, &err));
	CHECK_OK(pass_find(w.app, &auditor, pass.id, &found, &err));
	CHECK_NAMED(pass_find(w.app, &elsewhere, pass.id, &found, &err), ERR_MISSING, "no_pass");
	CHECK_NAMED(pass_find(w.app, &w.payer, pass.id, &found, &err), ERR_MISSING, "no_pass");
	CHECK_NAMED(pass_find(w.app, &w.mediator, pass.id, &found, &err), ERR_MISSING, "no_pass");
}

static void how_far_a_pass_came(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redemption back;
	struct pass_use use;
	struct progress progress;

	CHECK_OK(pass_use(w.app, &pass, &use, &err));
	CHECK_TEXT(pass_stage_name(use.stage), "handed_out");
	CHECK_INT(use.left, 5);
	for (int n = 1; n <= 3; n++) {
		w.last = world_item(w.centre, world_token(&w, &pass, 4 - n));
		w.last.level = (enum level)n;
		CHECK_OK(redeem_one(w.app, &w.last, &err));
		world_at(&w, app_now(w.app) + 60);
	}
	CHECK_OK(correct_reverse(w.app, &w.mediator, world_redemption(&w), "x", &back, &err));
	CHECK_OK(pass_use(w.app, &pass, &use, &err));
	CHECK_TEXT(pass_stage_name(use.stage), "started");
	CHECK_INT(use.used, 2);
	CHECK_INT(use.left, 3);
	CHECK_OK(progress_of_pass(w.app, &w.agent, pass.id, &progress, &err));
	CHECK_INT(progress.start, LEVEL_ACCOMPANIED);
	CHECK_INT(progress.count, 2);
	CHECK_INT(progress.steps[0].number, 3);
	CHECK_INT(progress.steps[0].level, LEVEL_ACCOMPANIED);
	CHECK_INT(progress.steps[1].number, 2);
	CHECK_INT(progress.steps[1].level, LEVEL_PARTLY);
	CHECK_NAMED(progress_of_pass(w.app, &w.payer, pass.id, &progress, &err), ERR_MISSING,
	            "no_pass");
	world_on(&w, "2027-02-01");
	CHECK_OK(pass_use(w.app, &pass, &use, &err));
	CHECK_TEXT(pass_stage_name(use.stage), "expired");
	CHECK_INT(use.left, 0);
}

DATABASE_MAIN({ "what_may_not_be_issued_is_refused_by_name",
                what_may_not_be_issued_is_refused_by_name },
              { "not_beyond_the_money", not_beyond_the_money },
              { "not_while_closed_nor_in_the_last_days", not_while_closed_nor_in_the_last_days },
              { "a_pass_of_the_stock_is_given_once", a_pass_of_the_stock_is_given_once },
              { "the_usual_number_follows_the_level", the_usual_number_follows_the_level },
              { "a_person_gets_so_many_in_so_many_days", a_person_gets_so_many_in_so_many_days },
              { "a_pass_is_seen_by_its_desk_and_the_operator",
                a_pass_is_seen_by_its_desk_and_the_operator },
              { "how_far_a_pass_came", how_far_a_pass_came })

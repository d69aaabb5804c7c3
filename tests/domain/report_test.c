/* A small history counted by hand, in every form that a report takes. */
#include <stdlib.h>

#include "world.h"

static void level_at(struct world *w, const struct pass *pass, int number, enum level level)
{
	struct err err = { 0 };

	w->last = world_item(w->centre, world_token(w, pass, number));
	w->last.level = level;
	CHECK_OK(redeem_one(w->app, &w->last, &err));
	CHECK_TEXT(outcome_name(w->last.outcome), "redeemed");
}

static struct report report_of(struct world *w, const char *from, const char *until)
{
	struct err err = { 0 };
	struct report report = { 0 };
	int64_t from_day = 0, until_day = 0;

	if (from)
		day_parse(from, &from_day);
	if (until)
		day_parse(until, &until_day);
	CHECK_OK(report_make(w->app, &w->payer,
	                     &(struct report_wish){ .programme = w->programme.id,
	                                            .from_day = from_day,
	                                            .until_day = until_day },
	                     &report, &err));
	return report;
}

/* 24 March: four passes handed out, one left in the stock, one specimen. 1 April: the first is used
 * whole, the second once, the third once and taken back. 1 May: the second is blocked. */
static void history(struct world *w)
{
	struct issue_request request = world_request(w);
	struct pass passes[4], stock, specimen;
	struct redemption back;
	struct err err = { 0 };
	int revoked;

	request.passes = 4;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, passes, &err));
	request.passes = 1;
	request.hand_out = false;
	request.start_level = LEVEL_NONE;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, &stock, &err));
	request.specimen = true;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, &specimen, &err));
	world_on(w, "2026-04-01");
	for (int n = 1; n <= 5; n++)
		level_at(w, &passes[0], n, n == 5 ? LEVEL_NONE : LEVEL_PARTLY);
	level_at(w, &passes[1], 1, LEVEL_AUTONOMOUS);
	level_at(w, &passes[2], 1, LEVEL_AUTONOMOUS);
	CHECK_OK(correct_reverse(w->app, &w->mediator, world_redemption(w), "erreur", &back, &err));
	world_on(w, "2026-05-01");
	CHECK_OK(correct_block(w->app, &w->agent, passes[1].id, "volé", &revoked, &err));
}

static void a_history_counted_by_hand(void)
{
	WORLD;
	struct report r;

	history(&w);
	r = report_of(&w, NULL, NULL);
	CHECK_INT(r.passes.issued, 5);
	CHECK_INT(r.passes.handed_out, 4);
	CHECK_INT(r.passes.started, 3);
	CHECK_INT(r.passes.used, 2);
	CHECK_INT(r.passes.finished, 1);
	CHECK_INT(r.passes.expired, 0);
	CHECK_INT(r.passes.blocked, 1);
	CHECK_INT(r.vouchers.issued, 25);
	CHECK_INT(r.vouchers.redeemed, 6);
	CHECK_INT(r.vouchers.reversed, 1);
	CHECK_INT(r.vouchers.revoked, 4);
	CHECK_INT(r.vouchers.redeemed_cents, 6 * WORLD_CENTS);
	CHECK_INT(report_cents(&r.balances).budget, WORLD_FUNDED_CENTS);
	CHECK_INT(report_cents(&r.balances).committed, 15 * WORLD_CENTS);
	CHECK_INT(report_cents(&r.balances).owed, 6 * WORLD_CENTS);
	CHECK_INT(report_cents(&r.balances).free, WORLD_FUNDED_CENTS - 21 * WORLD_CENTS);
	CHECK_INT(r.moves.lines[LEDGER_REDEEMED], 7);
	CHECK_INT(r.moves.cents[LEDGER_REVERSED], WORLD_CENTS);
	CHECK_INT(r.passes.levels[LEVEL_ACCOMPANIED][LEVEL_PARTLY], 1);
	CHECK_INT(r.passes.levels[LEVEL_ACCOMPANIED][LEVEL_AUTONOMOUS], 1);
	CHECK_INT(r.passes.levels[LEVEL_ACCOMPANIED][LEVEL_NONE], 2);
	CHECK_INT(r.passes.levels[LEVEL_NONE][LEVEL_NONE], 1);
}

static void a_past_date_stays_as_it_was(void)
{
	WORLD;
	struct report r;

	history(&w);
	r = report_of(&w, NULL, "2026-03-31");
	CHECK_INT(r.passes.issued, 5);
	CHECK_INT(r.passes.started, 0);
	CHECK_INT(r.vouchers.redeemed, 0);
	CHECK_INT(report_cents(&r.balances).committed, 25 * WORLD_CENTS);
	r = report_of(&w, "2026-03-25", "2026-04-30");
	CHECK_INT(r.passes.issued, 0);
	CHECK_INT(r.vouchers.redeemed, 6);
	CHECK_INT(r.passes.blocked, 0);
	CHECK_INT(report_cents(&r.balances).owed, 6 * WORLD_CENTS);
	r = report_of(&w, NULL, "2026-03-23");
	CHECK_INT(r.passes.issued, 0);
	CHECK_INT(report_cents(&r.balances).budget, 0);
	world_on(&w, "2027-03-01");
	r = report_of(&w, NULL, "2027-01-30");
	CHECK_INT(r.passes.expired, 0);
	r = report_of(&w, NULL, "2027-01-31");
	CHECK_INT(r.passes.expired, 3);
}

static void each_sees_only_its_own(void)
{
	WORLD;
	struct caller foreign = w.payer;
	struct report r;

	foreign.funder++;
	CHECK_NAMED(report_make(w.app, &foreign,
	                        &(struct report_wish){ .programme = w.programme.id }, &r, &err),
	            ERR_MISSING, "no_programme");
	CHECK_NAMED(report_make(w.app, &w.agent,
	                        &(struct report_wish){ .programme = w.programme.id }, &r, &err),
	            ERR_FORBIDDEN, "not_your_role");
	CHECK_NAMED(
		report_make(w.app, &w.office, &(struct report_wish){ .programme = 99 }, &r, &err),
		ERR_MISSING, "no_programme");
	CHECK_NAMED(report_make(w.app, &w.office,
	                        &(struct report_wish){ .programme = w.programme.id,
	                                               .from_day = 20000,
	                                               .until_day = 19999 },
	                        &r, &err),
	            ERR_INPUT, "bad_period");
	CHECK_OK(report_make(w.app, &w.office, &(struct report_wish){ .programme = w.programme.id },
	                     &r, &err));
}

DATABASE_MAIN({ "a_history_counted_by_hand", a_history_counted_by_hand },
              { "a_past_date_stays_as_it_was", a_past_date_stays_as_it_was },
              { "each_sees_only_its_own", each_sees_only_its_own })

/* Figures split up (domain/breakdown, domain/breakdown_write): they add up to the report's, and
 * tell a funder no small number. */
#include <stdlib.h>

#include "base/auto.h"
#include "codec/json.h"
#include "domain/breakdown.h"
#include "domain/guard.h"
#include "domain/report.h"
#include "world.h"

static struct breakdown split(struct world *w, enum breakdown_by by, int64_t from_day,
                              int64_t until_day)
{
	struct breakdown_wish wish = { w->programme.id, from_day, until_day, by };
	struct breakdown made = { 0 };
	struct err err = { 0 };

	CHECK_OK(breakdown_make(w->app, &w->payer, &wish, &made, &err));
	return made;
}

/* Six passes on 24 March; five used on 1 April, of which one is taken back, the first again on 31
 * May. */
static void history(struct world *w)
{
	struct issue_request request = world_request(w);
	struct pass passes[6];
	struct redemption back;
	struct err err = { 0 };

	request.passes = 6;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, passes, &err));
	world_on(w, "2026-04-01");
	for (int i = 0; i < 5; i++)
		CHECK_TEXT(world_redeem(w, w->centre, world_token(w, &passes[i], 1)), "redeemed");
	CHECK_OK(correct_reverse(w->app, &w->mediator, world_redemption(w), "erreur", &back, &err));
	world_on(w, "2026-05-31");
	CHECK_TEXT(world_redeem(w, w->centre, world_token(w, &passes[0], 2)), "redeemed");
}

static void parts_add_up_to_the_report(void)
{
	WORLD;
	struct report report;

	history(&w);
	CHECK_OK(report_make(w.app, &w.payer, &(struct report_wish){ .programme = w.programme.id },
	                     &report, &err));
	CHECK_INT(report_cents(&report.balances).owed, 5 * WORLD_CENTS);
	for (int by = 0; by < BREAKDOWN__COUNT; by++) {
		AUTO(breakdown_release) struct breakdown b = split(&w, (enum breakdown_by)by, 0, 0);
		int64_t cents = 0, vouchers = 0, handed_out = 0;

		for (size_t i = 0; i < b.count; i++) {
			cents += b.rows[i].cents;
			vouchers += b.rows[i].vouchers;
			handed_out += b.rows[i].handed_out;
		}
		CHECK_INT(b.whole.used, report.passes.used);
		if (by == BREAKDOWN_DESK) {
			CHECK_INT(handed_out, report.passes.handed_out);
			continue;
		}
		CHECK_INT(cents, report_cents(&report.balances).owed);
		CHECK_INT(vouchers, report.vouchers.redeemed);
		CHECK_INT(b.whole.cents, cents);
	}
}

static void months_are_those_of_paris_and_none_is_left_out(void)
{
	WORLD;
	AUTO(breakdown_release) struct breakdown b = { 0 };
	int64_t until;

	history(&w);
	world_on(&w, "2026-06-10");
	b = split(&w, BREAKDOWN_MONTH, 0, 0);
	CHECK_INT(b.count, 3);
	CHECK_INT(b.rows[0].vouchers, 4);
	CHECK_INT(b.rows[1].vouchers, 1);
	CHECK_INT(b.rows[2].vouchers, 0);
	breakdown_release(&b);
	day_parse("2026-05-30", &until);
	b = split(&w, BREAKDOWN_MONTH, 0, until);
	CHECK_INT(b.count, 2);
	CHECK_INT(b.rows[1].vouchers, 0);
}

static void a_funder_is_told_no_small_number(void)
{
	WORLD;
	AUTO(breakdown_release) struct breakdown b = { 0 };
	AUTO(buf_release) struct buf json = { 0 }, sheet = { 0 };

	history(&w);
	b = split(&w, BREAKDOWN_CENTRE, 0, 0);
	CHECK_INT(b.rows[0].used, 4);
	breakdown_guard(&b, 5);
	CHECK_INT(b.rows[0].used, GUARD_HIDDEN);
	CHECK_INT(b.whole.used, GUARD_HIDDEN);
	CHECK_INT(b.rows[0].cents, 5 * WORLD_CENTS); /* a line of what is owed */
	breakdown_json(&b, 5, &json);
	CHECK(strstr(buf_text(&json), "\"used\":null"));
	CHECK_OK(breakdown_grid(&b, GRID_EXCEL, &sheet, &err));
	CHECK(strstr(buf_text(&sheet), ";masqué\r\n"));
	breakdown_release(&b);
	b = split(&w, BREAKDOWN_DESK, 0, 0);
	breakdown_guard(&b, 5);
	CHECK_INT(b.rows[0].handed_out, 5);
	CHECK_INT(b.rows[0].used, GUARD_HIDDEN);
	breakdown_release(&b);
	b = split(&w, BREAKDOWN_COMMUNE, 0, 0);
	buf_clear(&json);
	breakdown_json(&b, 0, &json);
	CHECK(!strstr(buf_text(&json), "\"used\""));
}

static void each_sees_only_its_own(void)
{
	WORLD;
	struct breakdown_wish wish = { w.programme.id, 20600, 20599, BREAKDOWN_CENTRE };
	struct breakdown b = { 0 };
	struct caller foreign = w.payer;

	foreign.funder++;
	CHECK_NAMED(breakdown_make(w.app, &w.payer, &wish, &b, &err), ERR_INPUT, "bad_period");
	wish.from_day = wish.until_day = 0;
	CHECK_NAMED(breakdown_make(w.app, &foreign, &wish, &b, &err), ERR_MISSING, "no_programme");
	CHECK_ERR(breakdown_make(w.app, &w.agent, &wish, &b, &err), ERR_FORBIDDEN);
	CHECK(!b.rows);
}

DATABASE_MAIN({ "parts_add_up_to_the_report", parts_add_up_to_the_report },
              { "months_are_those_of_paris_and_none_is_left_out",
                months_are_those_of_paris_and_none_is_left_out },
              { "a_funder_is_told_no_small_number", a_funder_is_told_no_small_number },
              { "each_sees_only_its_own", each_sees_only_its_own })

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
	CHECK_OK(report_make(w->app, &w->payer, w->programme.id, from_day, until_day, &report,
	                     &err));
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
	CHECK_NAMED(report_make(w.app, &foreign, w.programme.id, 0, 0, &r, &err), ERR_MISSING,
	            "no_programme");
	CHECK_NAMED(report_make(w.app, &w.agent, w.programme.id, 0, 0, &r, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_NAMED(report_make(w.app, &w.office, 99, 0, 0, &r, &err), ERR_MISSING, "no_programme");
	CHECK_NAMED(report_make(w.app, &w.office, w.programme.id, 20000, 19999, &r, &err),
	            ERR_INPUT, "bad_period");
	CHECK_OK(report_make(w.app, &w.office, w.programme.id, 0, 0, &r, &err));
}

/* A report whose every figure is another number, so that none can stand for another. */
static struct report distinct(void)
{
	struct report r = { .programme = { .id = 7, .name = "Pass" },
		            .funder = "Ville",
		            .from_day = 20000,
		            .until_day = 20100 };

	r.passes = (struct figures_passes){ 101, 102, 103, 104, 105, 106, 107, 108, { { 0 } } };
	r.vouchers = (struct figures_vouchers){ 201, 202, 203, 204, 205 };
	for (int i = 0; i < ACCOUNT__COUNT; i++)
		r.balances.cents[i] = 300000 + i;
	r.balances.cents[ACCOUNT_FUNDER] = -1500015;
	return r;
}

static void text_csv_and_json_say_the_same_numbers(void)
{
	static const struct {
		const char *group, *name, *words;
		int64_t value;
		bool money;
	} lines[] = {
		{ "passes", "issued", "Pass émis", 101, false },
		{ "passes", "handed_out", "Pass remis", 102, false },
		{ "passes", "started", "Pass entamés", 103, false },
		{ "passes", "used", "Pass utilisés", 104, false },
		{ "passes", "finished", "Pass terminés", 105, false },
		{ "passes", "expired", "Pass expirés", 106, false },
		{ "passes", "blocked", "Pass bloqués", 107, false },
		{ "passes", "replaced", "Pass remplacés", 108, false },
		{ "vouchers", "issued", "Coupons émis", 201, false },
		{ "vouchers", "redeemed", "Coupons utilisés", 202, false },
		{ "vouchers", "reversed", "Utilisations annulées", 203, false },
		{ "vouchers", "revoked", "Coupons révoqués", 204, false },
		{ "cents", "budget", "Budget", 1500015, true },
		{ "cents", "free", "Disponible", 300001, true },
		{ "cents", "committed", "Engagé", 300002, true },
		{ "cents", "owed", "Dû aux lieux", 300003, true },
		{ "cents", "paid", "Payé", 300004, true },
		{ "cents", "expired", "Expiré (avoir)", 300005, true },
	};
	AUTO(buf_release) struct buf text = { 0 }, csv = { 0 }, json = { 0 };
	struct report r = distinct();
	const char *group = NULL;
	char line[120];

	report_text(&r, &text);
	report_csv(&r, &csv);
	report_json(&r, 0, &json);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		long long v = lines[i].value;

		snprintf(line, sizeof line, ",%s,%s,%s,%lld\r\n", lines[i].group, lines[i].name,
		         lines[i].money           ? "cents"
		         : *lines[i].group == 'p' ? "passes"
		                                  : "vouchers",
		         v);
		if (!strstr(buf_text(&csv), line))
			CHECK_FAIL("no line %s in %s", line, buf_text(&csv));
		if (!lines[i].money)
			snprintf(line, sizeof line, "  %s : %lld\n", lines[i].words, v);
		else if (v >= 100000000)
			line[0] = '\0';
		else
			snprintf(line, sizeof line, "  %s : %lld\u202f%03lld,%02lld\u00a0€\n",
			         lines[i].words, v / 100000, v / 100 % 1000, v % 100);
		if (!strstr(buf_text(&text), line))
			CHECK_FAIL("no line %s in %s", line, buf_text(&text));
		snprintf(line, sizeof line, "\"%s\":%lld", lines[i].name, v);
		group = strstr(buf_text(&json), lines[i].group);
		if (!group || !strstr(group, line))
			CHECK_FAIL("no %s in %s", line, buf_text(&json));
	}
}

static void an_empty_report_has_every_line(void)
{
	WORLD;
	AUTO(buf_release) struct buf text = { 0 }, json = { 0 };
	struct report r = report_of(&w, NULL, NULL);

	report_text(&r, &text);
	report_json(&r, 5, &json);
	CHECK(strstr(buf_text(&text), "De l'ouverture au 24/03/2026"));
	CHECK(strstr(buf_text(&text), "Budget : 1\u202f000\u202f000,00\u00a0€"));
	CHECK(strstr(buf_text(&json), "\"from\":null"));
	CHECK(strstr(buf_text(&json), "\"issued\":0"));
	CHECK(strstr(buf_text(&json), "\"levels\":[]"));
}

static int nulls_of(const struct report *r, int threshold)
{
	AUTO(buf_release) struct buf json = { 0 };
	int count = 0;

	report_json(r, threshold, &json);
	for (const char *p = strstr(buf_text(&json), "\"levels\"");
	     (p = strstr(p, "\"passes\":null")); p++)
		count++;
	return count;
}

static void small_numbers_are_hidden_and_cannot_be_worked_out(void)
{
	AUTO(buf_release) struct buf json = { 0 };
	struct report r = distinct();

	r.passes.issued = 30;
	r.passes.handed_out = 5;
	r.passes.started = 4;
	r.passes.used = 1;
	r.passes.finished = 0;
	report_json(&r, 5, &json);
	CHECK(strstr(buf_text(&json), "\"handed_out\":5"));
	CHECK(strstr(buf_text(&json), "\"started\":null"));
	CHECK(strstr(buf_text(&json), "\"used\":null"));
	CHECK(strstr(buf_text(&json), "\"finished\":0"));
	CHECK(strstr(buf_text(&json), "\"hidden_below\":5"));
	/* One small cell alone takes the next smallest with it. */
	r.passes.levels[1][0] = 16;
	r.passes.levels[1][1] = 10;
	r.passes.levels[1][2] = 4;
	CHECK_INT(nulls_of(&r, 5), 2);
	CHECK_INT(nulls_of(&r, 4), 0);
	CHECK_INT(nulls_of(&r, 0), 0);
	/* Two that are hidden hide each other, unless both can only be one. */
	r.passes.levels[1][1] = 3;
	CHECK_INT(nulls_of(&r, 5), 2);
	r.passes.levels[1][1] = r.passes.levels[1][2] = 1;
	CHECK_INT(nulls_of(&r, 5), 3);
	r.passes.levels[1][1] = r.passes.levels[1][2] = 4;
	CHECK_INT(nulls_of(&r, 5), 3);
}

DATABASE_MAIN({ "a_history_counted_by_hand", a_history_counted_by_hand },
              { "a_past_date_stays_as_it_was", a_past_date_stays_as_it_was },
              { "each_sees_only_its_own", each_sees_only_its_own },
              { "text_csv_and_json_say_the_same_numbers", text_csv_and_json_say_the_same_numbers },
              { "an_empty_report_has_every_line", an_empty_report_has_every_line },
              { "small_numbers_are_hidden_and_cannot_be_worked_out",
                small_numbers_are_hidden_and_cannot_be_worked_out })

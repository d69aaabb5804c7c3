/* One report as text, CSV and JSON; and what is hidden. */
#include <stdlib.h>

#include "world.h"

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
	struct report r;

	CHECK_OK(report_make(w.app, &w.payer, &(struct report_wish){ .programme = w.programme.id },
	                     &r, &err));
	report_text(&r, &text);
	report_json(&r, 5, &json);
	CHECK(strstr(buf_text(&text), "De l’ouverture au 24/03/2026"));
	CHECK(strstr(buf_text(&text), "Budget : 1\u202f000\u202f000,00\u00a0€"));
	CHECK(strstr(buf_text(&json), "\"from\":null"));
	CHECK(strstr(buf_text(&json), "\"issued\":0"));
	CHECK(strstr(buf_text(&json), "\"levels\":[]"));
}

static void persons_are_guarded_and_money_is_exact(void)
{
	AUTO(buf_release) struct buf json = { 0 };
	struct report r = distinct();

	r.passes.issued = 33;
	r.passes.handed_out = 9;
	r.passes.started = 4;
	r.passes.used = 1;
	r.passes.finished = 0;
	r.passes.levels[0][0] = 18;
	r.passes.levels[1][2] = 12;
	r.passes.levels[1][1] = 3;
	report_json(&r, 5, &json);
	CHECK(strstr(buf_text(&json), "\"issued\":33"));
	CHECK(strstr(buf_text(&json), "\"handed_out\":5"));
	CHECK(strstr(buf_text(&json), "\"started\":null"));
	CHECK(strstr(buf_text(&json), "\"used\":null"));
	CHECK(strstr(buf_text(&json), "\"finished\":0"));
	CHECK(strstr(buf_text(&json), "\"latest\":\"partly\",\"passes\":10"));
	CHECK(strstr(buf_text(&json), "\"latest\":\"accompanied\",\"passes\":null"));
	CHECK(strstr(buf_text(&json), "\"hidden_below\":5,\"rounded_to\":5"));
	CHECK(strstr(buf_text(&json), "\"redeemed\":202"));
	CHECK(strstr(buf_text(&json), "\"owed\":300003"));
}

DATABASE_MAIN({ "text_csv_and_json_say_the_same_numbers", text_csv_and_json_say_the_same_numbers },
              { "an_empty_report_has_every_line", an_empty_report_has_every_line },
              { "persons_are_guarded_and_money_is_exact", persons_are_guarded_and_money_is_exact })

/* A report as text, CSV and JSON: the same lines, from one table. */
#include <stddef.h>
#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/csv_write.h"
#include "codec/json_write.h"
#include "domain/guard.h"
#include "domain/report.h"

/* One figure: its group and name for programs, its words for people. */
struct figure {
	const char *group, *name, *words;
	enum { COUNT, PERSONS, CENTS } unit;
	size_t offset; /* in struct figures */
};

struct figures {
	struct figures_passes passes;
	struct figures_vouchers vouchers;
	struct report_cents cents;
};

/* clang-format off */
#define FIGURE(group, name, unit, words)                                                           \
	{ #group, #name, words, unit, offsetof(struct figures, group.name) }
/* clang-format on */

static const struct figure figures[] = {
	FIGURE(passes, issued, PERSONS, "Pass émis"),
	FIGURE(passes, handed_out, PERSONS, "Pass remis"),
	FIGURE(passes, started, PERSONS, "Pass entamés"),
	FIGURE(passes, used, PERSONS, "Pass utilisés"),
	FIGURE(passes, finished, PERSONS, "Pass terminés"),
	FIGURE(passes, expired, PERSONS, "Pass expirés"),
	FIGURE(passes, blocked, PERSONS, "Pass bloqués"),
	FIGURE(passes, replaced, PERSONS, "Pass remplacés"),
	FIGURE(vouchers, issued, COUNT, "Coupons émis"),
	FIGURE(vouchers, redeemed, COUNT, "Coupons utilisés"),
	FIGURE(vouchers, reversed, COUNT, "Utilisations annulées"),
	FIGURE(vouchers, revoked, COUNT, "Coupons révoqués"),
	FIGURE(cents, budget, CENTS, "Budget"),
	FIGURE(cents, free, CENTS, "Disponible"),
	FIGURE(cents, committed, CENTS, "Engagé"),
	FIGURE(cents, owed, CENTS, "Dû aux lieux"),
	FIGURE(cents, paid, CENTS, "Payé"),
	FIGURE(cents, expired, CENTS, "Expiré (avoir)"),
};

static struct figures figures_of(const struct report *report)
{
	return (struct figures){ .passes = report->passes,
		                 .vouchers = report->vouchers,
		                 .cents = report_cents(&report->balances) };
}

static int64_t figure_value(const struct figures *all, const struct figure *figure)
{
	return *(const int64_t *)((const char *)all + figure->offset);
}

static void day_words(int64_t day, const char *otherwise, char to[static 24])
{
	struct civil c = day_civil(day);

	if (day)
		snprintf(to, 24, "%02d/%02d/%04d", c.day, c.month, c.year % 10000);
	else
		snprintf(to, 24, "%s", otherwise);
}

/* 123456 -> "1 234,56 €" with the narrow and the plain no-break space of French. */
static void add_euros(struct buf *out, int64_t cents)
{
	long long euros = cents / 100;
	char digits[24];
	int size = snprintf(digits, sizeof digits, "%lld", euros < 0 ? -euros : euros);

	if (cents < 0)
		buf_addc(out, '-');
	for (int i = 0; i < size; i++) {
		if (i && (size - i) % 3 == 0)
			buf_adds(out, "\u202f");
		buf_addc(out, digits[i]);
	}
	buf_addf(out, ",%02d\u00a0€", (int)(cents % 100 < 0 ? -(cents % 100) : cents % 100));
}

static const char *const level_words[LEVEL__COUNT] = { "non renseigné", "accompagné entièrement",
	                                               "partiellement autonome", "autonome" };

static void levels_text(const struct report *report, struct buf *out)
{
	buf_adds(out, "\nNiveau d’autonomie (au départ → au dernier atelier)\n");
	for (int from = 0; from < LEVEL__COUNT; from++)
		for (int to = 0; to < LEVEL__COUNT; to++)
			if (report->passes.levels[from][to])
				buf_addf(out, "  %s → %s : %lld\n", level_words[from],
				         level_words[to],
				         (long long)report->passes.levels[from][to]);
}

void report_text(const struct report *report, struct buf *out)
{
	struct figures all = figures_of(report);
	char from[24], until[24];

	day_words(report->from_day, "l’ouverture", from);
	day_words(report->until_day, "", until);
	buf_addf(out, "%s (%s)\n%s %s au %s\n\n", report->programme.name, report->funder,
	         report->from_day ? "Du" : "De", from, until);
	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		buf_addf(out, "  %s : ", figures[i].words);
		if (figures[i].unit == CENTS)
			add_euros(out, figure_value(&all, &figures[i]));
		else
			buf_addf(out, "%lld", (long long)figure_value(&all, &figures[i]));
		buf_addc(out, '\n');
	}
	levels_text(report, out);
}

void report_csv(const struct report *report, struct buf *out)
{
	static const char *const units[] = {
		[COUNT] = "vouchers", [PERSONS] = "passes", [CENTS] = "cents"
	};
	struct csv_writer csv = { .to = out, .separator = ',' };
	struct figures all = figures_of(report);
	char from[DAY_TEXT_SIZE] = "", until[DAY_TEXT_SIZE];

	if (report->from_day)
		day_format(report->from_day, from);
	day_format(report->until_day, until);
	for (size_t i = 0; i < 7; i++)
		csv_write_text(&csv, (const char *const[]){ "programme", "from", "until", "group",
		                                            "figure", "unit", "value" }[i]);
	csv_write_end_row(&csv);
	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		csv_write_int(&csv, report->programme.id);
		csv_write_text(&csv, from);
		csv_write_text(&csv, until);
		csv_write_text(&csv, figures[i].group);
		csv_write_text(&csv, figures[i].name);
		csv_write_text(&csv, units[figures[i].unit]);
		csv_write_int(&csv, figure_value(&all, &figures[i]));
		csv_write_end_row(&csv);
	}
}

static void add_row(struct grid *grid, const struct figures *all, const struct figure *figure)
{
	static const char *const units[] = {
		[COUNT] = "vouchers", [PERSONS] = "passes", [CENTS] = "cents"
	};
	static const char *const words[] = {
		[COUNT] = "coupons", [PERSONS] = "pass", [CENTS] = "€"
	};
	int64_t value = figure_value(all, figure);
	bool plain = grid->kind == GRID_CSV;

	grid_text(grid, plain ? figure->group : figure->words);
	if (plain)
		grid_text(grid, figure->name);
	grid_text(grid, plain ? units[figure->unit] : words[figure->unit]);
	if (figure->unit == CENTS)
		grid_cents(grid, value);
	else if (value == GUARD_HIDDEN)
		grid_hidden(grid);
	else
		grid_int(grid, value);
	grid_end_row(grid);
}

static const char *level_said(int level)
{
	return level ? level_name((enum level)level) : "unknown";
}

static void add_level(struct grid *grid, int from, int to, int64_t count)
{
	bool plain = grid->kind == GRID_CSV;
	char name[160];

	if (plain)
		snprintf(name, sizeof name, "%s_to_%s", level_said(from), level_said(to));
	else
		snprintf(name, sizeof name, "Niveau : %s → %s", level_words[from], level_words[to]);
	if (plain)
		grid_text(grid, "levels");
	grid_text(grid, name);
	grid_text(grid, plain ? "passes" : "pass");
	if (count == GUARD_HIDDEN)
		grid_hidden(grid);
	else
		grid_int(grid, count);
	grid_end_row(grid);
}

static void add_levels(struct grid *grid, const struct figures *all)
{
	for (int from = 0; from < LEVEL__COUNT; from++)
		for (int to = 0; to < LEVEL__COUNT; to++)
			if (all->passes.levels[from][to])
				add_level(grid, from, to, all->passes.levels[from][to]);
}

void report_table(const struct report *report, int threshold, unsigned parts, struct grid *grid)
{
	struct figures all = figures_of(report);

	guard_passes(&all.passes, threshold);
	grid_title(grid, "group", "Chiffre");
	if (grid->kind == GRID_CSV)
		grid_title(grid, "figure", "");
	grid_title(grid, "unit", "Unité");
	grid_title(grid, "value", "Valeur");
	grid_end_row(grid);
	for (size_t i = 0; i < COUNT_OF(figures); i++)
		if (parts & (figures[i].unit == CENTS ? REPORT_CENTS : REPORT_COUNTS))
			add_row(grid, &all, &figures[i]);
	if (parts & REPORT_LEVELS)
		add_levels(grid, &all);
}

bool report_grid(const struct report *report, int threshold, enum grid_kind kind, struct buf *out,
                 struct err *err)
{
	struct grid grid;

	if (!grid_open(&grid, kind, out, err))
		return false;
	report_table(report, threshold, REPORT_ALL, &grid);
	return grid_close(&grid, err);
}

/* Of persons: what is hidden is null. */
static void json_persons(struct json_writer *json, int64_t count)
{
	if (count == GUARD_HIDDEN)
		json_write_null(json);
	else
		json_write_int(json, count);
}

static void json_figures(struct json_writer *json, const struct figures *all)
{
	const char *group = "";

	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		const struct figure *f = &figures[i];
		int64_t value = figure_value(all, f);

		if (f->group != group) {
			if (*group)
				json_write_end_object(json);
			json_write_name(json, f->group);
			json_write_begin_object(json);
			group = f->group;
		}
		json_write_name(json, f->name);
		if (f->unit == PERSONS)
			json_persons(json, value);
		else
			json_write_int(json, value);
	}
	json_write_end_object(json);
}

static void json_levels(struct json_writer *json, const struct figures_passes *passes)
{
	json_write_name(json, "levels");
	json_write_begin_array(json);
	for (int from = 0; from < LEVEL__COUNT; from++)
		for (int to = 0; to < LEVEL__COUNT; to++) {
			if (!passes->levels[from][to])
				continue;
			json_write_begin_object(json);
			json_write_field_text(json, "start",
			                      from ? level_name((enum level)from) : NULL);
			json_write_field_text(json, "latest",
			                      to ? level_name((enum level)to) : NULL);
			json_write_name(json, "passes");
			json_persons(json, passes->levels[from][to]);
			json_write_end_object(json);
		}
	json_write_end_array(json);
}

/* What moved in the period, beside what stood at its end. */
static void json_moves(struct json_writer *json, const struct ledger_moves *moves)
{
	static const char *const names[LEDGER__COUNT] = {
		[LEDGER_FUNDED] = "funded",     [LEDGER_ISSUED] = "issued",
		[LEDGER_REDEEMED] = "redeemed", [LEDGER_REVERSED] = "reversed",
		[LEDGER_RELEASED] = "released", [LEDGER_EXPIRED] = "expired",
		[LEDGER_PAID] = "paid",
	};

	json_write_name(json, "moved_cents");
	json_write_begin_object(json);
	for (int kind = 0; kind < LEDGER__COUNT; kind++)
		json_write_field_int(json, names[kind], moves->cents[kind]);
	json_write_end_object(json);
}

void report_json(const struct report *report, int threshold, struct buf *out)
{
	struct json_writer json = { .to = out };
	struct figures all = figures_of(report);
	char id[24], from[DAY_TEXT_SIZE] = "", until[DAY_TEXT_SIZE];

	guard_passes(&all.passes, threshold);
	snprintf(id, sizeof id, "%lld", (long long)report->programme.id);
	if (report->from_day)
		day_format(report->from_day, from);
	day_format(report->until_day, until);
	json_write_begin_object(&json);
	json_write_field_text(&json, "programme", id);
	json_write_field_text(&json, "name", report->programme.name);
	json_write_field_text(&json, "funder", report->funder);
	json_write_field_text(&json, "from", *from ? from : NULL);
	json_write_field_text(&json, "until", until);
	json_figures(&json, &all);
	json_moves(&json, &report->moves);
	json_levels(&json, &all.passes);
	json_write_field_int(&json, "hidden_below", threshold);
	json_write_field_int(&json, "rounded_to", threshold > 1 ? threshold : 1);
	json_write_end_object(&json);
}

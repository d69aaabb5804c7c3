#include "domain/breakdown.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "domain/callers.h"
#include "domain/guard.h"
#include "domain/programmes.h"

enum { MONTHS_MAX = 1200 };

void breakdown_release(struct breakdown *breakdown)
{
	free(breakdown->rows);
	*breakdown = (struct breakdown){ 0 };
}

static bool add_row(void *context, const struct breakdown_row *row, struct err *err)
{
	struct breakdown *b = context;
	size_t capacity = b->capacity ? 2 * b->capacity : 32;
	struct breakdown_row *rows = b->rows;

	if (b->count == b->capacity) {
		rows = reallocarray(b->rows, capacity, sizeof *rows);
		if (!rows)
			return err_set(err, ERR_SYSTEM, "no memory for a breakdown");
		b->rows = rows;
		b->capacity = capacity;
	}
	b->rows[b->count++] = *row;
	return true;
}

static int64_t month_after(int64_t day)
{
	struct civil c = day_civil(day);

	c.day = 1;
	c.year += c.month == 12;
	c.month = c.month == 12 ? 1 : c.month + 1;
	return day_from_civil(c);
}

static int64_t month_of(int64_t day)
{
	struct civil c = day_civil(day);

	c.day = 1;
	return day_from_civil(c);
}

/* Every month from the first use on, also those in which nobody came. */
static bool add_months(struct app *app, const struct breakdown_period *whole, struct breakdown *b,
                       struct err *err)
{
	struct breakdown_period part = *whole;
	int64_t first_at, day;

	if (!breakdown_first(app->sql, whole->programme, &first_at, err))
		return false;
	if (!first_at || first_at >= whole->until_at)
		return true;
	day = month_of(paris_day(first_at > whole->from_at ? first_at : whole->from_at));
	for (int i = 0; i < MONTHS_MAX && day <= b->until_day; i++, day = month_after(day)) {
		struct breakdown_row row = { 0 };

		part.from_at = paris_day_begins_at(day);
		part.until_at = paris_day_begins_at(month_after(day));
		part.from_at = part.from_at > whole->from_at ? part.from_at : whole->from_at;
		part.until_at = part.until_at < whole->until_at ? part.until_at : whole->until_at;
		if (!breakdown_whole(app->sql, &part, &row, err))
			return false;
		row.month_day = day;
		if (!add_row(b, &row, err))
			return false;
	}
	return true;
}

static void add_up_desks(struct breakdown *b)
{
	b->whole = (struct breakdown_row){ 0 };
	for (size_t i = 0; i < b->count; i++) {
		b->whole.handed_out += b->rows[i].handed_out;
		b->whole.used += b->rows[i].used;
	}
}

struct making {
	const struct caller *caller;
	int64_t programme;
	struct breakdown *breakdown;
};

static bool make_work(struct app *app, void *context, struct err *err)
{
	const struct making *m = context;
	struct breakdown *b = m->breakdown;
	struct breakdown_period period = { .programme = m->programme };

	b->count = 0; /* of an attempt before */
	period.from_at = b->from_day ? paris_day_begins_at(b->from_day) : 0;
	period.until_at = period.as_of_at = paris_day_begins_at(b->until_day + 1);
	if (!programme_find(app, m->caller, m->programme, &b->programme, err) ||
	    !breakdown_whole(app->sql, &period, &b->whole, err) ||
	    (b->by == BREAKDOWN_MONTH ? !add_months(app, &period, b, err)
	                              : !breakdown_each(app->sql, b->by, &period, add_row, b, err)))
		return false;
	if (b->by == BREAKDOWN_DESK)
		add_up_desks(b);
	return true;
}

bool breakdown_make(struct app *app, const struct caller *caller, const struct breakdown_wish *wish,
                    struct breakdown *ret, struct err *err)
{
	AUTO(breakdown_release)
	struct breakdown made = { .by = wish->by,
		                  .from_day = wish->from_day,
		                  .until_day = wish->until_day ? wish->until_day : app_today(app) };
	struct making m = { caller, wish->programme, &made };

	if (!caller_check(caller,
	                  ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_FUNDER) | ROLE_BIT(ROLE_AUDITOR),
	                  err))
		return false;
	if (wish->from_day && wish->from_day > made.until_day)
		return err_named(err, ERR_INPUT, "bad_period", "the period ends before it begins");
	if (!transact_read(app, make_work, &m, err))
		return err_during(err, "splitting figures up");
	*ret = made;
	made = (struct breakdown){ 0 };
	return true;
}

/* Cells of one column. */
static void guard_column(struct breakdown *b, size_t offset, int threshold)
{
	int64_t **cells = calloc(b->count + 1, sizeof *cells);
	int64_t *total = (int64_t *)((char *)&b->whole + offset);

	for (size_t i = 0; i < b->count; i++) {
		int64_t *cell = (int64_t *)((char *)&b->rows[i] + offset);

		if (cells)
			cells[i] = cell;
		else
			*cell = GUARD_HIDDEN; /* rather nothing than too much */
	}
	if (cells && b->by == BREAKDOWN_DESK)
		guard_parts(cells, b->count, *total, threshold);
	else if (cells)
		guard_overlapping(cells, b->count, *total, threshold);
	guard_one(total, threshold);
	free(cells);
}

void breakdown_guard(struct breakdown *b, int threshold)
{
	if (threshold <= 1)
		return;
	if (b->by == BREAKDOWN_DESK)
		guard_column(b, offsetof(struct breakdown_row, handed_out), threshold);
	guard_column(b, offsetof(struct breakdown_row, used), threshold);
}

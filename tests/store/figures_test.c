/* Figures of a history written by hand. */
#include "books.h"
#include "store/figures.h"
#include "store/passes.h"

enum { DAY = 86400, T = 1774350000 };

/* Five passes issued at T, T + 1 day...; the last two of another programme and a specimen. */
static void history(struct sql *sql)
{
	struct pass passes[5];
	struct err err = { 0 };

	for (int i = 0; i < 5; i++)
		passes[i] = (struct pass){ .id = i + 1,
			                   .serial = i + 1,
			                   .programme = i == 3 ? 2 : 1,
			                   .desk = 1,
			                   .issued_at = T + i % 3 * DAY,
			                   .handed_out_at = i == 2 ? 0 : T + i % 3 * DAY,
			                   .total = 5,
			                   .cents = 1000,
			                   .last_day = 20600,
			                   .specimen = i == 4,
			                   .start_level = LEVEL_ACCOMPANIED };
	CHECK_OK(sql_begin(sql, &err));
	CHECK_OK(passes_add(sql, passes, 5, &err));
	CHECK_OK(sql_script(
		sql,
		/* Pass 1: used twice on one day, levels 2 and 3, then once with level 1 that was
	         * taken back. Pass 3, in the stock: used once. Pass 2: blocked. */
		"INSERT INTO spent (id, cause, programme, at, cents, level) VALUES"
		" (272, 1, 1, 1774440000, 1000, 2), (288, 1, 1, 1774440000, 1000, 3),"
		" (304, 1, 1, 1774450000, 1000, 1), (784, 1, 1, 1774600000, 1000, NULL),"
		" (528, 3, 1, 1774700000, 1000, NULL), (1040, 1, 2, 1774440000, 1000, 1);"
		"INSERT INTO reversal VALUES (304, 1, 1774500000, 1, 'x');"
		"UPDATE pass SET state = 1, state_at = 1774700000 WHERE id = 2",
		&err));
	CHECK_OK(sql_commit(sql, &err));
}

static struct figures_passes passes_of(struct sql *sql, int64_t from, int64_t until, int64_t day)
{
	struct figures_period period = { 1, from, until, day };
	struct figures_passes ret = { 0 };
	struct err err = { 0 };

	CHECK_OK(figures_of_passes(sql, &period, &ret, &err));
	return ret;
}

static void passes_are_counted_as_they_stood(void)
{
	BOOKS_WITH_PROGRAMME;
	struct figures_passes p;

	history(f.sql);
	p = passes_of(f.sql, 0, T + 9 * DAY, 20545);
	CHECK_INT(p.issued, 3);
	CHECK_INT(p.handed_out, 3);
	CHECK_INT(p.started, 2);
	CHECK_INT(p.used, 2);
	CHECK_INT(p.finished, 0);
	CHECK_INT(p.blocked, 1);
	CHECK_INT(p.expired, 0);
	CHECK_INT(p.levels[LEVEL_ACCOMPANIED][LEVEL_AUTONOMOUS], 1);
	CHECK_INT(p.levels[LEVEL_ACCOMPANIED][LEVEL_NONE], 2);
	p = passes_of(f.sql, 0, 1774460000, 20537); /* before the reversal and the rest */
	CHECK_INT(p.issued, 2);
	CHECK_INT(p.levels[LEVEL_ACCOMPANIED][LEVEL_ACCOMPANIED], 1);
	CHECK_INT(p.blocked, 0);
	p = passes_of(f.sql, T + 1, T + 9 * DAY, 20545);
	CHECK_INT(p.issued, 2);
	CHECK_INT(p.started, 1);
	CHECK_INT(passes_of(f.sql, 0, T + 90 * DAY, 20630).expired, 0);
	CHECK_INT(passes_of(f.sql, 0, T + 90 * DAY, 20631).expired, 2); /* the blocked one is not */
}

static void vouchers_are_counted_by_what_happened_to_them(void)
{
	BOOKS_WITH_PROGRAMME;
	struct figures_period period = { 1, 0, T + 9 * DAY, 0 };
	struct figures_vouchers v;

	history(f.sql);
	CHECK_OK(figures_of_vouchers(f.sql, &period, &v, &err));
	CHECK_INT(v.issued, 15);
	CHECK_INT(v.redeemed, 3);
	CHECK_INT(v.reversed, 1);
	CHECK_INT(v.revoked, 1);
	CHECK_INT(v.redeemed_cents, 3000);
	period.from_at = 1774440001;
	period.until_at = 1774500000;
	CHECK_OK(figures_of_vouchers(f.sql, &period, &v, &err));
	CHECK_INT(v.redeemed, 1);
	CHECK_INT(v.reversed, 0);
	period.programme = 2;
	CHECK_OK(figures_of_vouchers(f.sql, &period, &v, &err));
	CHECK_INT(v.redeemed, 0);
}

DATABASE_MAIN({ "passes_are_counted_as_they_stood", passes_are_counted_as_they_stood },
              { "vouchers_are_counted_by_what_happened_to_them",
                vouchers_are_counted_by_what_happened_to_them })

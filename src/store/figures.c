#include "store/figures.h"

#include "base/auto.h"
#include "store/sql.h"

/* Passes as if none had been used: one line per level at the start. Ended by time: state 3, or a
 * live one whose last day and grace are over ($4). */
static const char all_text[] =
	"SELECT COALESCE(p.start_level, 0), COUNT(*),"
	" CAST(SUM(CASE WHEN p.handed_out_at < $3 THEN 1 ELSE 0 END) AS BIGINT),"
	" CAST(SUM(CASE WHEN p.state_at < $3 AND p.state = 1 THEN 1 ELSE 0 END) AS BIGINT),"
	" CAST(SUM(CASE WHEN p.state_at < $3 AND p.state = 2 THEN 1 ELSE 0 END) AS BIGINT),"
	" CAST(SUM(CASE WHEN p.state_at < $3 AND p.state IN (1, 2) THEN 0"
	"  WHEN p.last_day < $4 THEN 1 ELSE 0 END) AS BIGINT)"
	" FROM pass p WHERE p.programme = $1 AND p.specimen = 0"
	" AND p.issued_at >= $2 AND p.issued_at < $3"
	" GROUP BY COALESCE(p.start_level, 0)";

/* Those that were used: one line per level at the start and level seen last, which is found as the
 * greatest at * 4 + level. The join is written crosswise so that SQLite looks up passes by their
 * key, and not uses by nothing. */
static const char used_text[] =
	"WITH uses AS ("
	" SELECT x.id / 256 AS pass, COUNT(*) - COUNT(r.redemption) AS standing,"
	"  MAX(CASE WHEN r.redemption IS NULL THEN x.at * 4 + x.level END) AS seen"
	" FROM spent x LEFT JOIN reversal r ON r.redemption = x.id AND r.at < $3"
	" WHERE x.programme = $1 AND x.cause = 1 AND x.at < $3 GROUP BY x.id / 256)"
	" SELECT COALESCE(p.start_level, 0) AS start_level, COALESCE(u.seen, 0) % 4 AS seen_level,"
	"  COUNT(*),"
	"  CAST(SUM(CASE WHEN u.standing > 0 THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN u.standing >= p.total THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN p.handed_out_at < $3 THEN 0 ELSE 1 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN p.state_at < $3 AND p.state IN (1, 2) THEN 0"
	"   WHEN p.last_day < $4 AND u.standing >= p.total THEN 1 ELSE 0 END) AS BIGINT)"
	" FROM uses u CROSS JOIN pass p WHERE p.id = u.pass AND p.issued_at >= $2 AND p.issued_at "
	"< $3"
	" GROUP BY COALESCE(p.start_level, 0), COALESCE(u.seen, 0) % 4";

/* Passes expire when their last day and the programme's grace are over. */
static bool grace_of(struct sql *sql, int64_t programme, int64_t *ret_days, struct err *err)
{
	return sql_one_int(sql, "SELECT grace_days FROM programme WHERE id = $1",
	                   SQL_ARGS(sql_int(programme)), ret_days, err);
}

static bool is_level(int64_t level)
{
	return level >= 0 && level < LEVEL__COUNT;
}

static void all_add(const struct query *q, struct figures_passes *f)
{
	int64_t start = query_int(q, 0), count = query_int(q, 1);

	f->issued += count;
	f->handed_out += query_int(q, 2);
	f->blocked += query_int(q, 3);
	f->replaced += query_int(q, 4);
	f->expired += query_int(q, 5);
	if (is_level(start))
		f->levels[start][LEVEL_NONE] += count;
}

static void used_add(const struct query *q, struct figures_passes *f)
{
	int64_t start = query_int(q, 0), seen = query_int(q, 1), count = query_int(q, 2);

	f->started += count;
	f->used += query_int(q, 3);
	f->finished += query_int(q, 4);
	f->handed_out += query_int(q, 5); /* used, so given to somebody, whoever noted it */
	f->expired -= query_int(q, 6);    /* finished in time */
	if (is_level(start) && is_level(seen)) {
		f->levels[start][LEVEL_NONE] -= count;
		f->levels[start][seen] += count;
	}
}

static bool add_up(struct sql *sql, const char *text, const struct sql_value args[static 4],
                   void (*add)(const struct query *q, struct figures_passes *f),
                   struct figures_passes *sum, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	if (!query_open(&q, sql, text, args, 4, err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW)
		add(q, sum);
	return step == STEP_DONE;
}

bool figures_of_passes(struct sql *sql, const struct figures_period *period,
                       struct figures_passes *ret, struct err *err)
{
	struct figures_passes sum = { 0 };
	struct sql_value args[4] = { sql_int(period->programme), sql_int(period->from_at),
		                     sql_int(period->until_at) };
	int64_t grace_days;

	if (!grace_of(sql, period->programme, &grace_days, err))
		return false;
	args[3] = sql_int(period->until_day - grace_days);
	if (!add_up(sql, all_text, args, all_add, &sum, err) ||
	    !add_up(sql, used_text, args, used_add, &sum, err))
		return false;
	*ret = sum;
	return true;
}

bool figures_of_vouchers(struct sql *sql, const struct figures_period *period,
                         struct figures_vouchers *ret, struct err *err)
{
	static const char text[] =
		"SELECT"
		" (SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM pass"
		"  WHERE programme = $1 AND specimen = 0 AND issued_at >= $2 AND issued_at < $3),"
		" (SELECT COUNT(*) FROM reversal WHERE programme = $1 AND at >= $2 AND at < $3),"
		" CAST(COALESCE(SUM(CASE WHEN x.cause = 1 AND r.redemption IS NULL THEN 1 ELSE 0 "
		"END), 0)"
		"  AS BIGINT),"
		" CAST(COALESCE(SUM(CASE WHEN x.cause <> 1 THEN 1 ELSE 0 END), 0) AS BIGINT),"
		" CAST(COALESCE(SUM(CASE WHEN x.cause = 1 AND r.redemption IS NULL THEN x.cents "
		"ELSE 0 END),"
		"  0) AS BIGINT)"
		" FROM spent x LEFT JOIN reversal r ON r.redemption = x.id AND r.at < $3"
		" WHERE x.programme = $1 AND x.at >= $2 AND x.at < $3";
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, text,
	                SQL_ARGS(sql_int(period->programme), sql_int(period->from_at),
	                         sql_int(period->until_at)),
	                err) ||
	    !query_first(q, &found, err))
		return false;
	*ret = (struct figures_vouchers){ .issued = query_int(q, 0),
		                          .reversed = query_int(q, 1),
		                          .redeemed = query_int(q, 2),
		                          .revoked = query_int(q, 3),
		                          .redeemed_cents = query_int(q, 4) };
	return true;
}

#include "store/figures.h"

#include "base/auto.h"
#include "store/sql.h"

/* One line per (level at the start, level seen last): how many passes, and how far they went.
 * The latest level is found as the greatest at * 4 + level. */
static const char passes_text[] =
	"WITH uses AS ("
	" SELECT x.id / 256 AS pass, COUNT(*) AS ever, COUNT(*) - COUNT(r.redemption) AS standing,"
	"  MAX(CASE WHEN r.redemption IS NULL THEN x.at * 4 + x.level END) AS seen"
	" FROM spent x LEFT JOIN reversal r ON r.redemption = x.id AND r.at < $3"
	" WHERE x.programme = $1 AND x.cause = 1 AND x.at < $3 GROUP BY x.id / 256),"
	" passes AS ("
	" SELECT COALESCE(p.start_level, 0) AS start_level, COALESCE(u.seen, 0) % 4 AS seen_level,"
	"  p.total, p.last_day, COALESCE(u.ever, 0) AS ever, COALESCE(u.standing, 0) AS standing,"
	"  CASE WHEN p.handed_out_at < $3 THEN 1 ELSE 0 END AS handed,"
	"  CASE WHEN p.state_at < $3 THEN p.state ELSE 0 END AS state"
	" FROM pass p LEFT JOIN uses u ON u.pass = p.id"
	" WHERE p.programme = $1 AND p.specimen = 0 AND p.issued_at >= $2 AND p.issued_at < $3)"
	" SELECT start_level, seen_level, COUNT(*),"
	"  CAST(SUM(CASE WHEN handed = 1 OR ever > 0 THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN ever > 0 THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN standing > 0 THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN standing >= total THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN standing < total AND state IN (0, 3)"
	"   AND (state = 3 OR last_day < $4) THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN state = 1 THEN 1 ELSE 0 END) AS BIGINT),"
	"  CAST(SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END) AS BIGINT)"
	" FROM passes GROUP BY start_level, seen_level";

/* Passes expire when their last day and the programme's grace are over. */
static bool grace_of(struct sql *sql, int64_t programme, int64_t *ret_days, struct err *err)
{
	return sql_one_int(sql, "SELECT grace_days FROM programme WHERE id = $1",
	                   SQL_ARGS(sql_int(programme)), ret_days, err);
}

static void passes_add_row(const struct query *q, struct figures_passes *f)
{
	int64_t *const sums[] = { &f->issued,   &f->handed_out, &f->started, &f->used,
		                  &f->finished, &f->expired,    &f->blocked, &f->replaced };
	int64_t start = query_int(q, 0), seen = query_int(q, 1);

	for (size_t i = 0; i < COUNT_OF(sums); i++)
		*sums[i] += query_int(q, (int)i + 2);
	if (start >= 0 && start < LEVEL__COUNT && seen >= 0 && seen < LEVEL__COUNT)
		f->levels[start][seen] += query_int(q, 2);
}

bool figures_of_passes(struct sql *sql, const struct figures_period *period,
                       struct figures_passes *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct figures_passes sum = { 0 };
	int64_t grace_days;
	enum step step;

	if (!grace_of(sql, period->programme, &grace_days, err) ||
	    !query_open(&q, sql, passes_text,
	                SQL_ARGS(sql_int(period->programme), sql_int(period->from_at),
	                         sql_int(period->until_at),
	                         sql_int(period->until_day - grace_days)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW)
		passes_add_row(q, &sum);
	if (step != STEP_DONE)
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

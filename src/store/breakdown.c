#include "store/breakdown.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

/* Redemptions that stand. */
#define STANDING                                                                                   \
	" FROM spent x LEFT JOIN reversal r ON r.redemption = x.id AND r.at < $4"                  \
	" JOIN site s ON s.id = x.centre"                                                          \
	" WHERE x.programme = $1 AND x.cause = 1 AND x.at >= $2 AND x.at < $3"                     \
	" AND r.redemption IS NULL"
#define SUMS                                                                                       \
	"COUNT(DISTINCT x.centre), COUNT(*), CAST(COALESCE(SUM(x.cents), 0) AS BIGINT), 0,"        \
	" COUNT(DISTINCT x.id / 256)"

static const char *const names[BREAKDOWN__COUNT] = {
	[BREAKDOWN_MONTH] = "month",
	[BREAKDOWN_CENTRE] = "centre",
	[BREAKDOWN_COMMUNE] = "commune",
	[BREAKDOWN_DESK] = "desk",
};

/* Site, name, postcode, commune, centres, vouchers, cents, handed out, used. */
static const char *const texts[BREAKDOWN__COUNT] = {
	[BREAKDOWN_MONTH] = "SELECT 0, '', '', '', " SUMS STANDING,
	[BREAKDOWN_CENTRE] = "SELECT s.id, s.name, s.postcode, s.commune, " SUMS STANDING
			     " GROUP BY s.id, s.name, s.postcode, s.commune ORDER BY 7 DESC, s.id",
	[BREAKDOWN_COMMUNE] = "SELECT 0, '', s.postcode, s.commune, " SUMS STANDING
			      " GROUP BY s.postcode, s.commune ORDER BY 7 DESC, MIN(s.id)",
	/* Handed out counts what was used too, whoever noted it: as in store/figures. */
	[BREAKDOWN_DESK] =
		"WITH uses AS ("
		" SELECT x.id / 256 AS pass, COUNT(*) - COUNT(r.redemption) AS standing"
		" FROM spent x LEFT JOIN reversal r ON r.redemption = x.id AND r.at < $4"
		" WHERE x.programme = $1 AND x.cause = 1 AND x.at < $3 GROUP BY x.id / 256)"
		" SELECT s.id, s.name, s.postcode, s.commune, 0, 0, 0,"
		" CAST(SUM(CASE WHEN p.handed_out_at < $3 OR u.pass IS NOT NULL THEN 1 ELSE 0 END)"
		"  AS BIGINT),"
		" CAST(SUM(CASE WHEN u.standing > 0 THEN 1 ELSE 0 END) AS BIGINT)"
		" FROM pass p JOIN site s ON s.id = p.desk LEFT JOIN uses u ON u.pass = p.id"
		" WHERE p.programme = $1 AND p.specimen = 0 AND p.issued_at >= $2"
		" AND p.issued_at < $3"
		" GROUP BY s.id, s.name, s.postcode, s.commune ORDER BY s.id",
};

const char *breakdown_by_name(enum breakdown_by by)
{
	return names[by];
}

int breakdown_by_parse(const char *name)
{
	for (int by = 0; by < BREAKDOWN__COUNT; by++)
		if (strcmp(names[by], name) == 0)
			return by;
	return -1;
}

static void read_row(const struct query *q, struct breakdown_row *row)
{
	*row = (struct breakdown_row){ .site = query_int(q, 0),
		                       .centres = query_int(q, 4),
		                       .vouchers = query_int(q, 5),
		                       .cents = query_int(q, 6),
		                       .handed_out = query_int(q, 7),
		                       .used = query_int(q, 8) };
	TEXT_COPY(row->name, query_text(q, 1));
	TEXT_COPY(row->postcode, query_text(q, 2));
	TEXT_COPY(row->commune, query_text(q, 3));
}

bool breakdown_each(struct sql *sql, enum breakdown_by by, const struct breakdown_period *period,
                    breakdown_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct breakdown_row row;
	enum step step;

	if (!query_open(&q, sql, texts[by],
	                SQL_ARGS(sql_int(period->programme), sql_int(period->from_at),
	                         sql_int(period->until_at), sql_int(period->as_of_at)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		read_row(q, &row);
		if (!fn(context, &row, err))
			return false;
	}
	return step == STEP_DONE;
}

static bool keep_row(void *context, const struct breakdown_row *row, struct err *err)
{
	(void)err;
	*(struct breakdown_row *)context = *row;
	return true;
}

bool breakdown_whole(struct sql *sql, const struct breakdown_period *period,
                     struct breakdown_row *ret, struct err *err)
{
	return breakdown_each(sql, BREAKDOWN_MONTH, period, keep_row, ret, err);
}

bool breakdown_first(struct sql *sql, int64_t programme, int64_t *ret_at, struct err *err)
{
	return sql_one_int(sql,
	                   "SELECT CAST(COALESCE(MIN(at), 0) AS BIGINT) FROM spent"
	                   " WHERE programme = $1 AND cause = 1",
	                   SQL_ARGS(sql_int(programme)), ret_at, err);
}

#include "base/auto.h"
#include "store/spent.h"
#include "store/spent_row.h"

#define SPENT_AND_REVERSAL                                                                         \
	"SELECT " SPENT_COLUMNS ", r.at FROM spent x LEFT JOIN reversal r ON r.redemption = x.id"

/* Deliver every row of a query that selects those columns. */
static bool deliver(struct query *q, redemption_fn *fn, void *context, struct err *err)
{
	struct redemption r;
	enum step step;

	while ((step = query_next(q, err)) == STEP_ROW) {
		spent_row_read(q, 0, &r);
		if (!fn(context, &r, query_int(q, SPENT_COLUMNS_COUNT), err))
			return false;
	}
	return step == STEP_DONE;
}

bool spent_each_of_person(struct sql *sql, const struct pass *pass, redemption_fn *fn,
                          void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	/* The join is written crosswise so that SQLite looks up uses by their key. */
	return query_open(&q, sql,
	                  "WITH of_person AS (SELECT id FROM pass WHERE id = $1 UNION"
	                  " SELECT id FROM pass WHERE pseudonym = $2 AND programme = $3)"
	                  " SELECT " SPENT_COLUMNS ", r.at FROM of_person p CROSS JOIN spent x"
	                  " LEFT JOIN reversal r ON r.redemption = x.id"
	                  " WHERE x.id >= p.id * 256 AND x.id < p.id * 256 + 256 AND x.cause = 1"
	                  " ORDER BY x.at, x.id",
	                  SQL_ARGS(sql_int(pass->id),
	                           sql_bytes(pass->has_pseudonym ? pass->pseudonym : NULL,
	                                     PSEUDONYM_SIZE),
	                           sql_int(pass->programme)),
	                  err) &&
	       deliver(q, fn, context, err);
}

/* Newest first, from the place before ($4, $5). The index gives the time; of one second, the ids
 * are sorted. */
#define PAGE                                                                                       \
	" AND x.cause = 1 AND x.at >= $3 AND x.at <= $4 AND (x.at < $4 OR x.id < $5)"              \
	" AND ($6 < 0 OR ($6 = 1) = (r.at IS NOT NULL)) ORDER BY x.at DESC, x.id DESC LIMIT $7"

bool spent_each(struct sql *sql, const struct spent_page *page, redemption_fn *fn, void *context,
                struct err *err)
{
	static const char of_centre[] =
		SPENT_AND_REVERSAL " WHERE x.centre = $1 AND ($2 = 0 OR x.programme = $2)" PAGE;
	static const char of_programme[] =
		SPENT_AND_REVERSAL " WHERE $1 = 0 AND x.programme = $2" PAGE;
	/* There are few: found from their reversals. */
	static const char reversed_of_programme[] =
		"SELECT " SPENT_COLUMNS ", r.at FROM reversal r JOIN spent x ON x.id = r.redemption"
		" WHERE $1 = 0 AND r.programme = $2" PAGE;
	const char *text = page->centre                            ? of_centre
	                   : page->reversed == SPENT_REVERSED_ONLY ? reversed_of_programme
	                                                           : of_programme;
	AUTO(query_close) struct query *q = NULL;

	return query_open(&q, sql, text,
	                  SQL_ARGS(sql_int(page->centre), sql_int(page->programme),
	                           sql_int(page->from_at), sql_int(page->to_at),
	                           sql_int(page->before_id), sql_int(page->reversed),
	                           sql_int((int64_t)page->limit)),
	                  err) &&
	       deliver(q, fn, context, err);
}

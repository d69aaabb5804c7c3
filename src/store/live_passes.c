#include "store/live_passes.h"

#include "base/auto.h"
#include "store/sql.h"

enum { PAGE = 20000 };

/* Where a reader of pages is, in the order of the index. */
struct reader {
	struct sql *sql;
	int64_t programme, day;
	int64_t issued_at, id; /* of the last pass that was read */
	size_t count;          /* of its page */
};

/* One mask a pass: at most one end of a voucher stands, so the bits of a sum never meet. */
#define ENDED                                                                                      \
	"(SELECT CAST(COALESCE(SUM(CAST(1 AS BIGINT) << CAST((x.id >> 4 & 15) - 1 AS INTEGER)), "  \
	"0)"                                                                                       \
	" AS BIGINT) FROM spent x LEFT JOIN reversal r ON r.redemption = x.id"                     \
	" WHERE x.id >= p.id * 256 AND x.id < p.id * 256 + 256 AND r.redemption IS NULL)"

static bool read_page(struct reader *r, live_pass_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	r->count = 0;
	if (!query_open(&q, r->sql,
	                "SELECT p.issued_at, p.id, p.total, p.state, " ENDED " FROM pass p"
	                " WHERE p.programme = $1 AND p.issued_at >= $2"
	                " AND (p.issued_at > $2 OR p.id > $3)"
	                " AND p.last_day >= $4 AND p.state <> 3 AND p.specimen = 0"
	                " ORDER BY p.issued_at, p.id LIMIT $5",
	                SQL_ARGS(sql_int(r->programme), sql_int(r->issued_at), sql_int(r->id),
	                         sql_int(r->day), sql_int(PAGE)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		const struct live_pass pass = { .id = query_int(q, 1),
			                        .total = (int)query_int(q, 2),
			                        .state = (enum pass_state)query_int(q, 3),
			                        .ended = (unsigned)query_int(q, 4) };

		r->issued_at = query_int(q, 0);
		r->id = pass.id;
		r->count++;
		if (!fn(context, &pass, err))
			return false;
	}
	return step == STEP_DONE;
}

bool live_passes_each(struct sql *sql, int64_t programme, int64_t day, live_pass_fn *fn,
                      void *context, struct err *err)
{
	struct reader reader = { .sql = sql, .programme = programme, .day = day, .count = PAGE };

	while (reader.count == PAGE)
		if (!read_page(&reader, fn, context, err))
			return err_during(err, "reading live passes");
	return true;
}

bool live_passes_news(struct sql *sql, int64_t programme, struct live_passes_news *ret,
                      struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT (SELECT MAX(issued_at) FROM pass WHERE programme = $1),"
	                " (SELECT MAX(at) FROM spent WHERE programme = $1),"
	                " (SELECT MAX(at) FROM reversal WHERE programme = $1)",
	                SQL_ARGS(sql_int(programme)), err) ||
	    !query_first(q, &found, err))
		return false;
	*ret = (struct live_passes_news){ query_int(q, 0), query_int(q, 1), query_int(q, 2) };
	return true;
}

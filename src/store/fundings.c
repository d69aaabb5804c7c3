#include "store/fundings.h"

#include "base/auto.h"
#include "model/ledger.h"
#include "store/sql.h"

_Static_assert(LEDGER_FUNDED == 0, "the index ledger_funded is of this kind");

bool fundings_note(struct sql *sql, int64_t programme, int64_t number, int64_t account,
                   struct err *err)
{
	return sql_run(sql, "INSERT INTO funding (programme, number, account) VALUES ($1, $2, $3)",
	               SQL_ARGS(sql_int(programme), sql_int(number), sql_int(account)), err);
}

static void row_read(const struct query *q, struct funding_row *row)
{
	*row = (struct funding_row){ .number = query_int(q, 0),
		                     .at = query_int(q, 1),
		                     .cents = query_int(q, 2),
		                     .account = query_int(q, 4),
		                     .login = query_text(q, 5),
		                     .role = (enum role)query_int(q, 6) };
	if (query_int(q, 3) != ACCOUNT_BUDGET)
		row->cents = -row->cents;
}

bool fundings_each(struct sql *sql, const struct fundings_query *query, funding_fn *fn,
                   void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct funding_row row;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT l.ref, l.at, l.cents, l.credit, COALESCE(a.id, 0), a.login,"
	                " COALESCE(a.role, 0) FROM ledger l"
	                " LEFT JOIN funding f ON f.programme = l.programme AND f.number = l.ref"
	                " LEFT JOIN account a ON a.id = f.account"
	                " WHERE l.kind = 0 AND l.programme = $1 AND l.ref < $2"
	                " ORDER BY l.ref DESC LIMIT $3",
	                SQL_ARGS(sql_int(query->programme), sql_int(query->before_number),
	                         sql_int((int64_t)query->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		row_read(q, &row);
		if (!fn(context, &row, err))
			return false;
	}
	return step == STEP_DONE;
}

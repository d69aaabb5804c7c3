#include "store/ledger.h"

#include <string.h>

#include "base/auto.h"
#include "store/sql.h"

static void line_fill(void *context, size_t row, struct sql_value *args)
{
	const struct ledger_line *l = (const struct ledger_line *)context + row;

	args[0] = sql_int(l->programme);
	args[1] = sql_int(l->at);
	args[2] = sql_int(l->kind);
	args[3] = sql_int(l->ref);
	args[4] = sql_int(l->debit);
	args[5] = sql_int(l->credit);
	args[6] = sql_int(l->cents);
}

bool ledger_add(struct sql *sql, const struct ledger_line *lines, size_t count, struct err *err)
{
	const struct sql_each each = {
		.text = "INSERT INTO ledger (programme, at, kind, ref, debit, credit, cents)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7)",
		.rows_count = count,
		.args_count = 7,
		.fill = line_fill,
		.context = (void *)lines, /* only read */
	};

	return sql_each(sql, &each, err) || err_during(err, "posting to the ledger");
}

bool ledger_balances(struct sql *sql, int64_t programme, int64_t until_at, struct balances *ret,
                     struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct balances b = { 0 };
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT debit, credit, CAST(SUM(cents) AS BIGINT) FROM ledger"
	                " WHERE programme = $1 AND at < $2 GROUP BY debit, credit",
	                SQL_ARGS(sql_int(programme), sql_int(until_at)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		int64_t debit = query_int(q, 0), credit = query_int(q, 1), cents = query_int(q, 2);

		if (debit < 0 || debit >= ACCOUNT__COUNT || credit < 0 || credit >= ACCOUNT__COUNT)
			return err_set(err, ERR_SYSTEM, "the ledger names an account that is none");
		b.cents[debit] -= cents;
		b.cents[credit] += cents;
	}
	if (step != STEP_DONE)
		return false;
	*ret = b;
	return true;
}

bool ledger_moves(struct sql *sql, int64_t programme, int64_t from_at, int64_t until_at,
                  struct ledger_moves *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	memset(ret, 0, sizeof *ret);
	if (!query_open(&q, sql,
	                "SELECT kind, COUNT(*), CAST(SUM(cents) AS BIGINT) FROM ledger"
	                " WHERE programme = $1 AND at >= $2 AND at < $3 GROUP BY kind",
	                SQL_ARGS(sql_int(programme), sql_int(from_at), sql_int(until_at)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		int64_t kind = query_int(q, 0);

		if (kind < 0 || kind >= LEDGER__COUNT)
			return err_set(err, ERR_SYSTEM, "the ledger has a line of no kind");
		ret->lines[kind] = query_int(q, 1);
		ret->cents[kind] = query_int(q, 2);
	}
	return step == STEP_DONE;
}

bool ledger_next_ref(struct sql *sql, int64_t programme, enum ledger_kind kind, int64_t *ret,
                     struct err *err)
{
	return sql_one_int(sql,
	                   "SELECT COALESCE(MAX(ref), 0) + 1 FROM ledger"
	                   " WHERE programme = $1 AND kind = $2",
	                   SQL_ARGS(sql_int(programme), sql_int(kind)), ret, err);
}

#include "store/second_factors.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

bool second_factors_find(struct sql *sql, int64_t account, enum factor kind,
                         struct second_factor *ret, bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql,
	                "SELECT sealed, confirmed_at, used FROM second_factor"
	                " WHERE account = $1 AND kind = $2",
	                SQL_ARGS(sql_int(account), sql_int(kind)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	*ret = (struct second_factor){ .account = account,
		                       .kind = kind,
		                       .confirmed_at = query_int(q, 1),
		                       .used = query_int(q, 2) };
	return TEXT_COPY(ret->sealed, query_text(q, 0)) ||
	       err_set(err, ERR_SYSTEM, "a second factor is damaged");
}

bool second_factors_set(struct sql *sql, const struct second_factor *factor, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO second_factor (account, kind, sealed, confirmed_at, used)"
	               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, kind) DO UPDATE"
	               " SET sealed = excluded.sealed, confirmed_at = excluded.confirmed_at,"
	               " used = excluded.used",
	               SQL_ARGS(sql_int(factor->account), sql_int(factor->kind),
	                        sql_text(factor->sealed),
	                        sql_int_if(factor->confirmed_at != 0, factor->confirmed_at),
	                        sql_int(factor->used)),
	               err);
}

bool second_factors_confirm(struct sql *sql, const struct second_factor *factor, int64_t now,
                            struct err *err)
{
	return sql_run(sql,
	               "UPDATE second_factor SET confirmed_at = $3"
	               " WHERE account = $1 AND kind = $2",
	               SQL_ARGS(sql_int(factor->account), sql_int(factor->kind), sql_int(now)),
	               err);
}

bool second_factors_use(struct sql *sql, const struct second_factor *factor, int64_t used,
                        bool *ret_done, struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE second_factor SET used = $4"
	                 " WHERE account = $1 AND kind = $2 AND used = $3 AND used < $4"
	                 " RETURNING used",
	                 SQL_ARGS(sql_int(factor->account), sql_int(factor->kind),
	                          sql_int(factor->used), sql_int(used)),
	                 ret_done, err);
}

bool second_factors_remove(struct sql *sql, int64_t account, int kind, struct err *err)
{
	return sql_run(sql,
	               "DELETE FROM second_factor WHERE account = $1 AND ($2 = 0 OR kind = $2)",
	               SQL_ARGS(sql_int(account), sql_int(kind)), err);
}

#include "store/idempotency.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

bool idempotency_find(struct sql *sql, const char *hash, struct idempotency *ret, struct buf *reply,
                      bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, "SELECT request, at, reply FROM idempotency WHERE hash = $1",
	                SQL_ARGS(sql_text(hash)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	TEXT_COPY(ret->hash, hash);
	TEXT_COPY(ret->request, query_text(q, 0));
	ret->at = query_int(q, 1);
	buf_adds(reply, query_text(q, 2));
	return buf_check(reply, err);
}

bool idempotency_claim(struct sql *sql, const struct idempotency *claim, bool *ret_done,
                       struct err *err)
{
	return sql_touch(
		sql,
		"INSERT INTO idempotency (hash, request, at, reply)"
		" VALUES ($1, $2, $3, '') ON CONFLICT (hash) DO NOTHING RETURNING hash",
		SQL_ARGS(sql_text(claim->hash), sql_text(claim->request), sql_int(claim->at)),
		ret_done, err);
}

bool idempotency_answer(struct sql *sql, const char *hash, const char *reply, struct err *err)
{
	return sql_run(sql, "UPDATE idempotency SET reply = $2 WHERE hash = $1",
	               SQL_ARGS(sql_text(hash), sql_text(reply)), err);
}

bool idempotency_forget(struct sql *sql, int64_t at, struct err *err)
{
	return sql_run(sql, "DELETE FROM idempotency WHERE at <= $1", SQL_ARGS(sql_int(at)), err);
}

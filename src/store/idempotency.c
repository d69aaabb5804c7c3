#include "store/idempotency.h"

#include <string.h>

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

struct sharing {
	struct idempotency_share *shares;
	int64_t since_at;
};

static void share_fill(void *context, size_t row, struct sql_value *args)
{
	const struct sharing *s = context;
	const struct idempotency *claim = s->shares[row].claim;

	args[0] = sql_text(claim->hash);
	args[1] = sql_text(claim->request);
	args[2] = sql_int(claim->at);
	args[3] = sql_int(s->since_at);
}

static bool share_take(void *context, size_t row, const struct query *q, struct err *err)
{
	struct idempotency_share *share = &((struct sharing *)context)->shares[row];

	(void)err;
	share->same = q && strcmp(query_text(q, 0), share->claim->request) == 0;
	return true;
}

/* A claim that is too old gives way. */
#define OLD "CASE WHEN idempotency.at < $4 THEN "

bool idempotency_claim_each(struct sql *sql, struct idempotency_share *shares, size_t count,
                            int64_t since_at, struct err *err)
{
	struct sharing sharing = { shares, since_at };
	const struct sql_each each = {
		.text = "INSERT INTO idempotency (hash, request, at, reply)"
			" VALUES ($1, $2, $3, '') ON CONFLICT (hash) DO UPDATE SET"
			" request = " OLD "excluded.request ELSE idempotency.request END,"
			" reply = " OLD "'' ELSE idempotency.reply END,"
			" at = " OLD "excluded.at ELSE idempotency.at END RETURNING request",
		.rows_count = count,
		.args_count = 4,
		.fill = share_fill,
		.take = share_take,
		.context = &sharing,
	};

	return sql_each(sql, &each, err);
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

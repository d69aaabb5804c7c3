#include "store/sessions.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/account_row.h"
#include "store/sql.h"

#define COLUMNS "s.id, s.account, s.hash, s.device, s.created_at, s.seen_at, s.ends_at"
enum { COLUMNS_COUNT = 7 };

static void session_read(const struct query *q, struct session *session)
{
	*session = (struct session){ .id = query_int(q, 0),
		                     .account = query_int(q, 1),
		                     .created_at = query_int(q, 4),
		                     .seen_at = query_int(q, 5),
		                     .ends_at = query_int(q, 6) };
	TEXT_COPY(session->hash, query_text(q, 2));
	TEXT_COPY(session->device, query_text(q, 3));
}

bool sessions_add(struct sql *sql, const struct session *session, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO session (id, account, hash, device, created_at, seen_at,"
	               " ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
	               SQL_ARGS(sql_int(session->id), sql_int(session->account),
	                        sql_text(session->hash), sql_text(session->device),
	                        sql_int(session->created_at), sql_int(session->seen_at),
	                        sql_int(session->ends_at)),
	               err);
}

bool sessions_prove(struct sql *sql, const struct sessions_proof *proof, struct session *ret,
                    struct account *ret_account, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS ", " ACCOUNT_COLUMNS
	                " FROM session s JOIN account a ON a.id = s.account"
	                " WHERE s.hash = $1 AND s.revoked_at IS NULL AND a.disabled_at IS NULL"
	                " AND s.ends_at > $2 AND s.seen_at > $3",
	                SQL_ARGS(sql_text(proof->hash), sql_int(proof->now),
	                         sql_int(proof->seen_after)),
	                err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "session_over", "this session is not in force");
	session_read(q, ret);
	account_row_read(q, COLUMNS_COUNT, ret_account);
	return true;
}

bool sessions_see(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return sql_run(sql, "UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2",
	               SQL_ARGS(sql_int(id), sql_int(now)), err);
}

bool sessions_each(struct sql *sql, const struct sessions_page *page, session_fn *fn, void *context,
                   struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct session session;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM session s WHERE s.account = $1 AND s.id > $2"
	                " AND s.revoked_at IS NULL AND s.ends_at > $3 AND s.seen_at > $4"
	                " ORDER BY s.id LIMIT $5",
	                SQL_ARGS(sql_int(page->account), sql_int(page->after_id),
	                         sql_int(page->now), sql_int(page->seen_after),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		session_read(q, &session);
		if (!fn(context, &session, err))
			return false;
	}
	return step == STEP_DONE;
}

bool sessions_revoke(struct sql *sql, int64_t id, int64_t account, int64_t now, struct err *err)
{
	bool done;

	if (!sql_touch(sql,
	               "UPDATE session SET revoked_at = COALESCE(revoked_at, $3)"
	               " WHERE id = $1 AND ($2 = 0 OR account = $2) RETURNING id",
	               SQL_ARGS(sql_int(id), sql_int(account), sql_int(now)), &done, err))
		return false;
	return done || err_named(err, ERR_MISSING, "no_session", "there is no such session");
}

bool sessions_revoke_all(struct sql *sql, int64_t account, int64_t but_id, int64_t now,
                         struct err *err)
{
	return sql_run(sql,
	               "UPDATE session SET revoked_at = $3"
	               " WHERE account = $1 AND id <> $2 AND revoked_at IS NULL",
	               SQL_ARGS(sql_int(account), sql_int(but_id), sql_int(now)), err);
}

bool sessions_forget(struct sql *sql, int64_t at, struct err *err)
{
	return sql_run(sql, "DELETE FROM session WHERE ends_at <= $1", SQL_ARGS(sql_int(at)), err);
}

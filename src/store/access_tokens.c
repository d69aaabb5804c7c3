#include "store/access_tokens.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/account_row.h"
#include "store/sql.h"

bool access_tokens_add(struct sql *sql, struct access_token *token, struct err *err)
{
	int64_t id;

	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM access_token", SQL_NO_ARGS, &id,
	                 err) ||
	    !sql_run(sql,
	             "INSERT INTO access_token (hash, id, account, label, scope, created_at,"
	             " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
	             SQL_ARGS(sql_text(token->hash), sql_int(id), sql_int(token->account),
	                      sql_text(token->label), sql_text(token->scope),
	                      sql_int(token->created_at),
	                      sql_int_if(token->expires_at != 0, token->expires_at)),
	             err))
		return err_during(err, "adding a token");
	token->id = id;
	return true;
}

#define TOKEN_COLUMNS                                                                              \
	"t.id, t.account, t.hash, t.label, t.scope, t.created_at, t.expires_at, t.used_at, "       \
	"t.revoked_at"

static void token_read(const struct query *q, struct access_token *token)
{
	*token = (struct access_token){ .id = query_int(q, 0),
		                        .account = query_int(q, 1),
		                        .created_at = query_int(q, 5),
		                        .expires_at = query_int(q, 6),
		                        .used_at = query_int(q, 7),
		                        .revoked_at = query_int(q, 8) };
	TEXT_COPY(token->hash, query_text(q, 2));
	TEXT_COPY(token->label, query_text(q, 3));
	TEXT_COPY(token->scope, query_text(q, 4));
}

bool access_tokens_prove(struct sql *sql, const char *hash, int64_t now,
                         struct access_token *ret_token, struct account *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT " TOKEN_COLUMNS ", " ACCOUNT_COLUMNS
	                " FROM access_token t JOIN account a ON a.id = t.account"
	                " WHERE t.hash = $1 AND t.revoked_at IS NULL AND a.disabled_at IS NULL"
	                " AND (t.expires_at IS NULL OR t.expires_at > $2)",
	                SQL_ARGS(sql_text(hash), sql_int(now)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "unknown_token", "this token is not in force");
	token_read(q, ret_token);
	account_row_read(q, 9, ret);
	return true;
}

/* Enough to know whether a token still serves, and costs no write per call. */
int64_t access_tokens_hour(int64_t now)
{
	return now - now % 3600;
}

bool access_tokens_see(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return sql_run(sql,
	               "UPDATE access_token SET used_at = $2"
	               " WHERE id = $1 AND (used_at IS NULL OR used_at < $2)",
	               SQL_ARGS(sql_int(id), sql_int(access_tokens_hour(now))), err);
}

bool access_tokens_revoke(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return sql_run(
		sql, "UPDATE access_token SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1",
		SQL_ARGS(sql_int(id), sql_int(now)), err);
}

bool access_tokens_revoke_all(struct sql *sql, int64_t account, int64_t now, struct err *err)
{
	return sql_run(sql,
	               "UPDATE access_token SET revoked_at = $2"
	               " WHERE account = $1 AND revoked_at IS NULL",
	               SQL_ARGS(sql_int(account), sql_int(now)), err);
}

bool access_tokens_find(struct sql *sql, int64_t id, struct access_token *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, "SELECT " TOKEN_COLUMNS " FROM access_token t WHERE t.id = $1",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_token", "there is no such token");
	token_read(q, ret);
	return true;
}

bool access_tokens_each(struct sql *sql, const struct access_tokens_page *page, access_token_fn *fn,
                        void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct access_token token;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " TOKEN_COLUMNS " FROM access_token t"
	                " WHERE t.account = $1 AND t.id > $2 ORDER BY t.id LIMIT $3",
	                SQL_ARGS(sql_int(page->account), sql_int(page->after_id),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		token_read(q, &token);
		if (!fn(context, &token, err))
			return false;
	}
	return step == STEP_DONE;
}

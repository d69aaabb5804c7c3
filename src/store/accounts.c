#include "store/accounts.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS "a.id, a.login, a.role, a.site, a.funder, a.password, a.created_at, a.disabled_at"

static void account_read(const struct query *q, int first, struct account *account)
{
	*account = (struct account){ .id = query_int(q, first),
		                     .role = (enum role)query_int(q, first + 2),
		                     .site = query_int(q, first + 3),
		                     .funder = query_int(q, first + 4),
		                     .created_at = query_int(q, first + 6),
		                     .disabled_at = query_int(q, first + 7) };
	TEXT_COPY(account->login, query_text(q, first + 1));
	TEXT_COPY(account->password, query_text(q, first + 5));
}

bool accounts_add(struct sql *sql, struct account *account, struct err *err)
{
	int64_t id;
	bool added;

	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM account", SQL_NO_ARGS, &id,
	                 err) ||
	    !sql_touch(sql,
	               "INSERT INTO account (id, login, role, site, funder, password, created_at)"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	               " ON CONFLICT (login) DO NOTHING RETURNING id",
	               SQL_ARGS(sql_int(id), sql_text(account->login), sql_int(account->role),
	                        sql_int_if(account->site != 0, account->site),
	                        sql_int_if(account->funder != 0, account->funder),
	                        sql_text(account->password), sql_int(account->created_at)),
	               &added, err))
		return err_during(err, "adding account %s", account->login);
	if (!added)
		return err_named(err, ERR_CONFLICT, "login_taken", "there is an account %s already",
		                 account->login);
	account->id = id;
	return true;
}

static bool find(struct sql *sql, const char *text, struct sql_value key, struct account *ret,
                 struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, text, &key, 1, err) || !query_first(q, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_MISSING, "there is no such account");
	account_read(q, 0, ret);
	return true;
}

bool accounts_find(struct sql *sql, int64_t id, struct account *ret, struct err *err)
{
	return find(sql, "SELECT " COLUMNS " FROM account a WHERE a.id = $1", sql_int(id), ret,
	            err);
}

bool accounts_find_login(struct sql *sql, const char *login, struct account *ret, struct err *err)
{
	return find(sql, "SELECT " COLUMNS " FROM account a WHERE a.login = $1", sql_text(login),
	            ret, err);
}

bool accounts_each(struct sql *sql, account_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct account account;
	enum step step;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM account a ORDER BY a.id", SQL_NO_ARGS,
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		account_read(q, 0, &account);
		if (!fn(context, &account, err))
			return false;
	}
	return step == STEP_DONE;
}

static bool changed(struct sql *sql, const char *text, struct sql_value a, struct sql_value b,
                    struct err *err)
{
	bool touched;

	if (!sql_touch(sql, text, SQL_ARGS(a, b), &touched, err))
		return false;
	return touched || err_set(err, ERR_MISSING, "there is nothing of that number");
}

bool accounts_disable(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return changed(sql,
	               "UPDATE account SET disabled_at = COALESCE(disabled_at, $2) WHERE id = $1"
	               " RETURNING id",
	               sql_int(id), sql_int(now), err);
}

bool accounts_change_password(struct sql *sql, int64_t id, const char *password, struct err *err)
{
	return changed(sql, "UPDATE account SET password = $2 WHERE id = $1 RETURNING id",
	               sql_int(id), sql_text(password), err);
}

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
	                "SELECT " TOKEN_COLUMNS ", " COLUMNS
	                " FROM access_token t JOIN account a ON a.id = t.account"
	                " WHERE t.hash = $1 AND t.revoked_at IS NULL AND a.disabled_at IS NULL"
	                " AND (t.expires_at IS NULL OR t.expires_at > $2)",
	                SQL_ARGS(sql_text(hash), sql_int(now)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "unknown_token", "this token is not in force");
	token_read(q, ret_token);
	account_read(q, 9, ret);
	return true;
}

/* Once an hour is enough to know whether a token still serves, and costs no write per call. */
bool access_tokens_see(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return sql_run(sql,
	               "UPDATE access_token SET used_at = $2"
	               " WHERE id = $1 AND (used_at IS NULL OR used_at < $2)",
	               SQL_ARGS(sql_int(id), sql_int(now - now % 3600)), err);
}

bool access_tokens_revoke(struct sql *sql, int64_t id, int64_t now, struct err *err)
{
	return changed(sql,
	               "UPDATE access_token SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1"
	               " RETURNING id",
	               sql_int(id), sql_int(now), err);
}

bool access_tokens_each(struct sql *sql, int64_t account, access_token_fn *fn, void *context,
                        struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct access_token token;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " TOKEN_COLUMNS
	                " FROM access_token t WHERE t.account = $1 ORDER BY t.id",
	                SQL_ARGS(sql_int(account)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		token_read(q, &token);
		if (!fn(context, &token, err))
			return false;
	}
	return step == STEP_DONE;
}

#include "store/accounts.h"

#include "base/auto.h"
#include "store/account_row.h"
#include "store/sql.h"

/* The kinds in force, added up: FACTOR_TOTP 1, FACTOR_CARD 2. */
#define COLUMNS                                                                                    \
	ACCOUNT_COLUMNS                                                                            \
	", (SELECT CAST(COALESCE(SUM(f.kind), 0) AS BIGINT) FROM second_factor f"                  \
	"    WHERE f.account = a.id AND f.confirmed_at IS NOT NULL)"
enum { FACTORS_COLUMN = 9 };

static void account_read(const struct query *q, struct account *account)
{
	account_row_read(q, 0, account);
	account->factors = (unsigned)query_int(q, FACTORS_COLUMN);
}

static bool login_taken(const struct account *account, struct err *err)
{
	return err_named(err, ERR_CONFLICT, "login_taken", "there is an account %s already",
	                 account->login) ||
	       err_field("login", err);
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
		return login_taken(account, err);
	account->id = id;
	account->version = 1;
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
		return err_named(err, ERR_MISSING, "no_account", "there is no such account");
	account_read(q, ret);
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

bool accounts_each(struct sql *sql, const struct accounts_page *page, account_fn *fn, void *context,
                   struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct account account;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM account a WHERE a.id > $1"
	                " AND ($2 = 0 OR a.role = $2) AND ($3 = 0 OR a.site = $3)"
	                " AND ($4 = 0 OR a.funder = $4) ORDER BY a.id LIMIT $5",
	                SQL_ARGS(sql_int(page->after_id), sql_int(page->role), sql_int(page->site),
	                         sql_int(page->funder), sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		account_read(q, &account);
		if (!fn(context, &account, err))
			return false;
	}
	return step == STEP_DONE;
}

/* Asked before the change: a UNIQUE that says no ends the whole transaction. */
static bool login_is_free(struct sql *sql, const struct account *account, struct err *err)
{
	int64_t others;

	if (!sql_one_int(sql, "SELECT COUNT(*) FROM account WHERE login = $1 AND id <> $2",
	                 SQL_ARGS(sql_text(account->login), sql_int(account->id)), &others, err))
		return false;
	return !others || login_taken(account, err);
}

bool accounts_hold(struct sql *sql, int64_t id, struct account *ret, struct err *err)
{
	return sql_run(sql, "UPDATE account SET version = version WHERE id = $1",
	               SQL_ARGS(sql_int(id)), err) &&
	       accounts_find(sql, id, ret, err);
}

bool accounts_change(struct sql *sql, struct account *account, struct err *err)
{
	account->version++;
	return login_is_free(sql, account, err) &&
	       sql_run(sql,
	               "UPDATE account SET login = $2, site = $3, funder = $4, password = $5,"
	               " disabled_at = $6, version = $7 WHERE id = $1",
	               SQL_ARGS(sql_int(account->id), sql_text(account->login),
	                        sql_int_if(account->site != 0, account->site),
	                        sql_int_if(account->funder != 0, account->funder),
	                        sql_text(account->password),
	                        sql_int_if(account->disabled_at != 0, account->disabled_at),
	                        sql_int(account->version)),
	               err);
}

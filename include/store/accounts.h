/* Accounts of staff. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/account.h"

struct sql;

typedef bool account_fn(void *context, const struct account *account, struct err *err);

/* Keep a new account; its id is made here. ERR_CONFLICT "login_taken". */
bool accounts_add(struct sql *sql, struct account *account, struct err *err);

/* ERR_MISSING "no_account". */
bool accounts_find(struct sql *sql, int64_t id, struct account *ret, struct err *err);
bool accounts_find_login(struct sql *sql, const char *login, struct account *ret, struct err *err);

/* Which accounts, by id. */
struct accounts_page {
	int role; /* 0 = any, as the next two */
	int64_t site, funder;
	int64_t after_id;
	size_t limit;
};
bool accounts_each(struct sql *sql, const struct accounts_page *page, account_fn *fn, void *context,
                   struct err *err);

/* Hold the row until the transaction ends, then read it: verbs that change an account, or let
 * somebody in by it, take turns by this. ERR_MISSING "no_account". */
bool accounts_hold(struct sql *sql, int64_t id, struct account *ret, struct err *err);

/* Keep login, place, password and disabled_at of a held account, whose version grows.
 * ERR_CONFLICT "login_taken" when the login is another's. */
bool accounts_change(struct sql *sql, struct account *account, struct err *err);

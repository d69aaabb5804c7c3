/* Accounts of staff and their access tokens. */
#pragma once

#include "base/err.h"
#include "model/account.h"

struct sql;

typedef bool account_fn(void *context, const struct account *account, struct err *err);

/* Keep a new account; its id is made here. ERR_CONFLICT "login_taken". */
bool accounts_add(struct sql *sql, struct account *account, struct err *err);
bool accounts_find(struct sql *sql, int64_t id, struct account *ret, struct err *err);
bool accounts_find_login(struct sql *sql, const char *login, struct account *ret, struct err *err);
bool accounts_each(struct sql *sql, account_fn *fn, void *context, struct err *err);
bool accounts_disable(struct sql *sql, int64_t id, int64_t now, struct err *err);
bool accounts_change_password(struct sql *sql, int64_t id, const char *password, struct err *err);

struct access_token {
	int64_t id, account;
	char hash[65];
	char label[65];
	char scope[129];
	int64_t created_at, expires_at, used_at, revoked_at; /* 0 = never */
};

/* Keep a new token; its id is made here. */
bool access_tokens_add(struct sql *sql, struct access_token *token, struct err *err);

/* The account behind a token that is in force at `now`. `*ret_token` says which it was.
 * ERR_MISSING for an unknown, revoked or expired one, or a disabled account: all look the same. */
bool access_tokens_prove(struct sql *sql, const char *hash, int64_t now,
                         struct access_token *ret_token, struct account *ret, struct err *err);
bool access_tokens_see(struct sql *sql, int64_t id, int64_t now, struct err *err);
bool access_tokens_revoke(struct sql *sql, int64_t id, int64_t now, struct err *err);

typedef bool access_token_fn(void *context, const struct access_token *token, struct err *err);
bool access_tokens_each(struct sql *sql, int64_t account, access_token_fn *fn, void *context,
                        struct err *err);

/* What programs show instead of a password. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/account.h"

struct sql;

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

/* It was used at `now`, which is kept to the hour. */
int64_t access_tokens_hour(int64_t now);
bool access_tokens_see(struct sql *sql, int64_t id, int64_t now, struct err *err);

/* ERR_MISSING "no_token". */
bool access_tokens_find(struct sql *sql, int64_t id, struct access_token *ret, struct err *err);

/* One that was revoked before stays so, since then. */
bool access_tokens_revoke(struct sql *sql, int64_t id, int64_t now, struct err *err);
bool access_tokens_revoke_all(struct sql *sql, int64_t account, int64_t now, struct err *err);

struct access_tokens_page {
	int64_t account, after_id;
	size_t limit;
};
typedef bool access_token_fn(void *context, const struct access_token *token, struct err *err);
bool access_tokens_each(struct sql *sql, const struct access_tokens_page *page, access_token_fn *fn,
                        void *context, struct err *err);

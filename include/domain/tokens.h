/* Bearer tokens, for programs. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "store/access_tokens.h"

enum { ACCESS_TOKEN_TEXT_SIZE = 64, TOKEN_DAYS_MAX = 3660 };

struct token_wish {
	int64_t account;
	const char *label;
	unsigned scopes; /* what it may do of what its role may; 0 = all */
	int days;        /* it lasts; 0 = no end */
};

/* scopes_parse(); ERR_INPUT "bad_scope". */
bool token_scopes_parse(const char *text, unsigned *ret, struct err *err);

/* A bearer token for an account, shown once: people make their own, the operator everyone's.
 * ERR_REFUSED "scope_too_wide" when the account's role, or the token that asks, has less;
 * ERR_CONFLICT "account_disabled"; ERR_MISSING "no_account". */
bool token_add(struct app *app, const struct caller *caller, const struct token_wish *wish,
               struct access_token *ret, char ret_token[static ACCESS_TOKEN_TEXT_SIZE],
               struct err *err);

/* One's own; any for the operator. ERR_MISSING "no_token". */
bool token_revoke(struct app *app, const struct caller *caller, int64_t id, struct err *err);

/* Those of an account that the caller may see. ERR_MISSING "no_account". */
bool tokens_list(struct app *app, const struct caller *caller,
                 const struct access_tokens_page *page, access_token_fn *fn, void *context,
                 struct err *err);

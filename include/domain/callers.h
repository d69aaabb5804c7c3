/* Accounts, their tokens, and who is calling. */
#pragma once

#include "domain/app.h"
#include "domain/setup.h"
#include "model/account.h"
#include "store/accounts.h"

enum { ACCESS_TOKEN_TEXT_SIZE = 64 };

/* The command line, and the program itself. */
struct caller caller_operator(void);

/* Who bears this token? ERR_MISSING "unknown_token" for any that is not in force. */
bool caller_prove(struct app *app, const char *token, struct caller *ret, struct err *err);

/* ERR_FORBIDDEN "not_your_role" unless the caller has one of `roles` (ROLE_BIT...). */
bool caller_check(const struct caller *caller, unsigned roles, struct err *err);

/* ERR_INPUT "bad_login" unless it is 1 to 64 of a-z 0-9 . - _ @. */
bool account_login_check(const char *login, struct err *err);

/* Add an account; a password is made and shown once. Agents and mediators belong to a site,
 * funders to a funder; operators and auditors to none. */
bool account_add(struct app *app, struct account *account,
                 char ret_password[static PASSWORD_TEXT_SIZE], struct err *err);
bool account_disable(struct app *app, const char *login, struct err *err);
bool account_new_password(struct app *app, const char *login,
                          char ret_password[static PASSWORD_TEXT_SIZE], struct err *err);

struct token_wish {
	const char *login, *label;
	int days; /* it lasts; 0 = no end */
};

/* A bearer token for an account, shown once. */
bool token_add(struct app *app, const struct token_wish *wish, int64_t *ret_id,
               char ret_token[static ACCESS_TOKEN_TEXT_SIZE], struct err *err);
bool token_revoke(struct app *app, int64_t id, struct err *err);

bool accounts_list(struct app *app, account_fn *fn, void *context, struct err *err);

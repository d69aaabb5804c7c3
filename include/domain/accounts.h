/* Accounts of staff. What an operator does to others' and what people do to their own. */
#pragma once

#include "domain/app.h"
#include "domain/edit.h"
#include "domain/setup.h"
#include "model/account.h"
#include "store/accounts.h"

/* ERR_INPUT "bad_login" unless it is 1 to 64 of a-z 0-9 . - _ @. */
bool account_login_check(const char *login, struct err *err);

/* Add an account; a password is made and shown once. Agents and mediators belong to a site,
 * funders to a funder; operators and auditors to none. */
bool account_add(struct app *app, struct account *account,
                 char ret_password[static PASSWORD_TEXT_SIZE], struct err *err);

/* The caller's own; any for an operator or an auditor. ERR_MISSING "no_account". */
bool account_find(struct app *app, const struct caller *caller, int64_t id, struct account *ret,
                  struct err *err);
bool account_find_login(struct app *app, const char *login, struct account *ret, struct err *err);

/* May the caller change what belongs to this account: its own, or as the operator? ERR_MISSING
 * "no_account". */
bool account_is_in_hand(const struct caller *caller, int64_t id, struct err *err);

/* Login, place, and whether it is disabled (disabled_at is 0, or anything else) of the struct
 * account that edit->apply() is given; the role stays. Disabling ends its sessions and its tokens.
 * ERR_CONFLICT "stale", "login_taken", "not_yourself" (nobody disables the account he is using). */
bool account_change(struct app *app, const struct caller *caller, const struct edit *edit,
                    struct account *ret, struct err *err);

/* For the command line. Its sessions and tokens end. */
bool account_disable(struct app *app, const char *login, struct err *err);

/* Ends its sessions. */
bool account_new_password(struct app *app, int64_t id, char ret_password[static PASSWORD_TEXT_SIZE],
                          struct err *err);

bool accounts_list(struct app *app, const struct accounts_page *page, account_fn *fn, void *context,
                   struct err *err);

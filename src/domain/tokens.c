#include "domain/tokens.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "domain/accounts.h"
#include "domain/vault.h"

_Static_assert((int)SECRET_TOKEN_SIZE <= (int)ACCESS_TOKEN_TEXT_SIZE, "a token fits");

bool token_scopes_parse(const char *text, unsigned *ret, struct err *err)
{
	return scopes_parse(text, ret) ||
	       err_named(err, ERR_INPUT, "bad_scope",
	                 "a scope is words such as \"passes:read redemptions\"");
}

struct making {
	unsigned scopes;
	struct access_token *token;
};

static bool add_work(struct app *app, void *context, struct err *err)
{
	struct making *making = context;
	struct account account;

	if (!accounts_hold(app->sql, making->token->account, &account, err))
		return false;
	if (account.disabled_at)
		return err_named(err, ERR_CONFLICT, "account_disabled",
		                 "the account %s is disabled", account.login);
	if (making->scopes && !scopes_fit(making->scopes, scopes_of_role(account.role)))
		return err_named(err, ERR_REFUSED, "scope_too_wide",
		                 "a token may do no more than its account");
	return access_tokens_add(app->sql, making->token, err);
}

static bool wish_check(const struct caller *caller, const struct token_wish *wish, struct err *err)
{
	if (wish->days < 0 || wish->days > TOKEN_DAYS_MAX)
		return err_set(err, ERR_INPUT, "a token lasts 1 to %d days, or has no end",
		               TOKEN_DAYS_MAX);
	if (!scopes_fit(wish->scopes, caller->scopes))
		return err_named(err, ERR_REFUSED, "scope_too_wide",
		                 "a token gives no more than it has");
	return account_is_in_hand(caller, wish->account, err);
}

bool token_add(struct app *app, const struct caller *caller, const struct token_wish *wish,
               struct access_token *ret, char ret_token[static ACCESS_TOKEN_TEXT_SIZE],
               struct err *err)
{
	struct making making = { wish->scopes, ret };
	int64_t now = app_now(app);

	if (!wish_check(caller, wish, err))
		return false;
	*ret = (struct access_token){ .account = wish->account, .created_at = now };
	ret->expires_at = wish->days ? now + (int64_t)wish->days * DAY_SECONDS : 0;
	scopes_format(wish->scopes, ret->scope);
	if (!TEXT_COPY(ret->label, wish->label))
		return err_set(err, ERR_INPUT, "the label is too long");
	secret_token_new(ret_token);
	secret_token_hash(vault_master(app->vault), ret_token, ret->hash);
	if (transact(app, add_work, &making, err))
		return true;
	crypto_wipe(ret_token, ACCESS_TOKEN_TEXT_SIZE);
	return false;
}

struct revoking {
	const struct caller *caller;
	int64_t id;
};

static bool revoke_work(struct app *app, void *context, struct err *err)
{
	const struct revoking *revoking = context;
	struct access_token token;

	if (!access_tokens_find(app->sql, revoking->id, &token, err))
		return false;
	if (!account_is_in_hand(revoking->caller, token.account, err))
		return err_named(err, ERR_MISSING, "no_token", "there is no such token");
	return access_tokens_revoke(app->sql, token.id, app_now(app), err);
}

bool token_revoke(struct app *app, const struct caller *caller, int64_t id, struct err *err)
{
	struct revoking revoking = { caller, id };

	return transact(app, revoke_work, &revoking, err);
}

bool tokens_list(struct app *app, const struct caller *caller,
                 const struct access_tokens_page *page, access_token_fn *fn, void *context,
                 struct err *err)
{
	struct account account;

	return account_find(app, caller, page->account, &account, err) &&
	       access_tokens_each(app->sql, page, fn, context, err);
}

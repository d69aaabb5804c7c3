#include "domain/callers.h"

#include <string.h>

#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "store/accounts.h"
#include "store/funders.h"
#include "store/sites.h"
#include "domain/vault.h"

struct caller caller_operator(void)
{
	return (struct caller){ .role = ROLE_OPERATOR };
}

bool caller_prove(struct app *app, const char *token, struct caller *ret, struct err *err)
{
	char hash[SECRET_TOKEN_HASH_SIZE];
	struct access_token found;
	struct account account;

	secret_token_hash(vault_master(app->vault), token, hash);
	if (!access_tokens_prove(app->sql, hash, app_now(app), &found, &account, err))
		return false;
	*ret = (struct caller){ .role = account.role,
		                .account = account.id,
		                .site = account.site,
		                .funder = account.funder };
	return true;
}

bool caller_check(const struct caller *caller, unsigned roles, struct err *err)
{
	return (ROLE_BIT(caller->role) & roles) ||
	       err_named(err, ERR_FORBIDDEN, "not_your_role", "the role %s may not do that",
	                 role_name(caller->role));
}

bool account_login_check(const char *login, struct err *err)
{
	size_t size = strlen(login);

	if (!size || size > 64 || !text_is_utf8(login, size) ||
	    strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_@") != size)
		return err_named(err, ERR_INPUT, "bad_login",
		                 "a login is 1 to 64 of a-z 0-9 . - _ @");
	return true;
}

/* Agents and mediators belong to a site that does their work, funders to a funder. */
static bool place_check(struct app *app, const struct account *account, struct err *err)
{
	bool needs_site = account->role == ROLE_AGENT || account->role == ROLE_MEDIATOR;
	bool needs_funder = account->role == ROLE_FUNDER;
	struct funder funder;
	struct site site;

	if (needs_site != (account->site != 0) || needs_funder != (account->funder != 0))
		return err_named(
			err, ERR_INPUT, "bad_place",
			"agents and mediators belong to a site, funders to a funder, others "
			"to none");
	if (needs_funder)
		return funders_find(app->sql, account->funder, &funder, err);
	if (!needs_site)
		return true;
	if (!sites_find(app->sql, account->site, &site, err))
		return false;
	return (account->role == ROLE_AGENT ? site.desk : site.centre) ||
	       err_named(err, ERR_INPUT, "bad_place", "%s is no place for a %s", site.place.name,
	                 role_name(account->role));
}

static bool account_add_work(struct app *app, void *context, struct err *err)
{
	struct account *account = context;

	return place_check(app, account, err) && accounts_add(app->sql, account, err);
}

/* A new password, shown once, and its hash. */
static bool password_make(char ret_password[static PASSWORD_TEXT_SIZE], char *hash, struct err *err)
{
	secret_password_new(ret_password);
	return secret_password_hash(ret_password, hash, err);
}

_Static_assert((int)SECRET_PASSWORD_SIZE <= (int)PASSWORD_TEXT_SIZE, "a password fits");
_Static_assert((int)SECRET_TOKEN_SIZE <= (int)ACCESS_TOKEN_TEXT_SIZE, "a token fits");

bool account_add(struct app *app, struct account *account,
                 char ret_password[static PASSWORD_TEXT_SIZE], struct err *err)
{
	if (!account_login_check(account->login, err))
		return false;
	if (account->role <= ROLE_ANYONE || account->role >= ROLE__COUNT)
		return err_named(err, ERR_INPUT, "bad_role", "there is no such role");
	account->created_at = app_now(app);
	return password_make(ret_password, account->password, err) &&
	       transact(app, account_add_work, account, err);
}

struct by_login {
	const char *login;
	char password[SECRET_PASSWORD_HASH_SIZE];
};

static bool find_login(struct app *app, const char *login, struct account *ret, struct err *err)
{
	return accounts_find_login(app->sql, login, ret, err) ||
	       (err->code == ERR_MISSING &&
	        err_named(err, ERR_MISSING, "no_account", "there is no account %s", login));
}

static bool disable_work(struct app *app, void *context, struct err *err)
{
	const struct by_login *by = context;
	struct account account;

	return find_login(app, by->login, &account, err) &&
	       accounts_disable(app->sql, account.id, app_now(app), err);
}

bool account_disable(struct app *app, const char *login, struct err *err)
{
	struct by_login by = { .login = login };

	return transact(app, disable_work, &by, err);
}

static bool password_work(struct app *app, void *context, struct err *err)
{
	const struct by_login *by = context;
	struct account account;

	return find_login(app, by->login, &account, err) &&
	       accounts_change_password(app->sql, account.id, by->password, err);
}

bool account_new_password(struct app *app, const char *login,
                          char ret_password[static PASSWORD_TEXT_SIZE], struct err *err)
{
	struct by_login by = { .login = login };

	return password_make(ret_password, by.password, err) &&
	       transact(app, password_work, &by, err);
}

struct token_making {
	const char *login;
	struct access_token token;
};

static bool token_work(struct app *app, void *context, struct err *err)
{
	struct token_making *t = context;
	struct account account;

	if (!find_login(app, t->login, &account, err))
		return false;
	if (account.disabled_at)
		return err_named(err, ERR_CONFLICT, "account_disabled",
		                 "the account %s is disabled", t->login);
	t->token.account = account.id;
	return access_tokens_add(app->sql, &t->token, err);
}

bool token_add(struct app *app, const struct token_wish *wish, int64_t *ret_id,
               char ret_token[static ACCESS_TOKEN_TEXT_SIZE], struct err *err)
{
	struct token_making t = { .login = wish->login, .token = { .created_at = app_now(app) } };

	if (wish->days < 0)
		return err_set(err, ERR_INPUT, "a token lasts some days, or none for no end");
	t.token.expires_at = wish->days ? app_now(app) + (int64_t)wish->days * 86400 : 0;
	if (!TEXT_COPY(t.token.label, wish->label))
		return err_set(err, ERR_INPUT, "the label is too long");
	secret_token_new(ret_token);
	secret_token_hash(vault_master(app->vault), ret_token, t.token.hash);
	if (!transact(app, token_work, &t, err)) {
		crypto_wipe(ret_token, ACCESS_TOKEN_TEXT_SIZE);
		return false;
	}
	*ret_id = t.token.id;
	return true;
}

static bool token_revoke_work(struct app *app, void *context, struct err *err)
{
	return access_tokens_revoke(app->sql, *(const int64_t *)context, app_now(app), err);
}

bool token_revoke(struct app *app, int64_t id, struct err *err)
{
	return transact(app, token_revoke_work, &id, err);
}

bool accounts_list(struct app *app, account_fn *fn, void *context, struct err *err)
{
	return accounts_each(app->sql, fn, context, err);
}

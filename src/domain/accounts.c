#include "domain/accounts.h"

#include <string.h>

#include "base/text.h"
#include "domain/passwords.h"
#include "store/access_tokens.h"
#include "store/funders.h"
#include "store/sessions.h"
#include "store/sites.h"

bool account_login_check(const char *login, struct err *err)
{
	size_t size = strlen(login);

	if (!size || size > 64 || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789.-_@") != size)
		return err_named(err, ERR_INPUT, "bad_login",
		                 "a login is 1 to 64 of a-z 0-9 . - _ @") ||
		       err_field("login", err);
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

static bool add_work(struct app *app, void *context, struct err *err)
{
	struct account *account = context;

	return place_check(app, account, err) && accounts_add(app->sql, account, err);
}

bool account_add(struct app *app, struct account *account,
                 char ret_password[static PASSWORD_TEXT_SIZE], struct err *err)
{
	if (!account_login_check(account->login, err))
		return false;
	if (account->role <= ROLE_ANYONE || account->role >= ROLE__COUNT)
		return err_named(err, ERR_INPUT, "bad_role", "there is no such role");
	account->created_at = app_now(app);
	return password_make(ret_password, account->password, err) &&
	       transact(app, add_work, account, err);
}

static bool no_account(struct err *err)
{
	return err_named(err, ERR_MISSING, "no_account", "there is no such account");
}

bool account_find(struct app *app, const struct caller *caller, int64_t id, struct account *ret,
                  struct err *err)
{
	if (caller->role != ROLE_OPERATOR && caller->role != ROLE_AUDITOR && caller->account != id)
		return no_account(err);
	return accounts_find(app->sql, id, ret, err);
}

bool account_find_login(struct app *app, const char *login, struct account *ret, struct err *err)
{
	return accounts_find_login(app->sql, login, ret, err) ||
	       (err->code == ERR_MISSING &&
	        err_named(err, ERR_MISSING, "no_account", "there is no account %s", login));
}

bool account_is_in_hand(const struct caller *caller, int64_t id, struct err *err)
{
	return caller->role == ROLE_OPERATOR || (id && caller->account == id) || no_account(err);
}

struct change {
	const struct caller *caller;
	const struct edit *edit;
	struct account *ret;
};

static bool end_all(struct app *app, int64_t account, struct err *err)
{
	int64_t now = app_now(app);

	return sessions_revoke_all(app->sql, account, 0, now, err) &&
	       access_tokens_revoke_all(app->sql, account, now, err);
}

/* What becomes of it when it is disabled, or is not any more. */
static bool settle_disabled(struct app *app, const struct account *before, struct account *wanted,
                            struct err *err)
{
	bool disables = wanted->disabled_at && !before->disabled_at;

	wanted->disabled_at = !wanted->disabled_at ? 0
	                      : disables           ? app_now(app)
	                                           : before->disabled_at;
	return !disables || end_all(app, wanted->id, err);
}

static bool change_work(struct app *app, void *context, struct err *err)
{
	const struct change *change = context;
	struct account before, wanted;

	if (!accounts_hold(app->sql, change->edit->id, &before, err) ||
	    !edit_check(change->edit, before.version, err))
		return false;
	wanted = before;
	if (!change->edit->apply(change->edit->context, &wanted, err) ||
	    !account_login_check(wanted.login, err))
		return false;
	if (wanted.disabled_at && wanted.id == change->caller->account)
		return err_named(err, ERR_CONFLICT, "not_yourself",
		                 "nobody disables the account he is using");
	if (!place_check(app, &wanted, err) || !settle_disabled(app, &before, &wanted, err) ||
	    !accounts_change(app->sql, &wanted, err))
		return false;
	*change->ret = wanted;
	return true;
}

bool account_change(struct app *app, const struct caller *caller, const struct edit *edit,
                    struct account *ret, struct err *err)
{
	struct change change = { caller, edit, ret };

	return transact(app, change_work, &change, err);
}

static bool disable_work(struct app *app, void *context, struct err *err)
{
	struct account account;

	if (!account_find_login(app, context, &account, err) ||
	    !accounts_hold(app->sql, account.id, &account, err))
		return false;
	if (account.disabled_at)
		return true;
	account.disabled_at = app_now(app);
	return end_all(app, account.id, err) && accounts_change(app->sql, &account, err);
}

bool account_disable(struct app *app, const char *login, struct err *err)
{
	char copy[sizeof((struct account *)0)->login];

	return TEXT_COPY(copy, login) ? transact(app, disable_work, copy, err) : no_account(err);
}

struct new_password {
	int64_t account;
	char hash[sizeof((struct account *)0)->password];
};

static bool password_work(struct app *app, void *context, struct err *err)
{
	const struct new_password *new = context;
	struct account account;

	if (!accounts_hold(app->sql, new->account, &account, err))
		return false;
	TEXT_COPY(account.password, new->hash);
	return accounts_change(app->sql, &account, err) &&
	       sessions_revoke_all(app->sql, account.id, 0, app_now(app), err);
}

bool account_new_password(struct app *app, int64_t id, char ret_password[static PASSWORD_TEXT_SIZE],
                          struct err *err)
{
	struct new_password new = { .account = id };
	struct account account;

	/* Asked first: no work for an account that is not there. */
	return accounts_find(app->sql, id, &account, err) &&
	       password_make(ret_password, new.hash, err) &&
	       transact(app, password_work, &new, err);
}

bool accounts_list(struct app *app, const struct accounts_page *page, account_fn *fn, void *context,
                   struct err *err)
{
	return accounts_each(app->sql, page, fn, context, err);
}

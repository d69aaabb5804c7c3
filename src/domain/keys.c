#include "domain/keys.h"

#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "crypto/keylist.h"
#include "domain/keys_make.h"
#include "domain/reason.h"
#include "store/programmes.h"
#include "domain/vault.h"

enum { RENEW_DAYS = 30, BUNDLE_KEY_DAYS = 20 * 365 };

/* What is committed is done: the vault reads the keys again when they are next needed. */

struct rotating {
	int64_t programme;
	bool if_due; /* unless the key that there is will do */
	struct signing_key key;
};

/* May it sign new passes? The year has not turned, and the programme was not prolonged. */
static bool is_fit(const struct signing_key *key, const struct programme *programme, int64_t today)
{
	return day_civil(key->not_before_day).year == day_civil(today).year &&
	       key->not_after_day >= programme->until_day;
}

static bool retire(void *context, const struct signing_key *key, struct err *err)
{
	struct signing_key *found = context;

	(void)err;
	if (key->purpose == KEY_VOUCHER && key->programme == found->programme &&
	    key->status == KEY_ACTIVE)
		*found = *key;
	return true;
}

static bool rotate_work(struct app *app, void *context, struct err *err)
{
	struct rotating *r = context;
	struct signing_key before = { .programme = r->programme, .number = -1 };
	struct programme programme;

	/* Held, for two servers may find at once that a key is due. */
	if (!programmes_hold(app->sql, r->programme, &programme, err) ||
	    !signing_keys_each(app->sql, retire, &before, err))
		return false;
	if (r->if_due && before.number >= 0 && is_fit(&before, &programme, app_today(app))) {
		r->key = before; /* another was faster */
		return true;
	}
	if (before.number >= 0) {
		before.status = KEY_RETIRED;
		if (!signing_keys_change(app->sql, &before, err))
			return false;
	}
	r->key = (struct signing_key){ .purpose = KEY_VOUCHER,
		                       .programme = r->programme,
		                       .not_before_day = app_today(app),
		                       .not_after_day = programme.until_day };
	if (r->key.not_after_day < r->key.not_before_day)
		return err_named(err, ERR_CONFLICT, "programme_over", "programme %lld is over",
		                 (long long)r->programme);
	return keys_make(app, vault_master(app->vault), &r->key, err) &&
	       keys_publish(app, vault_master(app->vault), err);
}

bool keys_rotate(struct app *app, int64_t programme, struct signing_key *ret, struct err *err)
{
	struct rotating r = { .programme = programme };

	if (!transact(app, rotate_work, &r, err))
		return false;
	*ret = r.key;
	return true;
}

bool keys_for_issue(struct app *app, const struct programme *programme, struct signing_key *ret,
                    struct err *err)
{
	struct rotating r = { .programme = programme->id, .if_due = true };
	bool changed;

	if (!vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	if (vault_voucher_key(app->vault, programme->id, ret) &&
	    is_fit(ret, programme, app_today(app)))
		return true;
	/* Apart from the call that issues, which may yet be undone: what has signed vouchers that
	 * are on their way to a printer, or is in the memory of all threads, is in the books. */
	if (!transact_apart(app, rotate_work, &r, err))
		return false;
	*ret = r.key;
	return true;
}

bool keys_reread(struct app *app, int64_t *ret_version, struct err *err)
{
	bool changed;

	if (!vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	*ret_version = vault_version(app->vault);
	return true;
}

struct revoking {
	int number;
	struct signing_work work;
};

static bool revoke_work(struct app *app, void *context, struct err *err)
{
	struct revoking *r = context;
	struct signing_key key;

	if (!keys_find(app, r->number, &key, err))
		return false;
	if (key.status == KEY_REVOKED)
		return err_named(err, ERR_CONFLICT, "key_revoked", "key %d is revoked already",
		                 r->number);
	key.status = KEY_REVOKED;
	return signing_keys_change(app->sql, &key, err) &&
	       signing_keys_signed(app->sql, r->number, &r->work, err) &&
	       keys_publish(app, vault_master(app->vault), err);
}

bool keys_revoke(struct app *app, int number, const char *reason, struct signing_work *ret,
                 struct err *err)
{
	struct revoking r = { .number = number };

	if ((reason && !reason_check(reason, err)) || !transact(app, revoke_work, &r, err))
		return false;
	*ret = r.work;
	return true;
}

/* ---- the key of bundles ---- */

static bool find_bundle_key(void *context, const struct signing_key *key, struct err *err)
{
	struct signing_key *found = context;

	(void)err;
	if (key->purpose == KEY_BUNDLE && key->status == KEY_ACTIVE)
		*found = *key;
	return true;
}

static bool make_bundle_key(struct app *app, struct err *err)
{
	struct signing_key key = { .purpose = KEY_BUNDLE,
		                   .not_before_day = app_today(app),
		                   .not_after_day = app_today(app) + BUNDLE_KEY_DAYS };

	return keys_make(app, vault_master(app->vault), &key, err) &&
	       keys_publish(app, vault_master(app->vault), err);
}

static bool first_bundle_work(struct app *app, void *context, struct err *err)
{
	struct signing_key found = { 0 };

	(void)context;
	return signing_keys_each(app->sql, find_bundle_key, &found, err) &&
	       (found.name[0] || make_bundle_key(app, err));
}

bool keys_for_bundle(struct app *app, struct err *err)
{
	bool changed;

	return vault_refresh(app->vault, app->sql, &changed, err) &&
	       (vault_signs_bundles(app->vault) || transact(app, first_bundle_work, NULL, err)) &&
	       vault_refresh(app->vault, app->sql, &changed, err);
}

static bool rotate_bundle_work(struct app *app, void *context, struct err *err)
{
	struct signing_key before = { 0 };

	(void)context;
	if (!signing_keys_each(app->sql, find_bundle_key, &before, err))
		return false;
	before.status = KEY_RETIRED;
	return (!before.name[0] || signing_keys_change(app->sql, &before, err)) &&
	       make_bundle_key(app, err);
}

bool keys_rotate_bundle(struct app *app, struct err *err)
{
	return transact(app, rotate_bundle_work, NULL, err);
}

static bool renew_work(struct app *app, void *context, struct err *err)
{
	(void)context;
	return keys_publish(app, vault_master(app->vault), err);
}

bool keys_renew(struct app *app, struct err *err)
{
	int64_t expires_day;

	if (!key_lists_expires(app->sql, &expires_day, err))
		return false;
	return expires_day - app_today(app) > RENEW_DAYS || transact(app, renew_work, NULL, err);
}

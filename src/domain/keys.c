#include "domain/keys.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/base64.h"
#include "crypto/keylist.h"
#include "domain/keys_make.h"
#include "domain/reason.h"
#include "store/programmes.h"
#include "domain/vault.h"

enum { LIST_DAYS = 90, RENEW_DAYS = 30 };

/* ---- making ---- */

static bool name_of(const struct app *app, struct signing_key *key)
{
	static const char *const names[] = { "root", NULL, "receipt" };
	const char *host = app->instance.host;
	int used;

	if (names[key->purpose])
		used = snprintf(key->name, sizeof key->name, "%s/%s", host, names[key->purpose]);
	else
		used = snprintf(key->name, sizeof key->name, "%s/%d.%d", host, app->instance.issuer,
		                key->number);
	return used > 0 && (size_t)used < sizeof key->name;
}

bool keys_make(struct app *app, const struct master *master, struct signing_key *key,
               struct err *err)
{
	AUTO(key_close) struct key *fresh = NULL;
	AUTO(buf_release) struct buf public = { 0 };
	AUTO(buf_release) struct buf sealed = { 0 };
	char what[SEALED_NAME_SIZE];

	if (!signing_keys_next_number(app->sql, key->purpose, &key->number, err))
		return false;
	if (!name_of(app, key))
		return err_set(err, ERR_INPUT, "the name of key %d is too long", key->number);
	vault_sealed_name(key, what);
	if (!key_open_new(&fresh, err) || !key_seal(fresh, master, what, &sealed, err))
		return false;
	base64_format(&public, key_public(fresh), KEY_PUBLIC_SIZE);
	if (!buf_check(&public, err) || !TEXT_COPY(key->public_key, buf_text(&public)) ||
	    !TEXT_COPY(key->sealed, buf_text(&sealed)))
		return err_set(err, ERR_SYSTEM, "key %d does not fit its row", key->number);
	return signing_keys_add(app->sql, key, err);
}

/* ---- publishing ---- */

struct publishing {
	const struct app *app;
	const struct master *master;
	struct keylist list;
	struct key *root;
	char root_name[96];
};

static void publishing_release(struct publishing *p)
{
	keylist_release(&p->list);
	key_close(&p->root);
}

static bool publish_take(void *context, const struct signing_key *key, struct err *err)
{
	static const enum keylist_status status_of[] = { [KEY_ACTIVE] = KEYLIST_ACTIVE,
		                                         [KEY_RETIRED] = KEYLIST_RETIRED,
		                                         [KEY_REVOKED] = KEYLIST_REVOKED };
	struct publishing *p = context;
	struct keylist_entry entry = { .issuer = p->app->instance.issuer,
		                       .key = key->number,
		                       .not_before_day = key->not_before_day,
		                       .not_after_day = key->not_after_day,
		                       .status = status_of[key->status] };
	char what[SEALED_NAME_SIZE];

	vault_sealed_name(key, what);
	switch (key->purpose) {
	case KEY_ROOT:
		TEXT_COPY(p->root_name, key->name);
		key_close(&p->root);
		return key_open_sealed(&p->root, p->master, what, key->sealed, err);
	case KEY_VOUCHER:
		return keys_public(key, &entry.vkey, err) && keylist_add(&p->list, &entry, err);
	case KEY_RECEIPT:
		return true; /* its vkey stands in every receipt's log; see docs/architecture.md */
	}
	return true;
}

bool keys_publish(struct app *app, const struct master *master, struct err *err)
{
	AUTO(publishing_release) struct publishing p = { .app = app, .master = master };
	AUTO(buf_release) struct buf note = { 0 };
	int64_t version;

	if (!key_lists_version(app->sql, &version, err) ||
	    !signing_keys_each(app->sql, publish_take, &p, err))
		return false;
	if (!p.root)
		return err_named(err, ERR_CONFLICT, "no_root_key",
		                 "there is no root key to sign with");
	p.list.version = version + 1;
	p.list.issued_day = app_today(app);
	p.list.expires_day = p.list.issued_day + LIST_DAYS;
	return (keylist_format(&p.list, &note, err) &&
	        notary_sign(&note, p.root, p.root_name, PURPOSE_KEYS, err) &&
	        key_lists_add(app->sql, p.list.version, p.list.issued_day, p.list.expires_day,
	                      buf_text(&note), err)) ||
	       err_during(err, "publishing the key list");
}

/* ---- verbs ---- */

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

	if (!programmes_find(app->sql, r->programme, &programme, err) ||
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

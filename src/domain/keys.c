#include "domain/keys.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/base64.h"
#include "crypto/keylist.h"
#include "domain/keys_make.h"
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

static bool public_parse(const struct signing_key *key, struct vkey *ret, struct err *err)
{
	AUTO(buf_release) struct buf public = { 0 };

	if (!base64_parse(&public, key->public_key, strlen(key->public_key)) ||
	    public.size != VKEY_PUBLIC_SIZE)
		return err_set(err, ERR_SYSTEM, "the public half of key %d is damaged",
		               key->number);
	return notary_vkey(ret, key->name, VKEY_ED25519, (const unsigned char *)public.data, err);
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
		return public_parse(key, &entry.vkey, err) && keylist_add(&p->list, &entry, err);
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
	struct signing_key key;
};

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
	int64_t today = app_today(app);
	bool changed;

	if (!vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	if (vault_voucher_key(app->vault, programme->id, ret) &&
	    day_civil(ret->not_before_day).year == day_civil(today).year &&
	    ret->not_after_day >= programme->until_day)
		return true;
	return keys_rotate(app, programme->id, ret, err);
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
	struct signing_key key;
	int64_t passes, vouchers;
};

static bool find_number(void *context, const struct signing_key *key, struct err *err)
{
	struct revoking *r = context;

	(void)err;
	if (key->purpose == KEY_VOUCHER && key->number == r->key.number)
		r->key = *key;
	return true;
}

static bool revoke_work(struct app *app, void *context, struct err *err)
{
	struct revoking *r = context;

	if (!signing_keys_each(app->sql, find_number, r, err))
		return false;
	if (!r->key.name[0])
		return err_named(err, ERR_MISSING, "no_key", "there is no voucher key %d",
		                 r->key.number);
	r->key.status = KEY_REVOKED;
	return signing_keys_change(app->sql, &r->key, err) &&
	       signing_keys_signed(app->sql, r->key.number, &r->passes, &r->vouchers, err) &&
	       keys_publish(app, vault_master(app->vault), err);
}

bool keys_revoke(struct app *app, int number, int64_t *ret_passes, int64_t *ret_vouchers,
                 struct err *err)
{
	struct revoking r = { .key = { .number = number } };

	if (!transact(app, revoke_work, &r, err))
		return false;
	*ret_passes = r.passes;
	*ret_vouchers = r.vouchers;
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

bool keys_list(struct app *app, struct buf *note, struct err *err)
{
	int64_t version;

	return key_lists_latest(app->sql, &version, note, err);
}

bool keys_each(struct app *app, signing_key_fn *fn, void *context, struct err *err)
{
	return signing_keys_each(app->sql, fn, context, err);
}

struct vkey_search {
	enum key_purpose purpose;
	struct vkey vkey;
	bool found;
};

static bool vkey_take(void *context, const struct signing_key *key, struct err *err)
{
	struct vkey_search *s = context;

	if (key->purpose != s->purpose || key->status != KEY_ACTIVE)
		return true;
	s->found = true;
	return public_parse(key, &s->vkey, err);
}

bool keys_vkey(struct app *app, enum key_purpose purpose, struct buf *to, struct err *err)
{
	struct vkey_search s = { .purpose = purpose };
	char text[VKEY_TEXT_SIZE];

	if (!signing_keys_each(app->sql, vkey_take, &s, err))
		return false;
	if (!s.found)
		return err_named(err, ERR_MISSING, "no_key", "there is no such key");
	vkey_format(&s.vkey, text);
	buf_adds(to, text);
	return buf_check(to, err);
}

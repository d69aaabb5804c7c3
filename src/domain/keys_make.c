/* Signing keys are made, and what the root says of them is published. */
#include "domain/keys_make.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/base64.h"
#include "crypto/certificate.h"
#include "domain/vault.h"

enum { LIST_DAYS = 90 };

static bool name_of(const struct app *app, struct signing_key *key)
{
	static const char *const names[] = { "root", NULL, "receipt", "bundle" };
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
	struct certificate certificate; /* of the bundles' key; no name: there is none */
	struct key *root;
	char root_name[96];
	struct buf note, word;
};

static void publishing_release(struct publishing *p)
{
	keylist_release(&p->list);
	key_close(&p->root);
	buf_release(&p->note);
	buf_release(&p->word);
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
	case KEY_BUNDLE:
		return key->status != KEY_ACTIVE || keys_public(key, &p->certificate.vkey, err);
	}
	return true;
}

/* The list has room for voucher keys alone: beside it, the root certifies the key of bundles. */
static bool certify(struct publishing *p, struct err *err)
{
	struct certificate *c = &p->certificate;

	if (!c->vkey.name[0])
		return buf_check(&p->word, err);
	c->version = p->list.version;
	c->issued_day = p->list.issued_day;
	c->expires_day = p->list.expires_day;
	c->use = PURPOSE_BUNDLE;
	return certificate_format(c, &p->word, err) &&
	       notary_sign(&p->word, p->root, p->root_name, PURPOSE_CERTIFICATE, err);
}

bool keys_publish(struct app *app, const struct master *master, struct err *err)
{
	AUTO(publishing_release) struct publishing p = { .app = app, .master = master };
	struct key_list row = { 0 };
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
	if (!keylist_format(&p.list, &p.note, err) ||
	    !notary_sign(&p.note, p.root, p.root_name, PURPOSE_KEYS, err) || !certify(&p, err))
		return err_during(err, "publishing the key list");
	row = (struct key_list){ .version = p.list.version,
		                 .issued_day = p.list.issued_day,
		                 .expires_day = p.list.expires_day,
		                 .note = buf_text(&p.note),
		                 .certificate = buf_text(&p.word) };
	return key_lists_add(app->sql, &row, err) || err_during(err, "publishing the key list");
}

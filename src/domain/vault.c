#include "domain/vault.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "crypto/bundle.h"
#include "crypto/crypto.h"
#include "crypto/receipt.h"
#include "crypto/token.h"
#include "store/sql.h"

enum { NUMBERS = 256 };

/* Everything that a new key list may change. */
struct keys {
	int64_t version; /* of the key list */
	struct keylist list;
	struct signing_key about[NUMBERS]; /* voucher keys, by number; name "" = none */
	struct key *voucher[NUMBERS];      /* NULL = none, or not to be used any more */
	struct key *receipt, *bundle;
	char receipt_name[96], bundle_name[96];
};

struct vault {
	atomic_int shares;
	struct master *master;
	pthread_rwlock_t lock; /* over `keys`: changed rarely, read all the time */
	struct keys *keys;
};

static void keys_close(struct keys **keys)
{
	if (!*keys)
		return;
	for (int i = 0; i < NUMBERS; i++)
		key_close(&(*keys)->voucher[i]);
	key_close(&(*keys)->receipt);
	key_close(&(*keys)->bundle);
	keylist_release(&(*keys)->list);
	free(TAKE(*keys));
}

void vault_sealed_name(const struct signing_key *key, char to[static SEALED_NAME_SIZE])
{
	static const char *const names[] = { "root", "voucher", "receipt", "bundle" };

	snprintf(to, SEALED_NAME_SIZE, "%s key %d", names[key->purpose], key->number);
}

struct unsealing {
	const struct master *master;
	struct keys *keys;
};

static bool keys_take(void *context, const struct signing_key *about, struct err *err)
{
	struct unsealing *u = context;
	char what[SEALED_NAME_SIZE];

	vault_sealed_name(about, what);
	switch (about->purpose) {
	case KEY_ROOT:
		return true; /* opened only to sign a key list */
	case KEY_VOUCHER:
		u->keys->about[about->number] = *about;
		return about->status == KEY_REVOKED ||
		       key_open_sealed(&u->keys->voucher[about->number], u->master, what,
		                       about->sealed, err);
	case KEY_RECEIPT:
		if (about->status != KEY_ACTIVE)
			return true;
		TEXT_COPY(u->keys->receipt_name, about->name);
		key_close(&u->keys->receipt);
		return key_open_sealed(&u->keys->receipt, u->master, what, about->sealed, err);
	case KEY_BUNDLE:
		if (about->status != KEY_ACTIVE)
			return true;
		TEXT_COPY(u->keys->bundle_name, about->name);
		key_close(&u->keys->bundle);
		return key_open_sealed(&u->keys->bundle, u->master, what, about->sealed, err);
	}
	return true;
}

/* Our own list comes from our own books: its signature is for others to check, and it verifies old
 * vouchers whatever the day. */
static bool keys_read(struct keys **ret, const struct master *master, struct sql *sql,
                      struct err *err)
{
	AUTO(keys_close) struct keys *keys = calloc(1, sizeof *keys);
	AUTO(buf_release) struct buf note = { 0 };
	static const struct keylist_roots trusted = { 0 };
	struct unsealing unsealing = { master, keys };

	if (!keys)
		return err_memory(err);
	if (!key_lists_latest(sql, &keys->version, &note, err) ||
	    !signing_keys_each(sql, keys_take, &unsealing, err))
		return false;
	if (note.size && !keylist_parse(&keys->list, note.data, note.size, &trusted, 0, err))
		return err_during(err, "reading our key list");
	*ret = TAKE(keys);
	return true;
}

static bool key_file_read(struct buf *content, const struct app_options *options, struct err *err)
{
	char path[4096];

	if (options->key_file)
		TEXT_COPY(path, options->key_file);
	else
		snprintf(path, sizeof path, "%s/key", options->data);
	return file_check_private(path, err) &&
	       file_read(content, path, MASTER_KEY_FILE_SIZE_MAX, err);
}

bool vault_open(struct vault **ret, const struct app *app, const struct app_options *options,
                struct err *err)
{
	AUTO(vault_close) struct vault *vault = calloc(1, sizeof *vault);
	AUTO(buf_release) struct buf content = { 0 };
	struct master_lock lock;
	bool opened;

	if (!vault)
		return err_memory(err);
	atomic_init(&vault->shares, 1);
	pthread_rwlock_init(&vault->lock, NULL);
	TEXT_COPY(lock.salt, app->instance.salt);
	TEXT_COPY(lock.probe, app->instance.probe);
	if (!crypto_open(err))
		return false;
	opened = key_file_read(&content, options, err) &&
	         master_open(&vault->master, content.data, content.size, &lock, err);
	if (content.data)
		crypto_wipe(content.data, content.size);
	if (!opened)
		return err_during(err, "opening the keys");
	if (!keys_read(&vault->keys, vault->master, app->sql, err))
		return false;
	*ret = TAKE(vault);
	return true;
}

struct vault *vault_share(struct vault *vault)
{
	atomic_fetch_add(&vault->shares, 1);
	return vault;
}

void vault_close(struct vault **vault)
{
	struct vault *v = TAKE(*vault);

	if (!v || atomic_fetch_sub(&v->shares, 1) > 1)
		return;
	keys_close(&v->keys);
	master_close(&v->master);
	pthread_rwlock_destroy(&v->lock);
	free(v);
}

const struct master *vault_master(const struct vault *vault)
{
	return vault->master;
}

int64_t vault_version(struct vault *vault)
{
	int64_t version;

	pthread_rwlock_rdlock(&vault->lock);
	version = vault->keys->version;
	pthread_rwlock_unlock(&vault->lock);
	return version;
}

bool vault_refresh(struct vault *vault, struct sql *sql, bool *ret_changed, struct err *err)
{
	AUTO(keys_close) struct keys *fresh = NULL;
	struct keys *stale;
	int64_t have, latest;

	have = vault_version(vault);
	if (!key_lists_version(sql, &latest, err))
		return false;
	*ret_changed = latest != have;
	if (!*ret_changed)
		return true;
	if (!keys_read(&fresh, vault->master, sql, err))
		return false;
	pthread_rwlock_wrlock(&vault->lock);
	stale = vault->keys;
	vault->keys = fresh;
	pthread_rwlock_unlock(&vault->lock);
	fresh = stale; /* closed on the way out */
	return true;
}

bool vault_voucher_key(struct vault *vault, int64_t programme, struct signing_key *ret)
{
	bool found = false;

	pthread_rwlock_rdlock(&vault->lock);
	for (int i = NUMBERS - 1; i >= 0 && !found; i--) {
		const struct signing_key *about = &vault->keys->about[i];

		found = about->name[0] && about->programme == programme &&
		        about->status == KEY_ACTIVE;
		if (found)
			*ret = *about;
	}
	pthread_rwlock_unlock(&vault->lock);
	return found;
}

bool vault_sign_voucher(struct vault *vault, const struct voucher *voucher,
                        char to[static VOUCHER_DIGITS_SIZE], struct err *err)
{
	const struct key *key;
	bool done;

	pthread_rwlock_rdlock(&vault->lock);
	key = voucher->key >= 0 && voucher->key < NUMBERS ? vault->keys->voucher[voucher->key]
	                                                  : NULL;
	done = key ? token_sign(key, voucher, to, err)
	           : err_named(err, ERR_CONFLICT, "no_signing_key",
	                       "key %d is revoked or not there", voucher->key);
	pthread_rwlock_unlock(&vault->lock);
	return done;
}

bool vault_sign_receipt(struct vault *vault, const struct receipt *receipt, struct buf *to,
                        struct err *err)
{
	bool done;

	pthread_rwlock_rdlock(&vault->lock);
	done = vault->keys->receipt
	               ? receipt_sign(receipt, vault->keys->receipt, vault->keys->receipt_name, to,
	                              err)
	               : err_named(err, ERR_CONFLICT, "no_signing_key", "there is no receipt key");
	pthread_rwlock_unlock(&vault->lock);
	return done;
}

bool vault_signs_bundles(struct vault *vault)
{
	bool does;

	pthread_rwlock_rdlock(&vault->lock);
	does = vault->keys->bundle != NULL;
	pthread_rwlock_unlock(&vault->lock);
	return does;
}

bool vault_sign_bundle(struct vault *vault, const struct bundle *bundle, int64_t version,
                       struct buf *to, struct err *err)
{
	const struct keys *keys;
	bool done;

	pthread_rwlock_rdlock(&vault->lock);
	keys = vault->keys;
	done = keys->bundle && keys->version == version
	               ? bundle_sign(bundle, keys->bundle, keys->bundle_name, to, err)
	               : err_set(err, ERR_BUSY, "the keys have just changed");
	pthread_rwlock_unlock(&vault->lock);
	return done;
}

enum outcome vault_verify(struct vault *vault, const struct token *token, int64_t day,
                          int64_t *ret_version)
{
	const struct voucher *v = &token->voucher;
	const struct keylist_entry *entry;
	enum outcome outcome;

	pthread_rwlock_rdlock(&vault->lock);
	/* A device whose clock is slow may name the day before the key's first. */
	entry = keylist_find(&vault->keys->list, v->issuer, v->key);
	if (entry && day < entry->not_before_day)
		day = entry->not_before_day;
	*ret_version = vault->keys->version;
	outcome = verify_signature(&vault->keys->list, token, day);
	pthread_rwlock_unlock(&vault->lock);
	return outcome;
}

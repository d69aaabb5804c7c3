#include "crypto/master.h"

#include <sodium.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/base64.h"
#include "crypto/subkey.h"

enum { SECRET_SIZE = 32, NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

struct master {
	unsigned char secret[SECRET_SIZE];
	unsigned char subkeys[SUBKEY__COUNT][SUBKEY_SIZE];
};

/* Released texts: changing one makes sealed keys or printed codes unreadable. */
static const char *const names[] = {
	[SUBKEY_SEAL] = "pass-numerique/seal/v1",
	[SUBKEY_CODE] = "pass-numerique/typed-code/v1",
	[SUBKEY_OPAQUE] = "pass-numerique/opaque-id/v1",
	[SUBKEY_VOUCHER_TAG] = "pass-numerique/voucher-tag/v1",
	[SUBKEY_NONCE] = "pass-numerique/nonce/v1",
	[SUBKEY_API_TOKEN] = "pass-numerique/api-token/v1",
	[SUBKEY_PSEUDONYM] = "pass-numerique/pseudonym/v1",
	[SUBKEY_SESSION] = "pass-numerique/session/v1",
	[SUBKEY_LOGIN_PAUSE] = "pass-numerique/login-pause/v1",
};
_Static_assert(COUNT_OF(names) == SUBKEY__COUNT, "every sub-key has a name");

static const char probe_name[] = "pass-numerique/master/v1";

/* Memory that is locked, guarded and wiped when it is freed. */
static void guarded_close(unsigned char **memory)
{
	sodium_free(*memory);
	*memory = NULL;
}

static bool seal(const unsigned char *key, const char *what, const void *secret, size_t size,
                 struct buf *to)
{
	AUTO(buf_release) struct buf box = { 0 };
	unsigned char nonce[NONCE_SIZE];
	unsigned char *p;

	randombytes_buf(nonce, sizeof nonce);
	buf_add(&box, nonce, sizeof nonce);
	for (size_t i = 0; i < size + crypto_aead_xchacha20poly1305_ietf_ABYTES; i++)
		buf_addc(&box, 0);
	if (box.failed)
		return false;
	p = (unsigned char *)box.data + NONCE_SIZE;
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		p, NULL, secret, size, (const unsigned char *)what, strlen(what), NULL, nonce, key);
	base64_format(to, box.data, box.size);
	return !to->failed;
}

static bool unseal(const unsigned char *key, const char *what, const char *text, void *to,
                   size_t size)
{
	AUTO(buf_release) struct buf box = { 0 };
	const unsigned char *p;

	if (!base64_parse(&box, text, strlen(text)) || box.failed ||
	    box.size != NONCE_SIZE + size + crypto_aead_xchacha20poly1305_ietf_ABYTES)
		return false;
	p = (const unsigned char *)box.data;
	return crypto_aead_xchacha20poly1305_ietf_decrypt(
		       to, NULL, NULL, p + NONCE_SIZE, box.size - NONCE_SIZE,
		       (const unsigned char *)what, strlen(what), p, key) == 0;
}

/* The key that a key file and a salt give (Argon2id, libsodium's interactive limits). */
static bool stretch(unsigned char *key, const char *content, size_t size, const unsigned char *salt,
                    struct err *err)
{
	if (size > MASTER_KEY_FILE_SIZE_MAX)
		return err_named(err, ERR_INPUT, "key_file_too_large",
		                 "the key file is larger than %d bytes", MASTER_KEY_FILE_SIZE_MAX);
	if (size && content[size - 1] == '\n')
		size -= size > 1 && content[size - 2] == '\r' ? 2 : 1;
	if (!size)
		return err_named(err, ERR_INPUT, "empty_key_file", "the key file is empty");
	if (crypto_pwhash(key, SECRET_SIZE, content, size, salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
	                  crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13))
		return err_memory(err);
	return true;
}

static struct master *master_allocate(void)
{
	return sodium_malloc(sizeof(struct master));
}

/* Fill the sub-keys, then let nobody write any more. */
static void master_finish(struct master *master)
{
	for (int i = 0; i < SUBKEY__COUNT; i++)
		crypto_generichash(master->subkeys[i], SUBKEY_SIZE, (const unsigned char *)names[i],
		                   strlen(names[i]), master->secret, SECRET_SIZE);
	sodium_mprotect_readonly(master);
}

bool master_lock_again(const struct master *master, const void *key_file, size_t size,
                       struct master_lock *ret_lock, struct err *err)
{
	AUTO(guarded_close) unsigned char *key = sodium_malloc(SECRET_SIZE);
	AUTO(buf_release) struct buf salt_text = { 0 }, probe = { 0 };
	unsigned char salt[crypto_pwhash_SALTBYTES];

	randombytes_buf(salt, sizeof salt);
	base64_format(&salt_text, salt, sizeof salt);
	if (!key)
		return err_memory(err);
	if (!stretch(key, key_file, size, salt, err))
		return false;
	if (!seal(key, probe_name, master->secret, SECRET_SIZE, &probe) || salt_text.failed)
		return err_memory(err);
	TEXT_COPY(ret_lock->salt, buf_text(&salt_text));
	TEXT_COPY(ret_lock->probe, buf_text(&probe));
	return true;
}

bool master_open_new(struct master **ret, const void *key_file, size_t size,
                     struct master_lock *ret_lock, struct err *err)
{
	AUTO(master_close) struct master *master = master_allocate();

	if (!master)
		return err_memory(err);
	randombytes_buf(master->secret, SECRET_SIZE);
	if (!master_lock_again(master, key_file, size, ret_lock, err))
		return false;
	master_finish(master);
	*ret = TAKE(master);
	return true;
}

bool master_open(struct master **ret, const void *key_file, size_t size,
                 const struct master_lock *lock, struct err *err)
{
	AUTO(master_close) struct master *master = master_allocate();
	AUTO(guarded_close) unsigned char *key = sodium_malloc(SECRET_SIZE);
	AUTO(buf_release) struct buf salt = { 0 };

	if (!master || !key)
		return err_memory(err);
	if (!base64_parse(&salt, lock->salt, strlen(lock->salt)) ||
	    salt.size != crypto_pwhash_SALTBYTES)
		return err_set(err, ERR_SYSTEM, "the salt of the master secret is damaged");
	if (!stretch(key, key_file, size, (const unsigned char *)salt.data, err))
		return false;
	if (!unseal(key, probe_name, lock->probe, master->secret, SECRET_SIZE))
		return err_named(err, ERR_REFUSED, "wrong_key_file",
		                 "the key file does not open this installation's secrets");
	master_finish(master);
	*ret = TAKE(master);
	return true;
}

void master_close(struct master **master)
{
	sodium_free(*master);
	*master = NULL;
}

const unsigned char *subkey_of(const struct master *master, enum subkey subkey)
{
	return master->subkeys[subkey];
}

bool master_seal(const struct master *master, const char *what, const void *secret, size_t size,
                 struct buf *to, struct err *err)
{
	return seal(subkey_of(master, SUBKEY_SEAL), what, secret, size, to) || err_memory(err);
}

bool master_unseal_text(const struct master *master, const char *what, const char *text,
                        struct buf *to, struct err *err)
{
	AUTO(buf_release) struct buf box = { 0 };
	size_t at = to->size, extra = NONCE_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES;

	if (base64_parse(&box, text, strlen(text)) && !box.failed && box.size >= extra)
		for (size_t i = 0; i < box.size - extra; i++)
			buf_addc(to, 0);
	if (!buf_check(to, err))
		return false;
	return master_unseal(master, what, text, to->data ? to->data + at : NULL, to->size - at,
	                     err);
}

bool master_unseal(const struct master *master, const char *what, const char *text, void *to,
                   size_t size, struct err *err)
{
	return unseal(subkey_of(master, SUBKEY_SEAL), what, text, to, size) ||
	       err_named(err, ERR_REFUSED, "unseal_failed",
	                 "the sealed %s is damaged or belongs to another installation", what);
}

#include "crypto/key.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/auto.h"

struct key {
	unsigned char secret[crypto_sign_SECRETKEYBYTES]; /* the seed, then the public half */
};

static struct key *key_allocate(void)
{
	return sodium_malloc(sizeof(struct key));
}

void key_close(struct key **key)
{
	sodium_free(*key);
	*key = NULL;
}

const unsigned char *key_public(const struct key *key)
{
	return key->secret + KEY_SEED_SIZE;
}

/* `key->secret` begins with the seed: make the rest. libsodium wants the seed elsewhere. */
static bool key_finish(struct key *key)
{
	unsigned char public[KEY_PUBLIC_SIZE], seed[KEY_SEED_SIZE];
	bool done;

	memcpy(seed, key->secret, sizeof seed);
	done = crypto_sign_seed_keypair(public, key->secret, seed) == 0;
	sodium_memzero(seed, sizeof seed);
	sodium_mprotect_readonly(key);
	return done;
}

bool key_open_seed(struct key **ret, const unsigned char seed[static KEY_SEED_SIZE],
                   struct err *err)
{
	AUTO(key_close) struct key *key = key_allocate();

	if (!key)
		return err_memory(err);
	memcpy(key->secret, seed, KEY_SEED_SIZE);
	if (!key_finish(key))
		return err_set(err, ERR_SYSTEM, "no key can be made");
	*ret = TAKE(key);
	return true;
}

bool key_open_new(struct key **ret, struct err *err)
{
	AUTO(key_close) struct key *key = key_allocate();

	if (!key)
		return err_memory(err);
	randombytes_buf(key->secret, KEY_SEED_SIZE);
	if (!key_finish(key))
		return err_set(err, ERR_SYSTEM, "no key can be made");
	*ret = TAKE(key);
	return true;
}

bool key_open_sealed(struct key **ret, const struct master *master, const char *what,
                     const char *text, struct err *err)
{
	AUTO(key_close) struct key *key = key_allocate();

	if (!key)
		return err_memory(err);
	if (!master_unseal(master, what, text, key->secret, KEY_SEED_SIZE, err))
		return false;
	if (!key_finish(key))
		return err_set(err, ERR_SYSTEM, "no key can be made");
	*ret = TAKE(key);
	return true;
}

bool key_seal(const struct key *key, const struct master *master, const char *what, struct buf *to,
              struct err *err)
{
	return master_seal(master, what, key->secret, KEY_SEED_SIZE, to, err);
}

void key_sign(const struct key *key, enum purpose purpose, const void *message, size_t size,
              unsigned char to[static KEY_SIGNATURE_SIZE])
{
	assert(purpose_fits(purpose, message, size));
	crypto_sign_detached(to, NULL, message, size, key->secret);
}

bool key_verify(const unsigned char public[static KEY_PUBLIC_SIZE], enum purpose purpose,
                const void *message, size_t size,
                const unsigned char signature[static KEY_SIGNATURE_SIZE])
{
	return purpose_fits(purpose, message, size) &&
	       crypto_sign_verify_detached(signature, message, size, public) == 0;
}

bool key_public_is_sound(const unsigned char public[static KEY_PUBLIC_SIZE])
{
	return crypto_core_ed25519_is_valid_point(public) == 1;
}

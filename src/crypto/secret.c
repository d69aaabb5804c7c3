#include "crypto/secret.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "codec/base32.h"
#include "crypto/subkey.h"

_Static_assert(SECRET_PASSWORD_HASH_SIZE == crypto_pwhash_STRBYTES, "libsodium's size");

/* Random symbols in lower case, a hyphen before each group but the first. No '\0'. */
static char *random_symbols(char *to, int groups, int size)
{
	for (int i = 0; i < groups * size; i++) {
		char c = base32_symbol(randombytes_uniform(32));

		if (i && i % size == 0)
			*to++ = '-';
		*to++ = c >= 'A' ? (char)(c - 'A' + 'a') : c;
	}
	return to;
}

void secret_token_new(char to[static SECRET_TOKEN_SIZE])
{
	memcpy(to, "pn_", 3);
	*random_symbols(to + 3, 1, 32) = '\0';
}

static void keyed_hash(const struct master *master, enum subkey subkey, const char *text,
                       char to[static SECRET_TOKEN_HASH_SIZE])
{
	unsigned char hash[32];

	crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text),
	                   subkey_of(master, subkey), SUBKEY_SIZE);
	text_hex(to, hash, sizeof hash);
}

void secret_token_hash(const struct master *master, const char *token,
                       char to[static SECRET_TOKEN_HASH_SIZE])
{
	keyed_hash(master, SUBKEY_API_TOKEN, token, to);
}

void secret_parts_hash(const struct master *master, const char *text, const void *data, size_t size,
                       char to[static SECRET_TOKEN_HASH_SIZE])
{
	crypto_generichash_state state;
	unsigned char hash[32];

	crypto_generichash_init(&state, subkey_of(master, SUBKEY_API_TOKEN), SUBKEY_SIZE,
	                        sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
	crypto_generichash_update(&state, data, size);
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_memzero(&state, sizeof state);
	text_hex(to, hash, sizeof hash);
}

void secret_session_hash(const struct master *master, const char *cookie,
                         char to[static SECRET_TOKEN_HASH_SIZE])
{
	keyed_hash(master, SUBKEY_SESSION, cookie, to);
}

void secret_login_hash(const struct master *master, const char *subject,
                       char to[static SECRET_TOKEN_HASH_SIZE])
{
	keyed_hash(master, SUBKEY_LOGIN_PAUSE, subject, to);
}

bool secret_same(const void *a, const void *b, size_t size)
{
	return sodium_memcmp(a, b, size) == 0;
}

void secret_password_new(char to[static SECRET_PASSWORD_SIZE])
{
	*random_symbols(to, 4, 4) = '\0';
}

bool secret_password_hash(const char *password, char to[static SECRET_PASSWORD_HASH_SIZE],
                          struct err *err)
{
	if (strlen(password) > SECRET_PASSWORD_MAX)
		return err_named(err, ERR_INPUT, "password_too_long",
		                 "a password has at most %d bytes", SECRET_PASSWORD_MAX);
	return crypto_pwhash_str(to, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
	                         crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0 ||
	       err_memory(err);
}

/* As secret_password_hash() writes it, but of no password: nobody knows one with this result. */
static const char hash_of_nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$cGFzcyBudW1lcmlxdWUhIQ$"
				     "bm9ib2R5IGtub3dzIGEgcGFzc3dvcmQgb2YgdGhpcy4";

void secret_password_verify_nobody(const char *password)
{
	(void)secret_password_verify(hash_of_nobody, password);
}

bool secret_password_verify(const char *hash, const char *password)
{
	return strlen(password) <= SECRET_PASSWORD_MAX &&
	       crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

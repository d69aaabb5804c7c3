#include "crypto/tag.h"

#include <sodium.h>
#include <string.h>

#include "crypto/subkey.h"

static unsigned char *put(unsigned char *to, int size, uint64_t value)
{
	for (int i = size - 1; i >= 0; i--, value >>= 8)
		to[i] = (unsigned char)value;
	return to + size;
}

void tag_voucher(const struct master *master, int issuer, int64_t pass, int number,
                 unsigned char to[static TAG_SIZE])
{
	unsigned char message[2 + 8 + 1];

	put(put(put(message, 2, (uint64_t)issuer), 8, (uint64_t)pass), 1, (uint64_t)number);
	crypto_generichash(to, TAG_SIZE, message, sizeof message,
	                   subkey_of(master, SUBKEY_VOUCHER_TAG), SUBKEY_SIZE);
}

int64_t tag_nonce(const struct master *master, int64_t scope, const char *text)
{
	unsigned char first[8], hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;
	uint64_t value = 0;

	put(first, sizeof first, (uint64_t)scope);
	crypto_generichash_init(&state, subkey_of(master, SUBKEY_NONCE), SUBKEY_SIZE, sizeof hash);
	crypto_generichash_update(&state, first, sizeof first);
	crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
	crypto_generichash_final(&state, hash, sizeof hash);
	for (int i = 0; i < 8; i++)
		value = value << 8 | hash[i];
	value &= INT64_MAX;
	return value ? (int64_t)value : 1;
}

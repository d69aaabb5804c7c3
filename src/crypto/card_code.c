#include "crypto/card_code.h"

#include <sodium.h>
#include <string.h>

#include "codec/base32.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"

enum { SYMBOLS = 8, HALF = SYMBOLS / 2 };

/* Values of 0 ... 31. */
static void values(const unsigned char *seed, int position, unsigned char to[static SYMBOLS])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	const unsigned char what[] = { 'c', 'a', 'r', 'd', (unsigned char)position };

	crypto_generichash(hash, sizeof hash, what, sizeof what, seed, CARD_SEED_SIZE);
	for (int i = 0; i < SYMBOLS; i++)
		to[i] = hash[i] & 31;
	crypto_wipe(hash, sizeof hash);
}

void card_code_format(const unsigned char seed[static CARD_SEED_SIZE], int position,
                      char to[static CARD_CODE_SIZE])
{
	unsigned char code[SYMBOLS];

	values(seed, position, code);
	for (int i = 0; i < SYMBOLS; i++)
		to[i + (i >= HALF)] = base32_symbol(code[i]);
	to[HALF] = '-';
	to[CARD_CODE_SIZE - 1] = '\0';
	crypto_wipe(code, sizeof code);
}

bool card_code_is(const unsigned char seed[static CARD_SEED_SIZE], int position, const char *typed)
{
	unsigned char code[SYMBOLS], shown[SYMBOLS];
	bool same;

	if (!base32_read(typed, shown, SYMBOLS))
		return false;
	values(seed, position, code);
	same = secret_same(code, shown, SYMBOLS);
	crypto_wipe(code, sizeof code);
	crypto_wipe(shown, sizeof shown);
	return same;
}

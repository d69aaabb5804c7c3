#include "crypto/feistel.h"

#include <sodium.h>

#include "crypto/subkey.h"

/* Luby and Rackoff prove four rounds enough for wide halves; with halves this narrow more are used
 * (NIST SP 800-38G has ten for its FF1). */
enum { ROUNDS = 12 };

static uint64_t round_value(const unsigned char *key, int half_bits, int number, uint64_t half)
{
	unsigned char message[6] = { (unsigned char)half_bits,    (unsigned char)number,
		                     (unsigned char)(half >> 24), (unsigned char)(half >> 16),
		                     (unsigned char)(half >> 8),  (unsigned char)half };
	unsigned char hash[crypto_generichash_BYTES_MIN];
	uint64_t value = 0;

	crypto_generichash(hash, sizeof hash, message, sizeof message, key, SUBKEY_SIZE);
	for (int i = 0; i < 4; i++)
		value = value << 8 | hash[i];
	return value & ((UINT64_C(1) << half_bits) - 1);
}

uint64_t feistel_hide(const unsigned char *key, int half_bits, uint64_t value)
{
	uint64_t left = value >> half_bits, right = value & ((UINT64_C(1) << half_bits) - 1);

	for (int i = 0; i < ROUNDS; i++) {
		uint64_t next = left ^ round_value(key, half_bits, i, right);

		left = right;
		right = next;
	}
	return left << half_bits | right;
}

uint64_t feistel_show(const unsigned char *key, int half_bits, uint64_t value)
{
	uint64_t left = value >> half_bits, right = value & ((UINT64_C(1) << half_bits) - 1);

	for (int i = ROUNDS - 1; i >= 0; i--) {
		uint64_t before = right ^ round_value(key, half_bits, i, left);

		right = left;
		left = before;
	}
	return left << half_bits | right;
}

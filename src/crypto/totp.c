/* The door of GnuTLS's crypto functions: libsodium has no SHA-1. */
#include "crypto/totp.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/secret.h"

enum { MAC_SIZE = 20, STEPS_AROUND = 1 };

void totp_format_secret(const unsigned char secret[static TOTP_SECRET_SIZE],
                        char to[static TOTP_SECRET_TEXT_SIZE])
{
	static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (int i = 0; i < TOTP_SECRET_TEXT_SIZE - 1; i++) {
		int bit = i * 5, byte = bit / 8;
		unsigned two = (unsigned)secret[byte] << 8;

		if (byte + 1 < TOTP_SECRET_SIZE)
			two |= secret[byte + 1];
		to[i] = symbols[two >> (11 - bit % 8) & 31];
	}
	to[TOTP_SECRET_TEXT_SIZE - 1] = '\0';
}

/* RFC 4226, section 5.3: four bytes of the MAC, from where its last four bits say. */
static unsigned truncated(const unsigned char mac[static MAC_SIZE])
{
	const unsigned char *p = mac + (mac[MAC_SIZE - 1] & 15);

	return ((p[0] & 127u) << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3]) % 1000000;
}

bool totp_code(const unsigned char secret[static TOTP_SECRET_SIZE], int64_t step,
               char to[static TOTP_CODE_SIZE], struct err *err)
{
	unsigned char counter[8], mac[MAC_SIZE];
	unsigned number;

	for (int i = 0; i < 8; i++)
		counter[i] = (unsigned char)(step >> (56 - 8 * i));
	if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret, TOTP_SECRET_SIZE, counter, sizeof counter,
	                     mac) != 0)
		return err_set(err, ERR_SYSTEM, "there is no HMAC-SHA-1 here");
	number = truncated(mac);
	crypto_wipe(mac, sizeof mac);
	for (int i = TOTP_DIGITS - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
	to[TOTP_DIGITS] = '\0';
	return true;
}

/* Six digits and nothing else but spaces. */
static bool clean(const char *typed, char to[static TOTP_CODE_SIZE])
{
	size_t count = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || count == TOTP_DIGITS)
			return false;
		to[count++] = *typed;
	}
	to[count] = '\0';
	return count == TOTP_DIGITS;
}

bool totp_check(const struct totp_try *try, int64_t *ret_step, struct err *err)
{
	int64_t now = try->now / TOTP_STEP_SECONDS, found = 0;
	char typed[TOTP_CODE_SIZE], code[TOTP_CODE_SIZE];

	*ret_step = 0;
	if (!clean(try->code, typed))
		return true;
	for (int64_t step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
		if (!totp_code(try->secret, step, code, err))
			return false;
		if (secret_same(typed, code, TOTP_DIGITS) && step > try->used_step)
			found = step;
	}
	crypto_wipe(code, sizeof code);
	crypto_wipe(typed, sizeof typed);
	*ret_step = found;
	return true;
}

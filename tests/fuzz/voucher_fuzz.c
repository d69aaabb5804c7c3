/* 17 bytes of fields, then three that say what to spoil: signed by us they are believed, and with
 * any bit or digit changed they are not. */
#include "codec/token.h"
#include "crypto/token.h"
#include "crypto/verify.h"
#include "fuzz.h"
#include "keys.h"

static struct keys keys;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	keys_open(&keys);
	return 0;
}

static bool is_believed(const char *text)
{
	struct token token;

	switch (verify_text(&keys.list, text, KEYS_DAY, &token)) {
	case OUTCOME_REDEEMED:
		MUST(token.voucher.last_day >= KEYS_DAY);
		return true;
	case OUTCOME_EXPIRED:
		MUST(token.voucher.last_day < KEYS_DAY);
		return true;
	case OUTCOME_SPECIMEN:
		MUST(token.voucher.flags & VOUCHER_SPECIMEN);
		return true;
	default:
		return false;
	}
}

static void spoil_a_bit(const char *digits, unsigned at)
{
	unsigned char bytes[TOKEN_SIZE];
	char spoilt[VOUCHER_DIGITS_SIZE];

	MUST(token_parse(digits, bytes) == TOKEN_GOOD);
	bytes[at / 8 % TOKEN_SIZE] ^= (unsigned char)(1 << at % 8);
	token_format(bytes, spoilt);
	MUST(!is_believed(spoilt));
}

static void spoil_a_digit(const char *digits, unsigned at, unsigned by)
{
	char spoilt[VOUCHER_DIGITS_SIZE], *digit = &spoilt[at % (VOUCHER_DIGITS_SIZE - 1)];

	memcpy(spoilt, digits, sizeof spoilt);
	*digit = (char)('0' + (*digit - '0' + 1 + by % 9) % 10);
	MUST(!is_believed(spoilt));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char digits[VOUCHER_DIGITS_SIZE];
	struct voucher voucher;
	struct err err;
	unsigned at;

	if (size < TOKEN_FIELDS_SIZE + 3)
		return 0;
	token_unpack(data, &voucher);
	voucher.issuer = KEYS_ISSUER;
	voucher.key = KEYS_NUMBER;
	if (!token_sign(keys.key, &voucher, digits, &err)) {
		MUST(err.code == ERR_INPUT && !token_fields_are_good(data));
		return 0;
	}
	MUST(is_believed(digits));
	at = data[TOKEN_FIELDS_SIZE] | (unsigned)data[TOKEN_FIELDS_SIZE + 1] << 8;
	spoil_a_bit(digits, at);
	spoil_a_digit(digits, at, data[TOKEN_FIELDS_SIZE + 2]);
	return 0;
}

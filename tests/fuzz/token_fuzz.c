/* A text that a scanner typed or somebody pasted -> 197 digits -> 81 bytes -> a voucher. */
#include "codec/token.h"

#include "base/buf.h"
#include "codec/voucher_text.h"
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

static void must_find(const char *text, const char *digits)
{
	char again[VOUCHER_DIGITS_SIZE];

	MUST(token_find(text, again));
	MUST(strcmp(again, digits) == 0);
}

/* Whatever was found is found again: alone, in an address, in one that a scanner with a US layout
 * typed on a French keyboard. */
static void must_find_everywhere(const char *digits)
{
	static const char *const glyphs[] = { "à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç" };
	AUTO(buf_release) struct buf typed = { 0 };
	char url[TOKEN_URL_SIZE];

	MUST(strlen(digits) == VOUCHER_DIGITS_SIZE - 1);
	MUST(strspn(digits, "0123456789") == VOUCHER_DIGITS_SIZE - 1);
	must_find(digits, digits);
	MUST(token_url("pass.example", digits, url));
	must_find(url, digits);
	buf_adds(&typed, " \t:!!pqss:exq,ple!");
	for (const char *digit = digits; *digit; digit++)
		buf_adds(&typed, glyphs[*digit - '0']);
	buf_adds(&typed, "\r\n");
	must_find(buf_text(&typed), digits);
}

/* Only what our key signed is believed, and it has one text: ours. */
static void judge(const char *text, const char *digits)
{
	char ours[VOUCHER_DIGITS_SIZE];
	struct token token;
	struct err err;

	switch (verify_text(&keys.list, text, KEYS_DAY, &token)) {
	case OUTCOME_REDEEMED:
	case OUTCOME_SPECIMEN:
	case OUTCOME_EXPIRED:
		MUST(token_sign(keys.key, &token.voucher, ours, &err));
		MUST(strcmp(ours, digits) == 0);
		break;
	case OUTCOME_MALFORMED:
	case OUTCOME_UNKNOWN_KEY:
	case OUTCOME_BAD_SIGNATURE:
		break;
	default:
		MUST(!"an outcome that a key list cannot know");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	char digits[VOUCHER_DIGITS_SIZE], again[VOUCHER_DIGITS_SIZE];
	unsigned char bytes[TOKEN_SIZE], packed[TOKEN_FIELDS_SIZE];
	struct voucher voucher;

	if (!token_find(text, digits)) {
		struct token token;

		MUST(verify_decode(text, &token) == OUTCOME_MALFORMED);
		return 0;
	}
	MUST(voucher_text_kind(text) == VOUCHER_TEXT_TOKEN);
	must_find_everywhere(digits);
	if (token_parse(digits, bytes) == TOKEN_MALFORMED)
		return 0;
	token_format(bytes, again);
	MUST(strcmp(digits, again) == 0);
	token_unpack(bytes, &voucher);
	MUST(token_fields_are_good(bytes) ==
	     (token_pack(&voucher, packed) && memcmp(packed, bytes, sizeof packed) == 0));
	judge(text, digits);
	return 0;
}

#include "codec/cover.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "check.h"
#include "codec/typed_code.h"

static void code_and_digits_go_to_and_fro(void)
{
	static const uint64_t bits[] = { 0, 1, 12345678901234,
		                         (UINT64_C(1) << TYPED_CODE_BITS) - 1 };

	for (size_t i = 0; i < COUNT_OF(bits); i++) {
		char code[VOUCHER_CODE_SIZE], again[VOUCHER_CODE_SIZE], digits[COVER_DIGITS + 1];
		char address[64];

		typed_code_format(bits[i], code);
		CHECK(cover_digits(code, digits));
		CHECK_INT(strlen(digits), COVER_DIGITS);
		snprintf(address, sizeof address, "HTTPS://PASS.EXEMPLE.FR/%s", digits);
		CHECK(cover_read(address, again));
		CHECK_TEXT(again, code);
		snprintf(address, sizeof address, "http://127.0.0.1:8080/%s\r\n", digits);
		CHECK(cover_read(address, again));
	}
}

static void anything_else_is_no_cover(void)
{
	static const char *const texts[] = {
		"",
		"/",
		"0000000000000001",            /* no address */
		"https://h/000000000000001",   /* one digit less */
		"https://h/00000000000000001", /* one more */
		"https://h/1125899906842624",  /* 2^50 */
		"https://h/9999999999999999",
		"https://h/000000000000000a",
		"https://h/0000000000000001?lang=fr",
		"https://h/0000000000000001/",
		"XXXX-XXXX-XXXX",
	};
	char code[VOUCHER_CODE_SIZE], digits[COVER_DIGITS + 1];

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		CHECK(!cover_read(texts[i], code));
	CHECK(!cover_digits("0000-0000-0001", digits)); /* its check symbols are wrong */
	CHECK(!cover_digits("", digits));
}

CHECK_MAIN({ "code_and_digits_go_to_and_fro", code_and_digits_go_to_and_fro },
           { "anything_else_is_no_cover", anything_else_is_no_cover })

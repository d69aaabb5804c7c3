#include "codec/cover.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/typed_code.h"

bool cover_digits(const char *code, char to[static COVER_DIGITS + 1])
{
	char said[VOUCHER_CODE_SIZE];
	uint64_t bits;

	if (typed_code_parse(code, &bits, said) != TYPED_CODE_EXACT)
		return false;
	snprintf(to, COVER_DIGITS + 1, "%0*" PRIu64, COVER_DIGITS, bits);
	return true;
}

bool cover_read(const char *text, char to[static VOUCHER_CODE_SIZE])
{
	const char *digits = strrchr(text, '/');
	uint64_t bits;
	size_t count;

	if (!digits)
		return false;
	count = strspn(++digits, "0123456789");
	if (count != COVER_DIGITS || digits[count + strspn(digits + count, " \t\r\n")] != '\0')
		return false;
	bits = strtoull(digits, NULL, 10);
	if (bits >> TYPED_CODE_BITS)
		return false;
	typed_code_format(bits, to);
	return true;
}

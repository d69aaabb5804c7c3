#include "codec/typed_code.h"

#include <string.h>

#include "codec/base32.h"

enum { SYMBOLS = 12, DATA_SYMBOLS = 10, ORDER = 31 };

/* a * b in GF(32) with x^5 = x^2 + 1. */
static unsigned multiply(unsigned a, unsigned b)
{
	unsigned product = 0;

	for (; b; b >>= 1, a = a << 1 ^ (a & 16 ? 0x25 : 0))
		product ^= b & 1 ? a : 0;
	return product;
}

/* The symbols as a polynomial, highest power first, at x: 0 for both roots in a good code. */
static unsigned evaluate(const unsigned char *symbols, unsigned x)
{
	unsigned value = 0;

	for (int i = 0; i < SYMBOLS; i++)
		value = multiply(value, x) ^ symbols[i];
	return value;
}

static void symbols_format(const unsigned char *symbols, char *to)
{
	for (int i = 0; i < SYMBOLS; i++) {
		if (i && i % 4 == 0)
			*to++ = '-';
		*to++ = base32_symbol(symbols[i]);
	}
	*to = '\0';
}

void typed_code_format(uint64_t bits, char to[static VOUCHER_CODE_SIZE])
{
	unsigned char symbols[SYMBOLS] = { 0 };
	unsigned high = 0, low = 0; /* remainder of the data times x^2 by x^2 + 6x + 8 */

	for (int i = 0; i < DATA_SYMBOLS; i++) {
		unsigned lead;

		symbols[i] = bits >> 5 * (DATA_SYMBOLS - 1 - i) & 31;
		lead = high ^ symbols[i];
		high = low ^ multiply(lead, 6);
		low = multiply(lead, 8);
	}
	symbols[DATA_SYMBOLS] = (unsigned char)high;
	symbols[DATA_SYMBOLS + 1] = (unsigned char)low;
	symbols_format(symbols, to);
}

/* With one error of value e at power p: s1 = e a^p and s2 = e a^2p, so s2 / s1 = a^p. */
static bool correct(unsigned char *symbols, unsigned s1, unsigned s2)
{
	unsigned at_power = 1; /* a^power */

	if (!s1 || !s2)
		return false;
	for (int power = 0; power < SYMBOLS; power++, at_power = multiply(at_power, 2)) {
		if (multiply(s1, at_power) != s2)
			continue;
		for (unsigned e = 1; e <= ORDER; e++)
			if (multiply(e, at_power) == s1)
				symbols[SYMBOLS - 1 - power] ^= (unsigned char)e;
		return true;
	}
	return false;
}

enum typed_code_reading typed_code_parse(const char *text, uint64_t *ret_bits,
                                         char to[static VOUCHER_CODE_SIZE])
{
	unsigned char symbols[SYMBOLS];
	unsigned s1, s2;
	uint64_t bits = 0;

	if (!base32_read(text, symbols, SYMBOLS))
		return TYPED_CODE_UNREADABLE;
	s1 = evaluate(symbols, 2);
	s2 = evaluate(symbols, 4);
	if ((s1 || s2) && !correct(symbols, s1, s2))
		return TYPED_CODE_UNREADABLE;
	symbols_format(symbols, to);
	if (s1 || s2)
		return TYPED_CODE_PROPOSED;
	for (int i = 0; i < DATA_SYMBOLS; i++)
		bits = bits << 5 | symbols[i];
	*ret_bits = bits;
	return TYPED_CODE_EXACT;
}

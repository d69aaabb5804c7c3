#include "codec/token.h"

#include <string.h>

#include "base/auto.h"

/* A way of reading what arrived: the glyph of each digit and that of '/'. A glyph that two ways
 * share means the same digit in both; where one way's '/' is another's digit ('!'), only one of the
 * two finds 197 digits between it and the end. So a text has one reading at most. */
static const struct {
	const char *digits[10], *slash;
} token_readings[] = {
	{ { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" }, "/" },  /* as is */
	{ { "à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç" }, "!" }, /* AZERTY */
	{ { "À", "&", "É", "\"", "'", "(", "-", "È", "_", "Ç" }, "!" }, /* Caps: letters */
	{ { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" }, "§" },  /* Caps: all keys */
	{ { "à", "&", "é", "\"", "'", "(", "§", "è", "!", "ç" }, "=" }, /* Belgium, Macintosh */
	{ { "À", "&", "É", "\"", "'", "(", "§", "È", "!", "Ç" }, "=" }, /* the same, Caps */
};

/* Does the text between `from` and `end` finish with this glyph? */
static bool finishes(const char *from, const char *end, const char *glyph)
{
	size_t size = strlen(glyph);

	return (size_t)(end - from) >= size && memcmp(end - size, glyph, size) == 0;
}

static bool read_as(size_t reading, const char *from, const char *end, char *to)
{
	const char *const *digits = token_readings[reading].digits;

	to[VOUCHER_DIGITS_SIZE - 1] = '\0';
	for (size_t left = VOUCHER_DIGITS_SIZE - 1; left; left--) {
		int digit = 0;

		while (digit < 10 && !finishes(from, end, digits[digit]))
			digit++;
		if (digit == 10)
			return false;
		to[left - 1] = (char)('0' + digit);
		end -= strlen(digits[digit]);
	}
	return from == end || finishes(from, end, token_readings[reading].slash);
}

bool token_find(const char *text, char to[static VOUCHER_DIGITS_SIZE])
{
	const char *from = text + strspn(text, " \t\r\n"), *end = from + strlen(from);
	char found[VOUCHER_DIGITS_SIZE];

	while (end > from && strchr(" \t\r\n", end[-1]))
		end--;
	for (size_t i = 0; i < COUNT_OF(token_readings); i++) {
		if (read_as(i, from, end, found)) {
			memcpy(to, found, sizeof found);
			return true;
		}
	}
	return false;
}

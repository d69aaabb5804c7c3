#include "codec/token.h"

#include <string.h>

#include "base/auto.h"

/* A way of reading what arrived: the glyph of each digit and that of '/'. A glyph that two ways
 * share means the same digit in both; where one way's '/' is another's digit ('!'), only one of the
 * two finds 197 digits between it and the end. So a text has one reading at most. Without glyphs
 * the digits are themselves. */
static const struct {
	const char *digits[10], *slash;
} token_readings[] = {
	{ { NULL }, "/" },                                              /* as is */
	{ { "à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç" }, "!" }, /* AZERTY */
	{ { "À", "&", "É", "\"", "'", "(", "-", "È", "_", "Ç" }, "!" }, /* Caps: letters */
	{ { NULL }, "§" },                                              /* Caps: all keys */
	{ { "à", "&", "é", "\"", "'", "(", "§", "è", "!", "ç" }, "=" }, /* Belgium, Macintosh */
	{ { "À", "&", "É", "\"", "'", "(", "§", "È", "!", "Ç" }, "=" }, /* the same, Caps */
};

/* Does the text between `from` and `end` finish with this glyph? */
static bool finishes(const char *from, const char *end, const char *glyph)
{
	size_t size = strlen(glyph);

	return (size_t)(end - from) >= size && memcmp(end - size, glyph, size) == 0;
}

/* The digit that the text finishes with, -1 for none; `*end` goes before it. */
static int take_digit(const char *const *glyphs, const char *from, const char **end)
{
	if (!*glyphs)
		return *end > from && *--*end >= '0' && **end <= '9' ? **end - '0' : -1;
	for (int digit = 0; digit < 10; digit++) {
		if (finishes(from, *end, glyphs[digit])) {
			*end -= strlen(glyphs[digit]);
			return digit;
		}
	}
	return -1;
}

static bool read_as(size_t reading, const char *from, const char *end, char *to)
{
	to[VOUCHER_DIGITS_SIZE - 1] = '\0';
	for (size_t left = VOUCHER_DIGITS_SIZE - 1; left; left--) {
		int digit = take_digit(token_readings[reading].digits, from, &end);

		if (digit < 0)
			return false;
		to[left - 1] = (char)('0' + digit);
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

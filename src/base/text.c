#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool text_copy(char *to, size_t size, const char *text)
{
	size_t length = text ? strlen(text) : 0, kept = length < size ? length : size - 1;

	while (kept < length && kept > 0 && ((unsigned char)text[kept] & 0xc0) == 0x80)
		kept--;
	if (kept)
		memcpy(to, text, kept);
	to[kept] = '\0';
	return kept == length;
}

size_t text_utf8_size(const char *text, size_t left)
{
	const unsigned char *p = (const unsigned char *)text;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t size = *p < 0x80   ? 1
	              : *p < 0xc2 ? 0
	              : *p < 0xe0 ? 2
	              : *p < 0xf0 ? 3
	              : *p < 0xf5 ? 4
	                          : 0;
	uint32_t value;

	if (size <= 1)
		return *p ? size : 0;
	if (size > left)
		return 0;
	value = *p & (0xffu >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3f);
	}
	if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return 0;
	return size;
}

bool text_is_utf8(const char *text, size_t size)
{
	for (size_t at = 0, step; at < size; at += step) {
		step = text_utf8_size(text + at, size - at);
		if (!step)
			return false;
	}
	return true;
}

bool text_parse_int(const char *text, int64_t *ret)
{
	const char *digits = text + (*text == '-');
	long long value;
	char *end;

	if (!*digits || strspn(digits, "0123456789") != strlen(digits))
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno || *end)
		return false;
	*ret = value;
	return true;
}

char *text_trim(char *text)
{
	size_t size;

	text += strspn(text, " \t\r\n\v\f");
	size = strlen(text);
	while (size && strchr(" \t\r\n\v\f", text[size - 1]))
		text[--size] = '\0';
	return text;
}

bool text_same(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

void text_hex(char *to, const void *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;

	for (size_t i = 0; i < size; i++) {
		to[2 * i] = digits[p[i] >> 4];
		to[2 * i + 1] = digits[p[i] & 15];
	}
	to[2 * size] = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool text_unhex(void *to, size_t size, const char *text)
{
	unsigned char *out = to;

	if (strlen(text) != 2 * size)
		return false;
	for (size_t i = 0; i < size; i++) {
		int high = hex_value(text[2 * i]), low = hex_value(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* À..ß and à..ÿ (their second bytes are 32 apart) without their accents; × and ÷ are nothing. */
static const char plain[] = "aaaaaaaceeeeiiiidnooooo ouuuuyts";

/* What a character of `size` bytes is among letters and digits: nothing, itself, or plain letters.
 */
static size_t fold_one(const unsigned char *p, size_t size, char to[static 4])
{
	if (*p < 0x80) {
		to[0] = (char)tolower(*p);
		return isalnum(*p) ? 1 : 0;
	}
	if (size == 2 && *p == 0xc3) {
		to[0] = plain[p[1] & 0x1f];
		return to[0] != ' ';
	}
	if (size == 2 && *p == 0xc5 && (p[1] == 0x92 || p[1] == 0x93)) { /* Œ œ */
		memcpy(to, "oe", 2);
		return 2;
	}
	if (size == 2 && (*p == 0xcc || *p == 0xcd || *p == 0xc2)) /* combining accents; signs */
		return 0;
	if (size == 3 && *p == 0xe2) /* dashes, quotes, typographic spaces */
		return 0;
	memcpy(to, p, size);
	return size;
}

/* Cut between two letters: what is folded again, or written "oe" for "œ", is cut there too. */
void text_fold(char *to, size_t size, const char *text)
{
	size_t used = 0, step;

	for (; *text; text += step) {
		const unsigned char *p = (const unsigned char *)text;
		char one[4] = "";
		size_t length;

		step = text_utf8_size(text, sizeof one); /* looks no farther than the end */
		step += !step;
		length = fold_one(p, step, one);
		if (used + length >= size) {
			if ((unsigned char)*one < 0x80 && used + 1 < size)
				to[used++] = one[0];
			break;
		}
		memcpy(to + used, one, length);
		used += length;
	}
	to[used] = '\0';
}

#include "codec/base32.h"

#include <string.h>

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char base32_symbol(unsigned value)
{
	return symbols[value & 31];
}

int base32_value(char c)
{
	const char *found;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
	found = c ? strchr(symbols, c) : NULL;
	return found ? (int)(found - symbols) : -1;
}

void base32_format(uint64_t value, size_t count, char *to)
{
	to[count] = '\0';
	for (; count; value >>= 5)
		to[--count] = base32_symbol(value & 31);
}

bool base32_read(const char *text, unsigned char *to, size_t count)
{
	size_t found = 0;

	for (; *text; text++) {
		int value;

		if (strchr(" -\t\r\n", *text))
			continue;
		value = base32_value(*text);
		if (value < 0 || found == count)
			return false;
		to[found++] = (unsigned char)value;
	}
	return found == count;
}

bool base32_parse(const char *text, size_t count, uint64_t *ret)
{
	unsigned char values[12];
	uint64_t value = 0;

	if (count > sizeof values || !base32_read(text, values, count))
		return false;
	for (size_t i = 0; i < count; i++)
		value = value << 5 | values[i];
	*ret = value;
	return true;
}

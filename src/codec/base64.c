#include "codec/base64.h"

#include <stdint.h>
#include <string.h>

static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_format(struct buf *to, const void *data, size_t size)
{
	const unsigned char *p = data;

	for (; size; p += size < 3 ? size : 3, size -= size < 3 ? size : 3) {
		uint32_t group = (uint32_t)p[0] << 16 | (size > 1 ? (uint32_t)p[1] << 8 : 0) |
		                 (size > 2 ? p[2] : 0);
		char four[4] = { symbols[group >> 18], symbols[group >> 12 & 63],
			         size > 1 ? symbols[group >> 6 & 63] : '=',
			         size > 2 ? symbols[group & 63] : '=' };

		buf_add(to, four, 4);
	}
}

static int symbol_value(char c)
{
	const char *found = c ? strchr(symbols, c) : NULL;

	return found ? (int)(found - symbols) : -1;
}

/* One group of four characters with `padding` '=' at its end; adds 3 - padding bytes. */
static bool group_parse(struct buf *to, const char *text, int padding)
{
	uint32_t group = 0;
	unsigned char bytes[3];

	for (int i = 0; i < 4; i++) {
		int value = i < 4 - padding ? symbol_value(text[i]) : 0;

		if (value < 0)
			return false;
		group = group << 6 | (uint32_t)value;
	}
	if (group & ((1u << 8 * padding) - 1))
		return false;
	for (int i = 0; i < 3; i++)
		bytes[i] = (unsigned char)(group >> (16 - 8 * i));
	buf_add(to, bytes, (size_t)(3 - padding));
	return true;
}

bool base64_parse(struct buf *to, const char *text, size_t size)
{
	size_t before = to->size;
	int padding = 0;

	if (size % 4)
		return false;
	while (padding < 2 && size && text[size - 1 - (size_t)padding] == '=')
		padding++;
	for (size_t i = 0; i < size; i += 4) {
		if (!group_parse(to, text + i, i + 4 == size ? padding : 0)) {
			to->size = before;
			if (to->data)
				to->data[before] = '\0';
			return false;
		}
	}
	return true;
}

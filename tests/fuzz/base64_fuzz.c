/* Bytes as text: base64, Crockford's base32, hexadecimal. One text for each value. */
#include "codec/base64.h"

#include "base/text.h"
#include "codec/base32.h"
#include "fuzz.h"

enum { HEX_MAX = 40, SYMBOLS_MAX = 12 };

static void read_base64(const uint8_t *data, size_t size)
{
	AUTO(buf_release) struct buf bytes = { 0 }, text = { 0 }, back = { 0 };

	buf_adds(&bytes, "before");
	if (base64_parse(&bytes, (const char *)data, size)) {
		base64_format(&text, bytes.data + 6, bytes.size - 6);
		MUST(text.size == size);
		MUST(!size || memcmp(text.data, data, size) == 0);
	}
	MUST(memcmp(bytes.data, "before", 6) == 0);
	buf_clear(&text);
	base64_format(&text, data, size);
	MUST(base64_parse(&back, buf_text(&text), text.size));
	MUST(back.size == size && (!size || memcmp(back.data, data, size) == 0));
}

static void read_base32(const char *text, size_t count)
{
	char symbols[SYMBOLS_MAX + 1], again[SYMBOLS_MAX + 1];
	uint64_t value, same;

	if (!base32_parse(text, count, &value))
		return;
	MUST(count == SYMBOLS_MAX || value >> 5 * count == 0);
	base32_format(value, count, symbols);
	MUST(strlen(symbols) == count);
	MUST(base32_parse(symbols, count, &same) && same == value);
	base32_format(same, count, again);
	MUST(strcmp(symbols, again) == 0);
}

static void read_hex(const char *text, const uint8_t *data, size_t size)
{
	unsigned char bytes[HEX_MAX];
	char again[2 * HEX_MAX + 1];

	for (size_t count = 0; count <= HEX_MAX; count++)
		if (text_unhex(bytes, count, text)) {
			text_hex(again, bytes, count);
			MUST(text_same(again, text));
		}
	size = size < HEX_MAX ? size : HEX_MAX;
	text_hex(again, data, size);
	MUST(text_unhex(bytes, size, again) && memcmp(bytes, data, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);

	read_base64(data, size);
	for (size_t count = 0; count <= SYMBOLS_MAX; count++)
		read_base32(text, count);
	read_hex(text, data, size);
	return 0;
}

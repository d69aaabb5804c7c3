#include "codec/qr_words.h"

#include <string.h>

enum {
	BLOCKS = 4,
	BLOCK_DATA = 27,
	BLOCK_CHECK = 16,
	DATA_BITS = BLOCKS * BLOCK_DATA * 8,
	MODE_NUMERIC = 1,
	MODE_ALPHANUMERIC = 2
};

/* Bits written from the left of each byte; what does not fit is only counted. */
struct bits {
	uint8_t bytes[DATA_BITS / 8];
	unsigned count;
};

static void put(struct bits *bits, unsigned value, unsigned width)
{
	while (width--) {
		if (bits->count < DATA_BITS && (value >> width & 1))
			bits->bytes[bits->count / 8] |= (uint8_t)(0x80 >> bits->count % 8);
		bits->count++;
	}
}

static bool put_alphanumeric(struct bits *bits, const char *text)
{
	static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
	size_t size = strlen(text);
	unsigned pair = 0;

	put(bits, MODE_ALPHANUMERIC, 4);
	put(bits, (unsigned)size, 9);
	for (size_t i = 0; i < size; i++) {
		const char *found = strchr(alphabet, text[i]);

		if (!found)
			return false;
		if (i % 2)
			put(bits, pair * 45 + (unsigned)(found - alphabet), 11);
		pair = (unsigned)(found - alphabet);
	}
	if (size % 2)
		put(bits, pair, 6);
	return true;
}

static bool put_numeric(struct bits *bits, const char *digits)
{
	static const unsigned widths[] = { 0, 4, 7, 10 };
	size_t size = strlen(digits);

	if (strspn(digits, "0123456789") != size)
		return false;
	put(bits, MODE_NUMERIC, 4);
	put(bits, (unsigned)size, 10);
	for (size_t i = 0; i < size; i += 3) {
		size_t group = size - i < 3 ? size - i : 3;
		unsigned value = 0;

		for (size_t j = 0; j < group; j++)
			value = value * 10 + (unsigned)(digits[i + j] - '0');
		put(bits, value, widths[group]);
	}
	return true;
}

/* Four zeros at most end the message; then whole bytes; then 236 and 17 in turn. */
static void pad(struct bits *bits)
{
	unsigned left = DATA_BITS - bits->count;

	put(bits, 0, left < 4 ? left : 4);
	put(bits, 0, -bits->count % 8);
	for (unsigned i = 0; bits->count < DATA_BITS; i++)
		put(bits, i % 2 ? 17 : 236, 8);
}

/* GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, as powers of 2 and their logarithms. */
struct field {
	uint8_t power[512], logarithm[256];
};

static void field_make(struct field *field)
{
	unsigned value = 1;

	for (int i = 0; i < 255; i++) {
		field->power[i] = field->power[i + 255] = (uint8_t)value;
		field->logarithm[value] = (uint8_t)i;
		value = value << 1 ^ (value & 0x80 ? 0x11d : 0);
	}
}

static uint8_t multiply(const struct field *field, uint8_t a, uint8_t b)
{
	return a && b ? field->power[field->logarithm[a] + field->logarithm[b]] : 0;
}

/* The product of (x - 2^i) for i = 0 ... 15, highest power first, its leading 1 left out. */
static void generator_make(const struct field *field, uint8_t generator[static BLOCK_CHECK])
{
	memset(generator, 0, BLOCK_CHECK);
	generator[BLOCK_CHECK - 1] = 1;
	for (int root = 0; root < BLOCK_CHECK; root++)
		for (int i = 0; i < BLOCK_CHECK; i++)
			generator[i] = (uint8_t)(multiply(field, generator[i], field->power[root]) ^
			                         (i + 1 < BLOCK_CHECK ? generator[i + 1] : 0));
}

static void check_words(const struct field *field, const uint8_t generator[static BLOCK_CHECK],
                        const uint8_t *data, uint8_t check[static BLOCK_CHECK])
{
	memset(check, 0, BLOCK_CHECK);
	for (int i = 0; i < BLOCK_DATA; i++) {
		uint8_t factor = data[i] ^ check[0];

		for (int j = 0; j < BLOCK_CHECK; j++)
			check[j] = (uint8_t)(multiply(field, generator[j], factor) ^
			                     (j + 1 < BLOCK_CHECK ? check[j + 1] : 0));
	}
}

bool qr_words_make(uint8_t words[static QR_WORDS], const char *address, const char *digits)
{
	struct bits bits = { 0 };
	struct field field;
	uint8_t generator[BLOCK_CHECK], check[BLOCK_CHECK];

	if (strlen(address) >= 1 << 9 || strlen(digits) >= 1 << 10 ||
	    !put_alphanumeric(&bits, address) || !put_numeric(&bits, digits) ||
	    bits.count > DATA_BITS)
		return false;
	pad(&bits);
	field_make(&field);
	generator_make(&field, generator);
	for (int block = 0; block < BLOCKS; block++) {
		const uint8_t *data = bits.bytes + block * BLOCK_DATA;

		check_words(&field, generator, data, check);
		for (int i = 0; i < BLOCK_DATA; i++)
			words[i * BLOCKS + block] = data[i];
		for (int i = 0; i < BLOCK_CHECK; i++)
			words[(BLOCK_DATA + i) * BLOCKS + block] = check[i];
	}
	return true;
}

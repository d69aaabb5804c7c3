#include "codec/token.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = VOUCHER_DIGITS_SIZE - 1, BLOCK_BYTES = 7, BLOCK_DIGITS = 17, TAIL_DIGITS = 10 };

static uint64_t get_number(const unsigned char *from, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | from[i];
	return value;
}

static void put_number(unsigned char *to, size_t size, uint64_t value)
{
	for (; size; value >>= 8)
		to[--size] = (unsigned char)value;
}

bool token_pack(const struct voucher *v, unsigned char to[static TOKEN_FIELDS_SIZE])
{
	int64_t day = v->last_day - VOUCHER_DAY_ZERO;

	if (v->issuer < 1 || v->issuer > UINT16_MAX || v->key < 0 || v->key > UINT8_MAX ||
	    v->pass < 0 || v->pass >> 48 || v->number < 1 || v->number > v->total ||
	    v->total > VOUCHERS_MAX || day < 0 || day > UINT16_MAX || v->cents < 1 ||
	    v->cents > UINT16_MAX || v->kind < 0 || v->kind > UINT8_MAX ||
	    v->flags & ~VOUCHER_SPECIMEN)
		return false;
	to[0] = TOKEN_VERSION;
	put_number(to + 1, 2, (uint64_t)v->issuer);
	to[3] = (unsigned char)v->key;
	put_number(to + 4, 6, (uint64_t)v->pass);
	to[10] = (unsigned char)(v->number << 4 | v->total);
	put_number(to + 11, 2, (uint64_t)day);
	put_number(to + 13, 2, (uint64_t)v->cents);
	to[15] = (unsigned char)v->kind;
	to[16] = (unsigned char)v->flags;
	return true;
}

void token_unpack(const unsigned char from[static TOKEN_FIELDS_SIZE], struct voucher *ret)
{
	*ret = (struct voucher){ .issuer = (int)get_number(from + 1, 2),
		                 .key = from[3],
		                 .pass = (int64_t)get_number(from + 4, 6),
		                 .number = from[10] >> 4,
		                 .total = from[10] & 15,
		                 .last_day = VOUCHER_DAY_ZERO + (int64_t)get_number(from + 11, 2),
		                 .cents = (int)get_number(from + 13, 2),
		                 .kind = from[15],
		                 .flags = from[16] };
}

bool token_fields_are_good(const unsigned char from[static TOKEN_FIELDS_SIZE])
{
	unsigned char again[TOKEN_FIELDS_SIZE];
	struct voucher voucher;

	token_unpack(from, &voucher);
	return token_pack(&voucher, again) && memcmp(from, again, sizeof again) == 0;
}

void token_format(const unsigned char from[static TOKEN_SIZE], char to[static VOUCHER_DIGITS_SIZE])
{
	size_t left = TOKEN_SIZE;

	while (left) {
		size_t size = left < BLOCK_BYTES ? left : BLOCK_BYTES;
		int digits = size == BLOCK_BYTES ? BLOCK_DIGITS : TAIL_DIGITS;

		to += snprintf(to, BLOCK_DIGITS + 1, "%0*llu", digits,
		               (unsigned long long)get_number(from, size));
		from += size;
		left -= size;
	}
}

static bool block_parse(const char *text, size_t digits, unsigned char *to, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (uint64_t)(text[i] - '0');
	put_number(to, size, value);
	return value >> 8 * size == 0;
}

enum token_fault token_parse(const char *digits, unsigned char to[static TOKEN_SIZE])
{
	unsigned char *p = to;

	if (strnlen(digits, DIGITS + 1) != DIGITS || strspn(digits, "0123456789") != DIGITS)
		return TOKEN_MALFORMED;
	for (; p + BLOCK_BYTES <= to + TOKEN_SIZE; p += BLOCK_BYTES, digits += BLOCK_DIGITS)
		if (!block_parse(digits, BLOCK_DIGITS, p, BLOCK_BYTES))
			return TOKEN_MALFORMED;
	if (!block_parse(digits, TAIL_DIGITS, p, (size_t)(to + TOKEN_SIZE - p)))
		return TOKEN_MALFORMED;
	return to[0] == TOKEN_VERSION ? TOKEN_GOOD : TOKEN_UNKNOWN_VERSION;
}

bool token_url(const char *host, const char *digits, char to[static TOKEN_URL_SIZE])
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
	char upper[HOST_MAX + 1];
	size_t size = strnlen(host, HOST_MAX + 1);

	if (!size || size > HOST_MAX)
		return false;
	for (size_t i = 0; i <= size; i++)
		upper[i] = host[i] >= 'a' && host[i] <= 'z' ? (char)(host[i] - 'a' + 'A') : host[i];
	return strspn(upper, allowed) == size &&
	       snprintf(to, TOKEN_URL_SIZE, "HTTPS://%s/%s", upper, digits) < TOKEN_URL_SIZE;
}

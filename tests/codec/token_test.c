#include "codec/token.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "token_vectors.h"

static const struct voucher example = {
	.pass = 1, .issuer = 1, .number = 1, .total = 1, .last_day = VOUCHER_DAY_ZERO, .cents = 1
};

static bool same(const struct voucher *a, const struct voucher *b)
{
	return a->pass == b->pass && a->issuer == b->issuer && a->key == b->key &&
	       a->number == b->number && a->total == b->total && a->last_day == b->last_day &&
	       a->cents == b->cents && a->kind == b->kind && a->flags == b->flags;
}

static void the_vectors_match_byte_for_byte(void)
{
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		unsigned char want[TOKEN_SIZE], have[TOKEN_SIZE];
		char digits[VOUCHER_DIGITS_SIZE];
		struct voucher voucher;

		CHECK(text_unhex(want, TOKEN_SIZE, vectors[i].token));
		CHECK(token_pack(&vectors[i].voucher, have));
		CHECK_BYTES(have, want, TOKEN_FIELDS_SIZE);
		token_format(want, digits);
		CHECK_TEXT(digits, vectors[i].digits);
		CHECK_INT(token_parse(digits, have), TOKEN_GOOD);
		CHECK_BYTES(have, want, TOKEN_SIZE);
		token_unpack(have, &voucher);
		CHECK(same(&voucher, &vectors[i].voucher));
		CHECK(token_fields_are_good(have));
	}
}

static void fields_out_of_range_are_never_packed(void)
{
	struct voucher bad[20];
	unsigned char to[TOKEN_FIELDS_SIZE];
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		bad[i] = example;
	bad[n++].issuer = 0;
	bad[n++].issuer = 65536;
	bad[n++].key = -1;
	bad[n++].key = 256;
	bad[n++].pass = -1;
	bad[n++].pass = INT64_C(1) << 48;
	bad[n++].number = 0;
	bad[n++].number = 2;
	bad[n++].total = 16;
	bad[n++].total = 0;
	bad[n++].last_day = VOUCHER_DAY_ZERO - 1;
	bad[n++].last_day = VOUCHER_DAY_ZERO + 65536;
	bad[n++].cents = 0;
	bad[n++].cents = 65536;
	bad[n++].cents = -1;
	bad[n++].kind = -1;
	bad[n++].kind = 256;
	bad[n++].flags = 2;
	bad[n++].flags = 256;
	bad[n++].flags = -1;
	CHECK_INT(n, COUNT_OF(bad));
	CHECK(token_pack(&example, to));
	for (size_t i = 0; i < n; i++)
		if (token_pack(&bad[i], to))
			CHECK_FAIL("packed the bad voucher %zu", i);
}

static void bytes_that_break_a_rule_of_the_fields_are_told(void)
{
	static const struct {
		int at;
		unsigned char value;
	} bad[] = { { 0, 0 },     { 0, 2 },     { 2, 0 },    { 10, 0x01 }, { 10, 0x21 },
		    { 10, 0x10 }, { 10, 0x00 }, { 14, 0 },   { 16, 2 },    { 16, 0x80 },
		    { 16, 0xff }, { 16, 3 },    { 10, 0xfe } };

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		unsigned char bytes[TOKEN_FIELDS_SIZE];

		CHECK(token_pack(&example, bytes));
		CHECK(token_fields_are_good(bytes));
		bytes[bad[i].at] = bad[i].value;
		if (token_fields_are_good(bytes))
			CHECK_FAIL("byte %d = %d passed", bad[i].at, bad[i].value);
	}
}

static void digits_are_read_strictly(void)
{
	char text[VOUCHER_DIGITS_SIZE + 1];
	unsigned char bytes[TOKEN_SIZE];

	for (int at = 0; at < VOUCHER_DIGITS_SIZE - 1; at++) {
		static const char foreign[] = " -+.eEx/:\xd9";

		for (const char *c = foreign; *c; c++) {
			TEXT_COPY(text, vectors[0].digits);
			text[at] = *c;
			if (token_parse(text, bytes) != TOKEN_MALFORMED)
				CHECK_FAIL("accepted '%c' at %d", *c, at);
		}
	}
	TEXT_COPY(text, vectors[0].digits);
	text[196] = '\0';
	CHECK_INT(token_parse(text, bytes), TOKEN_MALFORMED);
	snprintf(text, sizeof text, "%s0", vectors[0].digits);
	CHECK_INT(token_parse(text, bytes), TOKEN_MALFORMED);
	CHECK_INT(token_parse("", bytes), TOKEN_MALFORMED);
}

static void a_block_beyond_its_bytes_is_refused(void)
{
	char text[VOUCHER_DIGITS_SIZE];
	unsigned char bytes[TOKEN_SIZE];

	for (int block = 1; block < 11; block++) {
		TEXT_COPY(text, vectors[0].digits);
		memcpy(text + 17 * block, "72057594037927935", 17); /* 2^56 - 1 */
		CHECK_INT(token_parse(text, bytes), TOKEN_GOOD);
		text[17 * block + 16] = '6';
		CHECK_INT(token_parse(text, bytes), TOKEN_MALFORMED);
		memset(text + 17 * block, '9', 17);
		CHECK_INT(token_parse(text, bytes), TOKEN_MALFORMED);
	}
	TEXT_COPY(text, vectors[0].digits);
	memcpy(text + 187, "4294967295", 10); /* 2^32 - 1 */
	CHECK_INT(token_parse(text, bytes), TOKEN_GOOD);
	text[196] = '6';
	CHECK_INT(token_parse(text, bytes), TOKEN_MALFORMED);
}

static void another_version_is_told_from_nonsense(void)
{
	char digits[VOUCHER_DIGITS_SIZE];
	unsigned char bytes[TOKEN_SIZE];

	for (int version = 0; version < 256; version++) {
		CHECK(text_unhex(bytes, TOKEN_SIZE, vectors[0].token));
		bytes[0] = (unsigned char)version;
		token_format(bytes, digits);
		CHECK_INT(token_parse(digits, bytes),
		          version == 1 ? TOKEN_GOOD : TOKEN_UNKNOWN_VERSION);
	}
}

static void the_address_is_upper_case_and_its_host_fits(void)
{
	char url[TOKEN_URL_SIZE], want[300];

	CHECK(token_url("pass.charente.fr", vectors[0].digits, url));
	snprintf(want, sizeof want, "HTTPS://PASS.CHARENTE.FR/%s", vectors[0].digits);
	CHECK_TEXT(url, want);
	CHECK(token_url("a2345678901234567890.fr", vectors[0].digits, url));
	CHECK_INT(strlen(url), 8 + 23 + 1 + 197);
	CHECK(!token_url("a23456789012345678901.fr", vectors[0].digits, url));
	CHECK(!token_url("", vectors[0].digits, url));
	CHECK(!token_url("a/b", vectors[0].digits, url));
	CHECK(!token_url("a b", vectors[0].digits, url));
	CHECK(!token_url("h\xc3\xa9", vectors[0].digits, url));
}

CHECK_MAIN({ "the_vectors_match_byte_for_byte", the_vectors_match_byte_for_byte },
           { "fields_out_of_range_are_never_packed", fields_out_of_range_are_never_packed },
           { "bytes_that_break_a_rule_of_the_fields_are_told",
             bytes_that_break_a_rule_of_the_fields_are_told },
           { "digits_are_read_strictly", digits_are_read_strictly },
           { "a_block_beyond_its_bytes_is_refused", a_block_beyond_its_bytes_is_refused },
           { "another_version_is_told_from_nonsense", another_version_is_told_from_nonsense },
           { "the_address_is_upper_case_and_its_host_fits",
             the_address_is_upper_case_and_its_host_fits })

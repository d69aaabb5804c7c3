#include "base/auto.h"
#include "base/buf.h"
#include "check.h"
#include "codec/token.h"
#include "codec/voucher_text.h"
#include "token_vectors.h"

/* What a French computer shows when a scanner types like a US keyboard: an independent list of the
 * keys, so that a slip in the table of the source is seen. */
struct keyboard {
	const char *name, *digits[10], *before; /* "HTTPS://PASS.EXAMPLE.FR/" as it arrives */
};

static const struct keyboard keyboards[] = {
	{ "US", { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" }, "HTTPS://PASS.EXAMPLE.FR/" },
	{ "AZERTY",
	  { "\u00e0", "&", "\u00e9", "\"", "'", "(", "-", "\u00e8", "_", "\u00e7" },
	  "HTTPSM!!PQSS:EXQ?PLE:FR!" },
	{ "AZERTY, Caps Lock on letters",
	  { "\u00c0", "&", "\u00c9", "\"", "'", "(", "-", "\u00c8", "_", "\u00c7" },
	  "httpsm!!pqss:exq?ple:fr!" },
	{ "AZERTY, Caps Lock on all keys",
	  { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" },
	  "httpsm\u00a7\u00a7pqss/exq,ple/fr\u00a7" },
	{ "Belgian AZERTY",
	  { "\u00e0", "&", "\u00e9", "\"", "'", "(", "\u00a7", "\u00e8", "!", "\u00e7" },
	  "HTTPSM==PQSS:EXQ?PLE:FR=" },
};

static void type(const struct keyboard *keyboard, const char *digits, struct buf *to)
{
	for (; *digits; digits++)
		buf_adds(to, keyboard->digits[*digits - '0']);
}

static void every_wedge_reading_gives_the_digits_back(void)
{
	static const char *const ends[] = { "", "\r", "\n", "\r\n", "\t", " \t\r\n" };
	char found[VOUCHER_DIGITS_SIZE];

	for (size_t k = 0; k < COUNT_OF(keyboards); k++) {
		for (size_t v = 0; v < COUNT_OF(vectors) * COUNT_OF(ends); v++) {
			const char *digits = vectors[v % COUNT_OF(vectors)].digits;
			AUTO(buf_release) struct buf with = { 0 }, without = { 0 };

			type(&keyboards[k], digits, &without);
			buf_addf(&with, "%s%s%s", keyboards[k].before, buf_text(&without),
			         ends[v / COUNT_OF(vectors)]);
			buf_adds(&without, ends[v / COUNT_OF(vectors)]);
			if (!CHECK(token_find(buf_text(&with), found)) ||
			    !CHECK_TEXT(found, digits) ||
			    !CHECK(token_find(buf_text(&without), found)) ||
			    !CHECK_TEXT(found, digits))
				CHECK_FAIL("keyboard %s", keyboards[k].name);
		}
	}
}

static void a_glyph_means_one_digit_on_every_azerty(void)
{
	for (size_t a = 0; a < COUNT_OF(keyboards); a++)
		for (size_t b = 0; b < COUNT_OF(keyboards); b++)
			for (int i = 0; i < 10; i++)
				for (int j = 0; j < 10; j++)
					if (i != j &&
					    !strcmp(keyboards[a].digits[i], keyboards[b].digits[j]))
						CHECK_FAIL("%s: %d or %d", keyboards[a].digits[i],
						           i, j);
}

static void addresses_of_any_case_are_read(void)
{
	static const char *const before[] = { "https://pass.example.fr/",
		                              "HtTpS://pass.example.fr/",
		                              "  http://localhost:8080/",
		                              "https://x/deep/er/",
		                              "/",
		                              "\t" };
	char text[400], found[VOUCHER_DIGITS_SIZE];

	for (size_t i = 0; i < COUNT_OF(before); i++) {
		snprintf(text, sizeof text, "%s%s", before[i], vectors[1].digits);
		CHECK(token_find(text, found));
		CHECK_TEXT(found, vectors[1].digits);
	}
}

static void what_is_not_exactly_a_token_is_not_found(void)
{
	static const char *const around[][2] = { { "1", "" },           { "", "1" },  { "x", "" },
		                                 { "", "x" },           { "", "/" },  { "", "?q" },
		                                 { "https://h/1", "" }, { "", " 1" }, { "-", "" },
		                                 { "\xc3", "" } };
	char text[400], found[VOUCHER_DIGITS_SIZE] = "untouched";

	for (size_t i = 0; i < COUNT_OF(around); i++) {
		snprintf(text, sizeof text, "%s%s%s", around[i][0], vectors[0].digits,
		         around[i][1]);
		if (token_find(text, found))
			CHECK_FAIL("found digits in case %zu", i);
	}
	CHECK(!token_find("", found));
	CHECK(!token_find(" \r\n", found));
	CHECK(!token_find("HTTPS://PASS.EXAMPLE.FR/", found));
	CHECK(!token_find(vectors[0].digits + 1, found));
	snprintf(text, sizeof text, "%.100s&%s", vectors[0].digits, vectors[0].digits + 101);
	CHECK(!token_find(text, found));
	CHECK_TEXT(found, "untouched");
}

static void codes_and_tokens_are_told_apart(void)
{
	char text[600];

	CHECK_INT(voucher_text_kind("1ZFJ-G7FK-DDCW"), VOUCHER_TEXT_CODE);
	CHECK_INT(voucher_text_kind(" 1 z f j g 7 f k d d c w "), VOUCHER_TEXT_CODE);
	CHECK_INT(voucher_text_kind("1ZFJ"), VOUCHER_TEXT_CODE);
	CHECK_INT(voucher_text_kind(vectors[0].digits), VOUCHER_TEXT_TOKEN);
	CHECK_INT(voucher_text_kind(vectors[0].digits + 5), VOUCHER_TEXT_TOKEN);
	CHECK_INT(voucher_text_kind("https://h/1"), VOUCHER_TEXT_TOKEN);
	memset(text, '&', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	CHECK_INT(voucher_text_kind(text), VOUCHER_TEXT_TOKEN);
}

CHECK_MAIN({ "every_wedge_reading_gives_the_digits_back",
             every_wedge_reading_gives_the_digits_back },
           { "a_glyph_means_one_digit_on_every_azerty", a_glyph_means_one_digit_on_every_azerty },
           { "addresses_of_any_case_are_read", addresses_of_any_case_are_read },
           { "what_is_not_exactly_a_token_is_not_found", what_is_not_exactly_a_token_is_not_found },
           { "codes_and_tokens_are_told_apart", codes_and_tokens_are_told_apart })

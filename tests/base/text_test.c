#include "base/text.h"

#include "base/auto.h"
#include "check.h"

static void copies_are_cut_between_characters(void)
{
	char to[5];

	CHECK(TEXT_COPY(to, "abcd"));
	CHECK_TEXT(to, "abcd");
	CHECK(!TEXT_COPY(to, "abcé"));
	CHECK_TEXT(to, "abc");
	CHECK(TEXT_COPY(to, NULL));
	CHECK_TEXT(to, "");
}

static void utf8_is_checked_as_rfc_3629_says(void)
{
	static const struct {
		const char *text;
		size_t size;
		bool good;
	} cases[] = {
		{ "", 0, true },
		{ "é", 2, true },
		{ "\xf0\x9f\x98\x80", 4, true },
		{ "\xc3", 1, false },
		{ "\x80", 1, false },
		{ "\xc0\xaf", 2, false },
		{ "\xed\xa0\x80", 3, false },
		{ "\xf4\x90\x80\x80", 4, false },
		{ "a\0b", 3, false },
		{ "\xe0\x80\x80", 3, false },
		{ "\xff", 1, false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (text_is_utf8(cases[i].text, cases[i].size) != cases[i].good)
			CHECK_FAIL("case %zu", i);
}

static void numbers_are_whole_or_refused(void)
{
	static const char *const bad[] = {
		"", "-", "1 ", " 1", "+1", "1.0", "0x1", "1e3", "9223372036854775808", "--1"
	};
	int64_t value = 0;

	CHECK(text_parse_int("-9223372036854775808", &value));
	CHECK_INT(value, INT64_MIN);
	CHECK(text_parse_int("007", &value));
	CHECK_INT(value, 7);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (text_parse_int(bad[i], &value))
			CHECK_FAIL("accepted \"%s\"", bad[i]);
}

static void trimming_works_in_place(void)
{
	char text[] = " \t a b \r\n";

	CHECK_TEXT(text_trim(text), "a b");
	CHECK_TEXT(text_trim((char[]){ "  " }), "");
}

static void hexadecimal_goes_both_ways(void)
{
	unsigned char bytes[3];
	char text[7];

	CHECK(text_unhex(bytes, 3, "00aFfe"));
	text_hex(text, bytes, 3);
	CHECK_TEXT(text, "00affe");
	CHECK(!text_unhex(bytes, 3, "00aff"));
	CHECK(!text_unhex(bytes, 3, "00affg"));
}

static void folding_forgets_case_accents_and_signs(void)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "Étapes numériques(La Poste)", "etapesnumeriqueslaposte" },
		{ "ÀÂÇÈÉÊËÎÏÔÙÛÜŸ", "aaceeeeiiouuu\xc5\xb8" },
		{ "Cœur Œuvre", "coeuroeuvre" },
		{ "L’Isle – d'Espagnac\xc2\xa0", "lisledespagnac" },
		{ "e\xcc\x81t\xc3\xa9", "ete" },
		{ "3×4", "34" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char folded[60];

		text_fold(folded, sizeof folded, cases[i].text);
		CHECK_TEXT(folded, cases[i].folded);
	}
}

/* What is cut to compare must be cut alike, and never in the middle of a character. */
static void folding_is_cut_between_letters(void)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "abcdefghij", "abcdefg" }, { "abcdefœij", "abcdefo" },
		{ "abcdefoeij", "abcdefo" }, { "aбвгд", "aбвг" },
		{ "бвгд", "бвг" },           { "ab\xe2", "ab\xe2" },
		{ "ab\xc3", "ab\xc3" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char folded[8];

		text_fold(folded, sizeof folded, cases[i].text);
		CHECK_TEXT(folded, cases[i].folded);
	}
}

CHECK_MAIN({ "folding_is_cut_between_letters", folding_is_cut_between_letters },
           { "folding_forgets_case_accents_and_signs", folding_forgets_case_accents_and_signs },
           { "copies_are_cut_between_characters", copies_are_cut_between_characters },
           { "utf8_is_checked_as_rfc_3629_says", utf8_is_checked_as_rfc_3629_says },
           { "numbers_are_whole_or_refused", numbers_are_whole_or_refused },
           { "trimming_works_in_place", trimming_works_in_place },
           { "hexadecimal_goes_both_ways", hexadecimal_goes_both_ways })

#include "codec/typed_code.h"

#include "base/auto.h"
#include "check.h"
#include "codec/base32.h"

static const char *const codes[] = { "1ZFJ-G7FK-DDCW", "46VZ-Q8FH-WQMP", "MSZH-VF9V-B7G7",
	                             "MKCQ-P0BH-XAPH", "VV43-VB7B-06ZY" };
static const int places[12] = { 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13 };

static void the_vectors_are_exact_and_written_again(void)
{
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		char text[VOUCHER_CODE_SIZE], again[VOUCHER_CODE_SIZE];
		uint64_t bits = 0, data = 1;

		CHECK_INT(typed_code_parse(codes[i], &bits, text), TYPED_CODE_EXACT);
		CHECK_TEXT(text, codes[i]);
		typed_code_format(bits, again);
		CHECK_TEXT(again, codes[i]);
		again[12] = '\0'; /* the ten data symbols are the 50 bits */
		CHECK(base32_parse(again, 10, &data));
		CHECK_INT(bits, data);
	}
}

static void extremes_go_both_ways(void)
{
	static const uint64_t values[] = { 0, 1, (UINT64_C(1) << 50) - 1, UINT64_C(1) << 49 };
	char text[VOUCHER_CODE_SIZE], again[VOUCHER_CODE_SIZE];
	uint64_t bits;

	for (size_t i = 0; i < COUNT_OF(values); i++) {
		typed_code_format(values[i], text);
		CHECK_INT(typed_code_parse(text, &bits, again), TYPED_CODE_EXACT);
		CHECK_INT(bits, values[i]);
	}
}

static void hands_may_type_as_they_like(void)
{
	static const char *const same[] = { "vv43vb7b06zy", "VV43 VB7B O6ZY", " vv-43vb-7bo6-zy\n",
		                            "V V 4 3 V B 7 B 0 6 Z Y" };
	char text[VOUCHER_CODE_SIZE];
	uint64_t bits;

	for (size_t i = 0; i < COUNT_OF(same); i++) {
		CHECK_INT(typed_code_parse(same[i], &bits, text), TYPED_CODE_EXACT);
		CHECK_TEXT(text, codes[4]);
	}
	CHECK_INT(typed_code_parse("izfj-g7fk-ddcw", &bits, text), TYPED_CODE_EXACT);
	CHECK_INT(typed_code_parse("LZFJ-G7FK-DDCW", &bits, text), TYPED_CODE_EXACT);
	CHECK_TEXT(text, codes[0]);
}

static void every_single_wrong_symbol_is_proposed_right_and_not_applied(void)
{
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		for (int at = 0; at < 12 * 32; at++) {
			char typed[VOUCHER_CODE_SIZE], text[VOUCHER_CODE_SIZE] = "";
			uint64_t bits = 42;

			memcpy(typed, codes[i], sizeof typed);
			if (typed[places[at / 32]] == base32_symbol((unsigned)at % 32))
				continue;
			typed[places[at / 32]] = base32_symbol((unsigned)at % 32);
			CHECK_INT(typed_code_parse(typed, &bits, text), TYPED_CODE_PROPOSED);
			CHECK_TEXT(text, codes[i]);
			CHECK_INT(bits, 42);
		}
	}
}

/* The code's distance is 3: two errors never look exact, and never lead back silently. */
static void no_double_error_is_taken_for_a_code(void)
{
	int unreadable = 0, proposed = 0;

	for (int pair = 0; pair < 12 * 12; pair++) {
		int a = pair / 12, b = pair % 12;

		for (unsigned e = 0; a < b && e < 31 * 31; e++) {
			char typed[VOUCHER_CODE_SIZE], text[VOUCHER_CODE_SIZE] = "";
			uint64_t bits = 42;
			unsigned va = (unsigned)base32_value(codes[2][places[a]]);
			unsigned vb = (unsigned)base32_value(codes[2][places[b]]);
			enum typed_code_reading reading;

			memcpy(typed, codes[2], sizeof typed);
			typed[places[a]] = base32_symbol(va ^ (1 + e % 31));
			typed[places[b]] = base32_symbol(vb ^ (1 + e / 31));
			reading = typed_code_parse(typed, &bits, text);
			unreadable += reading == TYPED_CODE_UNREADABLE;
			proposed += reading == TYPED_CODE_PROPOSED;
			if (bits != 42 || !strcmp(text, codes[2]))
				CHECK_FAIL("%s was read as %s", typed, text);
		}
	}
	CHECK_INT(unreadable + proposed, 66 * 31 * 31);
	CHECK(unreadable > proposed);
}

static void swapped_symbols_are_never_exact(void)
{
	for (int pair = 0; pair < 12 * 12; pair++) {
		char typed[VOUCHER_CODE_SIZE], text[VOUCHER_CODE_SIZE];
		int a = places[pair / 12], b = places[pair % 12];
		uint64_t bits;

		memcpy(typed, codes[3], sizeof typed);
		typed[a] = codes[3][b];
		typed[b] = codes[3][a];
		if (typed[a] != typed[b] &&
		    typed_code_parse(typed, &bits, text) == TYPED_CODE_EXACT)
			CHECK_FAIL("%s passed", typed);
	}
}

static void what_is_not_twelve_symbols_is_unreadable(void)
{
	static const char *const bad[] = { "",
		                           "1ZFJ-G7FK-DDC",
		                           "1ZFJ-G7FK-DDCWW",
		                           "UZFJ-G7FK-DDCW",
		                           "1ZFJ_G7FK_DDCW",
		                           "1ZFJ-G7FK-DDC\xc3\xa9" };
	char text[VOUCHER_CODE_SIZE] = "untouched";
	uint64_t bits = 42;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		CHECK_INT(typed_code_parse(bad[i], &bits, text), TYPED_CODE_UNREADABLE);
	CHECK_TEXT(text, "untouched");
	CHECK_INT(bits, 42);
}

CHECK_MAIN({ "the_vectors_are_exact_and_written_again", the_vectors_are_exact_and_written_again },
           { "extremes_go_both_ways", extremes_go_both_ways },
           { "hands_may_type_as_they_like", hands_may_type_as_they_like },
           { "every_single_wrong_symbol_is_proposed_right_and_not_applied",
             every_single_wrong_symbol_is_proposed_right_and_not_applied },
           { "no_double_error_is_taken_for_a_code", no_double_error_is_taken_for_a_code },
           { "swapped_symbols_are_never_exact", swapped_symbols_are_never_exact },
           { "what_is_not_twelve_symbols_is_unreadable", what_is_not_twelve_symbols_is_unreadable })

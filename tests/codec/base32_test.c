#include "codec/base32.h"

#include "base/auto.h"
#include "check.h"

static void symbols_and_values_are_each_others_inverse(void)
{
	for (unsigned v = 0; v < 32; v++) {
		char c = base32_symbol(v);

		CHECK_INT(base32_value(c), v);
		CHECK_INT(base32_value(c >= 'A' ? (char)(c + 32) : c), v);
		CHECK(!strchr("ILOU", c));
	}
}

static void letters_that_look_like_digits_are_read_as_digits(void)
{
	CHECK_INT(base32_value('O'), 0);
	CHECK_INT(base32_value('o'), 0);
	CHECK_INT(base32_value('I'), 1);
	CHECK_INT(base32_value('l'), 1);
}

static void all_other_characters_are_refused(void)
{
	int good = 0;

	CHECK_INT(base32_value('U'), -1);
	CHECK_INT(base32_value('u'), -1);
	for (int c = -128; c < 128; c++)
		good += base32_value((char)c) >= 0;
	CHECK_INT(good, 10 + 2 * 25);
}

static void numbers_go_both_ways_whatever_separates_the_symbols(void)
{
	char text[13];
	uint64_t value = 1;

	base32_format(0x0fedcba987654321, 12, text);
	CHECK_TEXT(text, "ZVEBN63PAGS1");
	CHECK(base32_parse(text, 12, &value));
	CHECK_INT(value, 0x0fedcba987654321);
	CHECK(base32_parse(" z-1\t", 2, &value));
	CHECK_INT(value, 31 * 32 + 1);
	CHECK(!base32_parse("Z11", 2, &value));
	CHECK(!base32_parse("Z", 2, &value));
	CHECK(!base32_parse("ZU", 2, &value));
	CHECK(!base32_parse("Z\xc2\xa0"
	                    "1",
	                    2, &value));
	CHECK_INT(value, 31 * 32 + 1);
}

CHECK_MAIN({ "symbols_and_values_are_each_others_inverse",
             symbols_and_values_are_each_others_inverse },
           { "letters_that_look_like_digits_are_read_as_digits",
             letters_that_look_like_digits_are_read_as_digits },
           { "all_other_characters_are_refused", all_other_characters_are_refused },
           { "numbers_go_both_ways_whatever_separates_the_symbols",
             numbers_go_both_ways_whatever_separates_the_symbols })

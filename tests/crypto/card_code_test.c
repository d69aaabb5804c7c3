#include "crypto/card_code.h"

#include "check.h"

static void codes_follow_from_seed_and_position(void)
{
	const unsigned char one[CARD_SEED_SIZE] = { 1 }, two[CARD_SEED_SIZE] = { 2 };
	char a[CARD_CODE_SIZE], b[CARD_CODE_SIZE];

	for (int i = 1; i <= 40; i++) {
		card_code_format(one, i, a);
		CHECK_INT(strlen(a), 9);
		CHECK(a[4] == '-');
		CHECK_INT(strspn(a, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 9);
		card_code_format(one, i, b);
		CHECK_TEXT(b, a);
		card_code_format(two, i, b);
		CHECK(strcmp(a, b) != 0);
		card_code_format(one, i + 1, b);
		CHECK(strcmp(a, b) != 0);
		CHECK(card_code_is(one, i, a));
		CHECK(!card_code_is(one, i + 1, a));
		CHECK(!card_code_is(two, i, a));
	}
}

static void a_code_may_be_typed_as_people_type(void)
{
	const unsigned char seed[CARD_SEED_SIZE] = { 3 };
	char code[CARD_CODE_SIZE], typed[32];

	card_code_format(seed, 1, code);
	snprintf(typed, sizeof typed, " %.4s %.4s ", code, code + 5);
	CHECK(card_code_is(seed, 1, typed));
	for (char *c = typed; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
	CHECK(card_code_is(seed, 1, typed));
	code[8] = code[8] == 'A' ? 'B' : 'A';
	CHECK(!card_code_is(seed, 1, code));
	CHECK(!card_code_is(seed, 1, ""));
	code[8] = '\0';
	CHECK(!card_code_is(seed, 1, code));
}

CHECK_MAIN({ "codes_follow_from_seed_and_position", codes_follow_from_seed_and_position },
           { "a_code_may_be_typed_as_people_type", a_code_may_be_typed_as_people_type })

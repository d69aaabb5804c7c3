/* Rules of a programme, its lists and territories; ids and stages of passes. */
#include "check.h"
#include "model/pass.h"
#include "model/voucher.h"

static struct programme good(void)
{
	return (struct programme){ .name = "Pass",
		                   .cents = 1000,
		                   .vouchers_min = 5,
		                   .vouchers_max = 10,
		                   .vouchers_usual = "10 8 5",
		                   .from_day = 20454,
		                   .until_day = 20818,
		                   .grace_days = 30,
		                   .stop_days = 15,
		                   .territory = "16 2A 97411 200071827",
		                   .kinds = "1 2 255" };
}

#define BAD(at, change)                                                                            \
	do {                                                                                       \
		struct programme p = good();                                                       \
		struct err err = { 0 };                                                            \
		change;                                                                            \
		if (CHECK_ERR(programme_check(&p, &err), ERR_INPUT)) {                             \
			CHECK_TEXT(err.name, "bad_programme");                                     \
			CHECK_TEXT(err.field, at);                                                 \
		}                                                                                  \
	} while (0)
#define GOOD(change)                                                                               \
	do {                                                                                       \
		struct programme p = good();                                                       \
		struct err err = { 0 };                                                            \
		change;                                                                            \
		CHECK_OK(programme_check(&p, &err));                                               \
	} while (0)
#define SAY(field, text) snprintf(p.field, sizeof p.field, "%s", text)

static void rules_that_cannot_be_kept_are_refused(void)
{
	GOOD((void)0);
	BAD("name", p.name[0] = '\0');
	BAD("cents", p.cents = 0);
	BAD("cents", p.cents = 65536);
	GOOD(p.cents = 65535);
	BAD("vouchers_min", p.vouchers_min = 4);
	BAD("vouchers_max", p.vouchers_max = 11);
	BAD("vouchers_max", (p.vouchers_min = 9, p.vouchers_max = 8));
	BAD("until", p.until_day = p.from_day - 1);
	GOOD(p.until_day = p.from_day);
	BAD("from", p.from_day = VOUCHER_DAY_ZERO - 1);
	BAD("until", p.until_day = VOUCHER_DAY_ZERO + 65536);
	BAD("grace_days", p.grace_days = -1);
	GOOD(p.grace_days = 90);
	BAD("grace_days", p.grace_days = 91);
	BAD("stop_days", p.stop_days = -1);
	BAD("person_passes", p.person_passes = -1);
	BAD("person_days", p.person_days = -1);
	BAD("territory", SAY(territory, "16,17"));
	BAD("territory", SAY(territory, "16  17"));
	BAD("territory", SAY(territory, " 16"));
	BAD("territory", SAY(territory, "16 "));
	BAD("territory", SAY(territory, "1234567890"));
	BAD("territory", SAY(territory, "160"));
	BAD("territory", SAY(territory, "99"));
	BAD("territory", SAY(territory, "1601"));
	BAD("territory", SAY(territory, "99015"));
	BAD("territory", SAY(territory, "200071828"));
	GOOD(SAY(territory, "2A004 75056 976 97801"));
	GOOD(SAY(territory, ""));
	BAD("kinds", SAY(kinds, "1 x"));
	BAD("kinds", SAY(kinds, "1234"));
	BAD("kinds", SAY(kinds, "0"));
	BAD("kinds", SAY(kinds, "256"));
	BAD("kinds", SAY(kinds, "01"));
	BAD("kinds", SAY(kinds, "1A"));
	BAD("bands", SAY(bands, "name"));
	GOOD(SAY(bands, "age situation"));
	BAD("vouchers_usual", SAY(vouchers_usual, "10 4"));
	BAD("vouchers_usual", SAY(vouchers_usual, "11"));
	GOOD(SAY(vouchers_usual, ""));
}

static void lists_hold_whole_words(void)
{
	CHECK(list_has("16 17", "16") && list_has("16 17", "17"));
	CHECK(!list_has("16 17", "1") && !list_has("16 17", "6 1") && !list_has("", ""));
	CHECK(!list_has("160", "16") && !list_has("16", ""));
	CHECK(list_has_number("1 12 3", 12) && !list_has_number("1 12 3", 2));
}

static void a_territory_covers_its_communes(void)
{
	CHECK(territory_covers("", "", ""));
	CHECK(territory_covers("16", "16015", ""));
	CHECK(!territory_covers("16", "17015", ""));
	CHECK(!territory_covers("16", "", ""));
	CHECK(territory_covers("16015", "16015", ""));
	CHECK(!territory_covers("16015", "16016", ""));
	CHECK(territory_covers("2A", "2A004", "") && !territory_covers("2A", "2B033", ""));
	CHECK(territory_covers("974", "97411", "") && !territory_covers("97", "97411", ""));
	CHECK(territory_covers("200071827", "", "200071827"));
	CHECK(!territory_covers("200071827", "16015", ""));
}

static void ids_of_passes_are_twelve_digits(void)
{
	static const char *const bad[] = { "",
		                           "0",
		                           "0123456789a",
		                           "0123456789abc",
		                           "0123456789ag",
		                           " 123456789ab",
		                           "-123456789ab" };
	char text[PASS_ID_SIZE];
	int64_t id = -1;

	pass_id_format((INT64_C(1) << 48) - 1, text);
	CHECK_TEXT(text, "ffffffffffff");
	pass_id_format(0x12, text);
	CHECK_TEXT(text, "000000000012");
	CHECK(pass_id_parse("0123456789AB", &id));
	CHECK_INT(id, 0x0123456789ab);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!pass_id_parse(bad[i], &id));
}

static void the_stage_of_a_pass(void)
{
	struct pass pass = { .total = 5, .last_day = 100 };

	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 0, 30, 100)), "issued");
	pass.handed_out_at = 1;
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 0, 30, 130)), "handed_out");
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 1, 30, 130)), "started");
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 4, 30, 131)), "expired");
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 5, 30, 131)), "finished");
	pass.state = PASS_CLOSED;
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 1, 30, 100)), "expired");
	pass.state = PASS_BLOCKED;
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 1, 30, 200)), "blocked");
	pass.state = PASS_REPLACED;
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 1, 30, 200)), "replaced");
	CHECK_TEXT(pass_stage_name(pass_stage(&pass, 5, 30, 200)), "finished");
}

static void numbers_of_vouchers_never_overlap(void)
{
	int64_t top = (INT64_C(1) << 48) - 1;

	CHECK(spent_id(voucher_id(top, 15), 15) < INT64_C(1) << 60);
	CHECK_INT(spent_id(voucher_id(7, 3), ATTEMPTS_MAX - 1) + 1, spent_id(voucher_id(7, 4), 0));
	for (int n = 1; n <= VOUCHERS_MAX; n++)
		for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
			CHECK_INT(spent_pass(spent_id(voucher_id(top, n), attempt)), top);
			CHECK_INT(spent_number(spent_id(voucher_id(top, n), attempt)), n);
		}
}

CHECK_MAIN({ "rules_that_cannot_be_kept_are_refused", rules_that_cannot_be_kept_are_refused },
           { "lists_hold_whole_words", lists_hold_whole_words },
           { "a_territory_covers_its_communes", a_territory_covers_its_communes },
           { "ids_of_passes_are_twelve_digits", ids_of_passes_are_twelve_digits },
           { "the_stage_of_a_pass", the_stage_of_a_pass },
           { "numbers_of_vouchers_never_overlap", numbers_of_vouchers_never_overlap })

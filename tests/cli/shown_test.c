#include "cli/shown.h"

#include "base/auto.h"
#include "check.h"

static void money_has_two_decimals(void)
{
	static const struct {
		int64_t cents;
		const char *text;
	} cases[] = { { 0, "0.00 EUR" },
		      { 5, "0.05 EUR" },
		      { 123450, "1234.50 EUR" },
		      { -1, "-0.01 EUR" },
		      { -1000, "-10.00 EUR" } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf out = { 0 };

		shown_money(&out, cases[i].cents);
		CHECK_TEXT(buf_text(&out), cases[i].text);
	}
}

static void what_is_unknown_is_null(void)
{
	AUTO(buf_release) struct buf out = { 0 };
	struct json_writer json = { .to = &out };

	json_write_begin_object(&json);
	shown_day(&json, "d", 0);
	shown_day(&json, "e", 20779);
	shown_time(&json, "t", 0);
	shown_time(&json, "u", 1795321407);
	shown_id(&json, "i", 0);
	shown_id(&json, "j", INT64_MAX);
	shown_int_if(&json, "n", false, 7);
	shown_int_if(&json, "m", true, 0);
	json_write_end_object(&json);
	CHECK_TEXT(buf_text(&out), "{\"d\":null,\"e\":\"2026-11-22\",\"t\":null,"
	                           "\"u\":\"2026-11-22T04:23:27Z\",\"i\":null,"
	                           "\"j\":\"9223372036854775807\",\"n\":null,\"m\":0}");
}

static void every_outcome_has_a_sentence_of_its_own(void)
{
	for (int a = 0; a < OUTCOME__COUNT; a++) {
		AUTO(buf_release) struct buf one = { 0 };

		shown_outcome(&one, (enum outcome)a, NULL, false);
		CHECK(one.size > 10 && one.data[one.size - 1] == '\n');
		for (int b = 0; b < a; b++) {
			AUTO(buf_release) struct buf two = { 0 };

			shown_outcome(&two, (enum outcome)b, NULL, false);
			CHECK(strcmp(buf_text(&one), buf_text(&two)) != 0);
		}
	}
}

static void a_check_does_not_say_that_a_voucher_was_used(void)
{
	AUTO(buf_release) struct buf check = { 0 };
	AUTO(buf_release) struct buf used = { 0 };

	shown_outcome(&check, OUTCOME_REDEEMED, "", true);
	shown_outcome(&used, OUTCOME_REDEEMED, "", false);
	CHECK(strcmp(buf_text(&check), buf_text(&used)) != 0);
}

CHECK_MAIN({ "money_has_two_decimals", money_has_two_decimals },
           { "what_is_unknown_is_null", what_is_unknown_is_null },
           { "every_outcome_has_a_sentence_of_its_own", every_outcome_has_a_sentence_of_its_own },
           { "a_check_does_not_say_that_a_voucher_was_used",
             a_check_does_not_say_that_a_voucher_was_used })

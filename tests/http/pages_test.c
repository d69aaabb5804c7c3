/* The pages that people without an account see. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/catalogue.h"
#include "store/sql.h"

static struct desk desk;

static int look(const char *digits)
{
	char path[256];

	snprintf(path, sizeof path, "/%s", digits);
	return desk_call(&desk, WHO__COUNT, "GET", path, "%s", "");
}

static bool says(const char *text)
{
	return strstr(buf_text(&desk.reply->body), text);
}

static void a_voucher_shows_its_number_and_its_end_in_words(void)
{
	desk_open(&desk);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK(says("Coupon 1 sur 10."));
	CHECK(says("Valable jusqu’au "));
	CHECK(says(catalogue_text("public.redeemed")));
	CHECK(!says("Charente") && !says("Dispositif"));
	desk_close(&desk);
}

static void looking_never_redeems(void)
{
	desk_open(&desk);
	for (int i = 0; i < 3; i++)
		look(desk.fixture.vouchers[OUTCOME_REDEEMED]);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says(catalogue_text("public.already_used")));
	CHECK(!says("Médiathèque"));
	desk_close(&desk);
}

static void what_ended_says_why_in_plain_words(void)
{
	static const enum outcome outcomes[] = { OUTCOME_EXPIRED,    OUTCOME_NOT_YET_VALID,
		                                 OUTCOME_BLOCKED,    OUTCOME_REPLACED,
		                                 OUTCOME_NOT_FUNDED, OUTCOME_SPECIMEN };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
		char key[64];

		snprintf(key, sizeof key, "public.%s", outcome_name(outcomes[i]));
		CHECK_INT(look(desk.fixture.vouchers[outcomes[i]]), 200);
		if (!says(catalogue_text(key)))
			CHECK_FAIL("%s is not said", key);
	}
	desk_close(&desk);
}

/* One page, byte for byte, whatever the failing step. */
static void a_stranger_sees_one_error_page(void)
{
	char first[8192], digits[256];

	desk_open(&desk);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE]), 404);
	snprintf(first, sizeof first, "%s", buf_text(&desk.reply->body));
	CHECK(says(catalogue_text("page.error_text")));
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_UNKNOWN_KEY]), 404);
	CHECK_TEXT(buf_text(&desk.reply->body), first);
	for (size_t size = 196; size <= 198; size++) {
		memset(digits, '9', size);
		digits[size] = '\0';
		CHECK_INT(look(digits), 404);
		CHECK_TEXT(buf_text(&desk.reply->body), first);
	}
	desk_close(&desk);
}

/* A scan cut short is met like any other fault; and a typed code cannot be tried here. */
static void fewer_digits_are_the_same_error_page(void)
{
	desk_open(&desk);
	CHECK_INT(look("12345"), 404);
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK(says(catalogue_text("page.error_text")));
	CHECK_INT(look("123456789012"), 404);
	CHECK(says(catalogue_text("page.error_text")));
	desk_close(&desk);
}

static void days_of_grace_are_told_as_such(void)
{
	int64_t last;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200);
	CHECK(day_parse(desk_text(&desk, "expires_on"), &last));
	desk.fixture.app->fixed_at = paris_day_begins_at(last + 1);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("encore accepté quelques jours"));
	CHECK(!says("Valable jusqu’au"));
	desk.fixture.app->fixed_at -= 1;
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("Valable jusqu’au"));
	desk_close(&desk);
}

static void the_first_page_says_what_this_is(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/", "%s", ""), 200);
	CHECK(says("<html lang=\"fr\">"));
	CHECK(says(catalogue_text("page.home_text")));
	CHECK(!says("{title}") && !says("{body}") && !says("{style}"));
	desk_close(&desk);
}

/* The books are there, and a table of them is not. */
static void hide(bool hidden)
{
	struct err err;

	CHECK_OK(sql_script(desk.fixture.app->sql,
	                    hidden ? "ALTER TABLE pass RENAME TO gone"
	                           : "ALTER TABLE gone RENAME TO pass",
	                    &err));
}

static void a_failure_is_a_sentence_on_a_page(void)
{
	desk_open(&desk);
	hide(true);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 500);
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK(says(catalogue_text("page.failed_title")));
	CHECK(says(catalogue_text("error.system")));
	CHECK(!says("gone") && !says("pass WHERE"));
	hide(false);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	atomic_store(&desk.lanes.stopping, true);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/", "%s", ""), 503);
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	desk_close(&desk);
}

DATABASE_MAIN({ "a_voucher_shows_its_number_and_its_end_in_words",
                a_voucher_shows_its_number_and_its_end_in_words },
              { "looking_never_redeems", looking_never_redeems },
              { "what_ended_says_why_in_plain_words", what_ended_says_why_in_plain_words },
              { "a_stranger_sees_one_error_page", a_stranger_sees_one_error_page },
              { "fewer_digits_are_the_same_error_page", fewer_digits_are_the_same_error_page },
              { "days_of_grace_are_told_as_such", days_of_grace_are_told_as_such },
              { "the_first_page_says_what_this_is", the_first_page_says_what_this_is },
              { "a_failure_is_a_sentence_on_a_page", a_failure_is_a_sentence_on_a_page })

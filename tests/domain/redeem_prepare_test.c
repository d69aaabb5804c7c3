/* What can be seen of a presentation before the books are asked. */
#include <stdlib.h>

#include "world.h"

static void what_is_no_voucher_is_malformed(void)
{
	static const char *const texts[] = { "",
		                             " ",
		                             "0",
		                             "https://pass.example/",
		                             "ABCD-EFGH-JKM",
		                             "ABCD-EFGH-JKMN-P",
		                             "UUUU-UUUU-UUUU",
		                             "é",
		                             "\xff" };
	WORLD;
	char text[VOUCHER_TEXT_MAX + 1];

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, texts[i]), "malformed"));
	memset(text, '1', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "malformed"));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM wrong_code"), 0);
}

static void a_token_in_an_address_or_from_a_scanner_is_the_same(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	char text[VOUCHER_TEXT_MAX];

	snprintf(text, sizeof text, "HTTPS://PASS.EXAMPLE/%s\r\n", world_token(&w, &pass, 1));
	CHECK_TEXT(world_redeem(&w, w.centre, text), "redeemed");
	snprintf(text, sizeof text, "  %s\t", world_token(&w, &pass, 1));
	CHECK_TEXT(world_redeem(&w, w.centre, text), "already_yours");
}

static void requests_out_of_range_are_no_presentation(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item item;

#define REFUSED(field, value, name_)                                                               \
	item = world_item(w.centre, world_token(&w, &pass, 1));                                    \
	item.field = (value);                                                                      \
	CHECK_UNCHANGED(CHECK_NAMED(redeem_one(w.app, &item, &err), ERR_INPUT, name_))
	REFUSED(kind, -1, "bad_kind");
	REFUSED(kind, 256, "bad_kind");
	REFUSED(minutes, -1, "bad_minutes");
	REFUSED(minutes, 1441, "bad_minutes");
	REFUSED(scanned_at, app_now(w.app) + 301, "scanned_later");
	REFUSED(scanned_at, app_now(w.app) - LATE_SECONDS - 1, "scanned_long_ago");
	REFUSED(scanned_at, INT64_MIN, "scanned_long_ago");
	REFUSED(scanned_at, INT64_MAX, "scanned_later");
	REFUSED(centre, 0, "no_centre");
}

DATABASE_MAIN({ "what_is_no_voucher_is_malformed", what_is_no_voucher_is_malformed },
              { "a_token_in_an_address_or_from_a_scanner_is_the_same",
                a_token_in_an_address_or_from_a_scanner_is_the_same },
              { "requests_out_of_range_are_no_presentation",
                requests_out_of_range_are_no_presentation })

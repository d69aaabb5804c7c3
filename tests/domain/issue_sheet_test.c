/* What is printed of a pass. */
#include <stdlib.h>

#include "store/passes.h"
#include "world.h"

static void a_reprint_is_the_same_to_the_digit(void)
{
	WORLD;
	struct pass pass = world_issue(&w), fresh;
	struct sheet first, again;

	CHECK_OK(issue_sheet(w.app, &pass, false, &first, &err));
	CHECK_OK(issue_sheet(w.app, &pass, true, &again, &err));
	CHECK(!first.duplicate && again.duplicate);
	CHECK_INT(first.vouchers_count, 5);
	for (int i = 0; i < 5; i++) {
		CHECK_TEXT(again.vouchers[i].digits, first.vouchers[i].digits);
		CHECK_TEXT(again.vouchers[i].code, first.vouchers[i].code);
		for (int k = 0; k < i; k++)
			CHECK(strcmp(first.vouchers[i].code, first.vouchers[k].code) != 0);
	}
	CHECK_TEXT(first.programme, "Charente numérique");
	CHECK_TEXT(first.desk, "Maison France Services");
	CHECK_INT(first.places_count, 2); /* not the one outside the territory */
	CHECK(first.places[0].distance_m <= first.places[1].distance_m);
	CHECK_OK(correct_replace(w.app, &w.agent, pass.id, "lost", &fresh, &err));
	CHECK_OK(passes_find(w.app->sql, pass.id, &pass, &err));
	CHECK_NAMED(issue_sheet(w.app, &pass, true, &again, &err), ERR_CONFLICT, "pass_ended");
}

static void only_the_nearest_centres_that_may_redeem_are_printed(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct sheet sheet;

	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_SUSPENDED, &err));
	CHECK_OK(issue_sheet(w.app, &pass, false, &sheet, &err));
	CHECK_INT(sheet.places_count, 1);
	CHECK_TEXT(sheet.places[0].name, "Centre social");
	CHECK_INT(sheet.total, 5);
	CHECK_INT(sheet.cents, WORLD_CENTS);
	CHECK_INT(sheet.last_day, pass.last_day);
	CHECK_INT(sheet.issued_day, paris_day(pass.issued_at));
	CHECK_TEXT(sheet.host, "pass.example");
	CHECK_TEXT(sheet.funder, "Département de la Charente");
}

static void the_cover_code_is_no_voucher_s(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct sheet sheet;
	char cover[VOUCHER_CODE_SIZE];

	CHECK_OK(issue_sheet(w.app, &pass, false, &sheet, &err));
	issue_cover_code(w.app, &pass, cover);
	CHECK_TEXT(sheet.cover_code, cover);
	for (int i = 0; i < 5; i++)
		CHECK(strcmp(sheet.vouchers[i].code, cover) != 0);
}

DATABASE_MAIN({ "a_reprint_is_the_same_to_the_digit", a_reprint_is_the_same_to_the_digit },
              { "only_the_nearest_centres_that_may_redeem_are_printed",
                only_the_nearest_centres_that_may_redeem_are_printed },
              { "the_cover_code_is_no_voucher_s", the_cover_code_is_no_voucher_s })

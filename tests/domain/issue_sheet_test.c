/* What is printed of a pass. */
#include <stdlib.h>

#include "base/text.h"
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

/* Of a programme that is in no books: what is printed, and what the books know of it. */
static void a_specimen_leaves_nothing_and_opens_nothing(void)
{
	WORLD;
	struct issue_request asked = { .desk = w.desk, .vouchers = 6, .language = LANGUAGE_TR };
	struct programme draft = w.programme;
	char *before = world_books(&w), *after;
	struct sheet sheet;

	draft.id = 0;
	TEXT_COPY(draft.name, "Pas encore");
	CHECK_OK(issue_specimen(w.app, &w.office, &draft, &asked, &sheet, &err));
	CHECK(sheet.specimen && !sheet.duplicate);
	CHECK_TEXT(sheet.programme, "Pas encore");
	CHECK_TEXT(sheet.funder, "Département de la Charente");
	CHECK_INT(sheet.total, 6);
	CHECK_INT(sheet.vouchers_count, 6);
	CHECK_INT(sheet.language, LANGUAGE_TR);
	CHECK_INT(sheet.places_count, 2); /* not the one outside the territory */
	for (int i = 0; i < 6; i++) {
		CHECK_TEXT(world_check(&w, w.centre, sheet.vouchers[i].digits), "bad_signature");
		CHECK_TEXT(world_redeem(&w, w.centre, sheet.vouchers[i].digits), "bad_signature");
	}
	CHECK_TEXT(world_check(&w, w.centre, sheet.vouchers[5].code), "unknown_code");
	CHECK_TEXT(world_check(&w, w.centre, sheet.cover_code), "unknown_code");
	after = world_books(&w);
	CHECK(world_same(before, after, __FILE__, __LINE__));
	free(before);
	free(after);
}

static void a_specimen_is_refused_as_the_programme_would_be(void)
{
	WORLD;
	struct issue_request asked = { .desk = 0 };
	struct programme draft = w.programme;
	struct caller stranger = w.payer;
	struct sheet sheet;

	CHECK_OK(issue_specimen(w.app, &w.payer, &draft, &asked, &sheet, &err));
	CHECK_INT(sheet.total, draft.vouchers_max);
	CHECK(sheet.places_count > 0); /* near a desk of the territory */
	stranger.funder++;
	CHECK_NAMED(issue_specimen(w.app, &stranger, &draft, &asked, &sheet, &err), ERR_MISSING,
	            "no_funder");
	asked.desk = 9999;
	CHECK_NAMED(issue_specimen(w.app, &w.office, &draft, &asked, &sheet, &err), ERR_MISSING,
	            "no_site");
	asked.desk = 0;
	asked.vouchers = draft.vouchers_max + 1;
	CHECK_NAMED(issue_specimen(w.app, &w.office, &draft, &asked, &sheet, &err), ERR_INPUT,
	            "too_many_vouchers");
	asked.vouchers = 0;
	world_on(&w, "2027-01-01");
	CHECK_NAMED(issue_specimen(w.app, &w.office, &draft, &asked, &sheet, &err), ERR_INPUT,
	            "bad_programme");
	CHECK_TEXT(err.field, "until");
	draft.name[0] = '\0';
	CHECK_NAMED(issue_specimen(w.app, &w.office, &draft, &asked, &sheet, &err), ERR_INPUT,
	            "bad_programme");
	CHECK_TEXT(err.field, "name");
}

DATABASE_MAIN({ "a_reprint_is_the_same_to_the_digit", a_reprint_is_the_same_to_the_digit },
              { "only_the_nearest_centres_that_may_redeem_are_printed",
                only_the_nearest_centres_that_may_redeem_are_printed },
              { "the_cover_code_is_no_voucher_s", the_cover_code_is_no_voucher_s },
              { "a_specimen_leaves_nothing_and_opens_nothing",
                a_specimen_leaves_nothing_and_opens_nothing },
              { "a_specimen_is_refused_as_the_programme_would_be",
                a_specimen_is_refused_as_the_programme_would_be })

/* The pages that people without an account see. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/catalogue.h"
#include "domain/callers.h"
#include "domain/issue.h"
#include "store/passes.h"
#include "store/programmes.h"
#include "store/sql.h"

#define UNKNOWN "Ce coupon n’est pas reconnu."

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

/* How often the page has a text. */
static int count(const char *text)
{
	int count = 0;

	for (const char *at = buf_text(&desk.reply->body); (at = strstr(at, text)); at++)
		count++;
	return count;
}

static void a_voucher_shows_its_number_and_its_end_in_words(void)
{
	desk_open(&desk);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK(says("Coupon 1/10"));
	CHECK(says("Ce coupon est authentique."));
	CHECK(says("Il n’a pas encore servi."));
	CHECK(says("Il vous reste 10 ateliers"));
	CHECK(says("jusqu’au "));
	CHECK(!says("Charente") && !says("Dispositif"));
	desk_close(&desk);
}

static void the_nearest_places_are_those_of_the_printed_pass(void)
{
	struct sheet sheet = { 0 };
	struct pass pass;
	struct err err;

	desk_open(&desk);
	CHECK_OK(passes_find(desk.fixture.app->sql, desk.fixture.pass, &pass, &err));
	CHECK_OK(issue_sheet(desk.fixture.app, &pass, false, &sheet, &err));
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(sheet.places_count > 0);
	CHECK_INT(count("<li>\n<h3"), (int)sheet.places_count);
	for (size_t i = 0; i < sheet.places_count; i++)
		CHECK(says(sheet.places[i].name));
	CHECK(!says(sheet.cover_code) && !says(sheet.vouchers[0].digits));
	desk_close(&desk);
}

/* Who has used it, where and when, is not for who finds a coupon. */
static void looking_never_redeems(void)
{
	int places;

	desk_open(&desk);
	for (int i = 0; i < 3; i++)
		look(desk.fixture.vouchers[OUTCOME_REDEEMED]);
	places = count("Médiathèque");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("Il a déjà servi."));
	CHECK(says("Il vous reste 9 ateliers"));
	CHECK_INT(count("Médiathèque"), places);
	desk_close(&desk);
}

static void what_ended_says_why_in_plain_words(void)
{
	static const struct {
		enum outcome outcome;
		const char *text;
	} cases[] = {
		{ OUTCOME_EXPIRED, "Il n’est plus valable. Sa date est passée" },
		{ OUTCOME_NOT_YET_VALID, "Il n’est pas encore valable." },
		{ OUTCOME_BLOCKED, "Ce pass a été bloqué." },
		{ OUTCOME_REPLACED, "Ce pass a été remplacé par un autre." },
		{ OUTCOME_NOT_FUNDED, "Il ne peut pas servir en ce moment." },
		{ OUTCOME_SPECIMEN, "ce coupon n’est pas un vrai coupon" },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(look(desk.fixture.vouchers[cases[i].outcome]), 200);
		if (!says(cases[i].text))
			CHECK_FAIL("\"%s\" is not said", cases[i].text);
		CHECK(!says("Il vous reste") || cases[i].outcome == OUTCOME_NOT_YET_VALID);
	}
	desk_close(&desk);
}

static void every_language_of_the_pass_is_one_link_away(void)
{
	static const struct {
		const char *name, *html, *text;
	} cases[] = {
		{ "falc", "<html lang=\"fr\" dir=\"ltr\">", "C’est un vrai coupon." },
		{ "en", "<html lang=\"en\" dir=\"ltr\">", "You have 10 workshops left" },
		{ "ar", "<html lang=\"ar\" dir=\"rtl\">", "بقي لك: 10 ورشات" },
		{ "uk", "<html lang=\"uk\" dir=\"ltr\">", "залишилося: 10 занять" },
		{ "tr", "<html lang=\"tr\" dir=\"ltr\">", "Kalan: 10 atölye" },
		{ "pt", "<html lang=\"pt\" dir=\"ltr\">", "Ainda tem 10 sessões" },
	};
	char link[32];

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		desk.query = (struct http_pair){ NULL, NULL };
		CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
		snprintf(link, sizeof link, "\"?lang=%s\"", cases[i].name);
		CHECK(says(link));
		desk.query = (struct http_pair){ "lang", cases[i].name };
		CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
		CHECK(says(cases[i].html));
		if (!says(cases[i].text))
			CHECK_FAIL("\"%s\" is not said", cases[i].text);
		CHECK(!says(link) && says("\"?lang=fr\""));
	}
	desk.query = (struct http_pair){ "lang", "xx" };
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 400);
	CHECK(says(catalogue_text("page.refused_title")));
	desk_close(&desk);
}

/* A page opens in the language that the person took home on paper. */
static void the_language_is_that_of_the_paper(void)
{
	struct err err;

	desk_open(&desk);
	CHECK_OK(sql_script(desk.fixture.app->sql, "UPDATE pass SET language = 3", &err));
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("<html lang=\"ar\" dir=\"rtl\">"));
	CHECK(says("هذه القسيمة أصلية."));
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE]), 404);
	CHECK(says("<html lang=\"fr\" dir=\"ltr\">"));
	desk_close(&desk);
}

/* One page, byte for byte, whatever the failing step. */
static void a_stranger_sees_one_error_page(void)
{
	char first[16384], digits[256];

	desk_open(&desk);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE]), 404);
	snprintf(first, sizeof first, "%s", buf_text(&desk.reply->body));
	CHECK(says(UNKNOWN));
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
	CHECK(says(UNKNOWN));
	CHECK_INT(look("123456789012"), 404);
	CHECK(says(UNKNOWN));
	CHECK_INT(look("123456789012345a"), 404);
	desk_close(&desk);
}

/* The cover of a pass says what it is; whose, and whether there is one, is not told. */
static void a_cover_is_no_voucher(void)
{
	char first[16384];

	desk_open(&desk);
	CHECK_INT(look("0000000000000001"), 200);
	CHECK(says("Ceci est la première page d’un pass."));
	CHECK(!says(UNKNOWN));
	snprintf(first, sizeof first, "%s", buf_text(&desk.reply->body));
	CHECK_INT(look("0257125142818126"), 200);
	CHECK_TEXT(buf_text(&desk.reply->body), first);
	desk_close(&desk);
}

/* Workers have their time from the books that they were begun with. */
static void move_to(int64_t at)
{
	struct lanes fresh = { .hold = desk.lanes.hold, .release = desk.lanes.release };
	struct err err;

	lanes_close(&desk.lanes);
	desk.lanes = fresh;
	desk.fixture.app->fixed_at = at;
	CHECK_OK(lanes_open(&desk.lanes, desk.fixture.app, &err));
}

static void days_of_grace_are_told_as_such(void)
{
	int64_t last;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          200);
	CHECK(day_parse(desk_text(&desk, "expires_on"), &last));
	move_to(paris_day_begins_at(last + 1));
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("encore accepté quelques jours"));
	CHECK(!says("<p class=\"until\">"));
	move_to(paris_day_begins_at(last + 1) - 1);
	CHECK_INT(look(desk.fixture.vouchers[OUTCOME_REDEEMED]), 200);
	CHECK(says("<p class=\"until\">jusqu’au"));
	desk_close(&desk);
}

static void the_first_page_says_what_this_is(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/", "%s", ""), 200);
	CHECK(says("<html lang=\"fr\" dir=\"ltr\">"));
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
	CHECK(says(catalogue_text("page.failed_title")));
	CHECK_INT(desk.reply->kind, HTTP_PAGE);
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	desk_close(&desk);
}

static void a_specimen_of_a_programme_to_be_says_so_in_its_language(void)
{
	const struct issue_request asked = { .language = LANGUAGE_TR };
	const struct caller office = caller_operator();
	struct programme programme;
	struct sheet sheet;
	struct err err;

	desk_open(&desk);
	CHECK_OK(programmes_find(desk.fixture.app->sql, desk.fixture.programme, &programme, &err));
	CHECK_OK(issue_specimen(desk.fixture.app, &office, &programme, &asked, &sheet, &err));
	CHECK(sheet.places_count > 0); /* near a desk of the territory */
	CHECK_INT(look(sheet.vouchers[0].digits), 200);
	CHECK(says("lang=\"tr\""));
	CHECK(says("Bu bir örnektir. Değeri yoktur."));
	CHECK_INT(count("class=\"authentic\""), 0);
	CHECK(!says("class=\"yes\""));
	desk_close(&desk);
}

DATABASE_MAIN({ "a_specimen_of_a_programme_to_be_says_so_in_its_language",
                a_specimen_of_a_programme_to_be_says_so_in_its_language },
              { "the_nearest_places_are_those_of_the_printed_pass",
                the_nearest_places_are_those_of_the_printed_pass },
              { "every_language_of_the_pass_is_one_link_away",
                every_language_of_the_pass_is_one_link_away },
              { "the_language_is_that_of_the_paper", the_language_is_that_of_the_paper },
              { "a_voucher_shows_its_number_and_its_end_in_words",
                a_voucher_shows_its_number_and_its_end_in_words },
              { "looking_never_redeems", looking_never_redeems },
              { "what_ended_says_why_in_plain_words", what_ended_says_why_in_plain_words },
              { "a_stranger_sees_one_error_page", a_stranger_sees_one_error_page },
              { "fewer_digits_are_the_same_error_page", fewer_digits_are_the_same_error_page },
              { "a_cover_is_no_voucher", a_cover_is_no_voucher },
              { "days_of_grace_are_told_as_such", days_of_grace_are_told_as_such },
              { "the_first_page_says_what_this_is", the_first_page_says_what_this_is },
              { "a_failure_is_a_sentence_on_a_page", a_failure_is_a_sentence_on_a_page })

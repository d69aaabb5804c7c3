/* The page behind a voucher, in every language of the pass. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "render/voucher_page.h"

static struct render *render;
static struct buf body;

static const struct voucher_page usual = {
	.outcome = OUTCOME_REDEEMED, .number = 3, .total = 10, .last_day = 20800, .left = 4
};

static void open_once(void)
{
	struct err err;

	if (!render)
		CHECK_OK(render_open(&render, NULL, &err));
}

static const char *write_page(const struct voucher_page *page)
{
	open_once();
	buf_clear(&body);
	voucher_page_title(render, page, &body);
	voucher_page_body(render, page, &body);
	return buf_text(&body);
}

static bool says(const char *text)
{
	return strstr(buf_text(&body), text);
}

static void every_state_is_said_in_every_language(void)
{
	for (int language = 0; language < LANGUAGE__COUNT; language++)
		for (int outcome = 0; outcome < OUTCOME__COUNT; outcome++)
			for (int left = -1; left <= 15; left++) {
				struct voucher_page page = usual;

				page.language = (enum language)language;
				page.outcome = (enum outcome)outcome;
				page.left = left;
				page.in_grace = left % 2;
				write_page(&page);
				CHECK(!says("{") && !says("></p>") && !says("></h2>"));
				CHECK_INT(says("class=\"state\""),
				          outcome_is_authentic(page.outcome));
			}
}

static void a_name_from_outside_is_no_html(void)
{
	struct sheet sheet = { .places_count = 1 };
	struct voucher_page page = usual;

	snprintf(sheet.places[0].name, sizeof sheet.places[0].name, "<b>A & \"B\"</b>");
	snprintf(sheet.places[0].address, sizeof sheet.places[0].address, "<script>1</script>");
	snprintf(sheet.places[0].phone, sizeof sheet.places[0].phone, "\"><b>1");
	snprintf(sheet.places[0].hours, sizeof sheet.places[0].hours, "<i>");
	page.sheet = &sheet;
	write_page(&page);
	CHECK(says("&lt;b&gt;A &amp; &quot;B&quot;&lt;/b&gt;"));
	CHECK(!says("<b>") && !says("<script") && !says("<i>"));
	CHECK(!says("tel:"));
}

static void a_telephone_number_dials(void)
{
	struct sheet sheet = { .places_count = 1 };
	struct voucher_page page = usual;

	snprintf(sheet.places[0].name, sizeof sheet.places[0].name, "Mairie");
	snprintf(sheet.places[0].phone, sizeof sheet.places[0].phone, "+33545952040");
	snprintf(sheet.places[0].hours, sizeof sheet.places[0].hours, "Mo 09:00-12:00");
	sheet.places[0].distance_m = 1200;
	page.sheet = &sheet;
	write_page(&page);
	CHECK(says("href=\"tel:+33545952040\">Téléphone : 05\u00a045\u00a095\u00a020\u00a040</a>"));
	CHECK(!says("à 1,2"));
	CHECK(says("lundi"));
	sheet.places_count = 0;
	write_page(&page);
	CHECK(says("Demandez la liste des lieux"));
}

static void days_of_grace_are_said_once(void)
{
	struct voucher_page page = usual;
	const char *first;

	page.in_grace = true;
	first = strstr(write_page(&page), "encore accepté");
	CHECK(first && !strstr(first + 1, "encore accepté"));
	page.outcome = OUTCOME_ALREADY_USED;
	first = strstr(write_page(&page), "encore accepté");
	CHECK(first && !strstr(first + 1, "encore accepté"));
	CHECK(says("Il a déjà servi."));
}

static void the_page_says_which_way_it_is_read(void)
{
	struct voucher_page page = usual;

	open_once();
	page.language = LANGUAGE_AR;
	CHECK_TEXT(voucher_page_language(render, &page), "ar");
	CHECK_TEXT(voucher_page_direction(render, &page), "rtl");
	page.language = LANGUAGE_FALC;
	CHECK_TEXT(voucher_page_language(render, &page), "fr");
	CHECK_TEXT(voucher_page_direction(render, &page), "ltr");
}

CHECK_MAIN({ "every_state_is_said_in_every_language", every_state_is_said_in_every_language },
           { "a_name_from_outside_is_no_html", a_name_from_outside_is_no_html },
           { "a_telephone_number_dials", a_telephone_number_dials },
           { "days_of_grace_are_said_once", days_of_grace_are_said_once },
           { "the_page_says_which_way_it_is_read", the_page_says_which_way_it_is_read })

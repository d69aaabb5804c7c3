#include "codec/centres_text.h"

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "check.h"

static void tidying_leaves_words_and_no_address(void)
{
	static const struct {
		const char *text, *tidy;
		bool whole, email;
	} cases[] = {
		{ "  a \t\r\n b\x01 ", "a b", true, false },
		{ "contact a.b@c.fr ou mairie", "contact ou mairie", true, true },
		{ "x@y", "", true, true },
		{ "0123456789012345678", "0123456789012345678", true, false },
		{ "01234567890123456789", "0123456789012345678", false, false },
		{ "012345678901234567é", "012345678901234567", false, false },
		{ "01234567890123456 é", "01234567890123456 ", false, false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char tidy[20];
		bool email;

		CHECK_INT(centres_text_tidy(tidy, sizeof tidy, cases[i].text, &email),
		          cases[i].whole);
		CHECK_INT(email, cases[i].email);
		CHECK_TEXT(tidy, cases[i].tidy);
	}
}

static void towns_get_the_capitals_they_are_due(void)
{
	static const struct {
		const char *published, *shown;
	} cases[] = {
		{ "CHÂTEAUBERNARD", "Châteaubernard" },
		{ "LA ROCHEFOUCAULD-EN-ANGOUMOIS", "La Rochefoucauld-en-Angoumois" },
		{ "L'ISLE-D'ESPAGNAC", "L'Isle-d'Espagnac" },
		{ "ÉTAGNAC", "Étagnac" },
		{ "HŒNHEIM", "Hœnheim" },
		{ "saint-amant-de-boixe", "Saint-Amant-de-Boixe" },
		{ "PRÉ-LÈS-BOIS", "Pré-lès-Bois" },
		{ "Bourg-la-Reine", "Bourg-la-Reine" },
		{ "Mc Donald", "Mc Donald" },
		{ "ANGOULÊME CEDEX 9", "Angoulême" },
		{ "Angoulême Cedex", "Angoulême" },
		{ "PARIS 12", "Paris 12" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char town[60];

		TEXT_COPY(town, cases[i].published);
		centres_text_town(town);
		CHECK_TEXT(town, cases[i].shown);
	}
}

static void phones_become_international(void)
{
	static const struct {
		const char *typed, *phone;
	} cases[] = {
		{ "+33545932222", "+33545932222" },
		{ "05 45 93 22 22", "+33545932222" },
		{ "05.45.93.22.22", "+33545932222" },
		{ "05\xc2\xa0"
		  "45\xe2\x80\xaf"
		  "932222",
		  "+33545932222" },
		{ "+33 (0)5 45 93 22 22", "+33545932222" },
		{ "0033545932222", "+33545932222" },
		{ "545932222", "+33545932222" },
		{ "0262 41 00 00", "+262262410000" },
		{ "0692123456", "+262692123456" },
		{ "+33590123456", "+590590123456" },
		{ "+590590123456", "+590590123456" },
		{ "0696 12 34 56", "+596696123456" },
		{ "0639 12 34 56", "+262639123456" },
		{ "+32 2 123 45 67", "+3221234567" },
		{ "3949 / 05 45 93 22 22", "+33545932222" },
		{ "05 45 93 22 22;06 30 39 25 18", "+33545932222" },
		{ "3949", "" },
		{ "", "" },
		{ "voir site", "" },
		{ "0545932", "" },
		{ "05459322221", "" },
		{ "0005932222", "" },
		{ "+", "" },
		{ "++33545932222", "" },
		{ "123456789012345678901234567890", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char phone[CENTRES_PHONE_SIZE];

		CHECK_INT(centres_text_phone(phone, cases[i].typed), *cases[i].phone != '\0');
		if (!CHECK_TEXT(phone, cases[i].phone))
			printf("# on \"%s\"\n", cases[i].typed);
	}
}

static void addresses_have_a_scheme_and_a_host(void)
{
	static const struct {
		const char *typed, *url;
	} cases[] = {
		{ "https://www.a.fr/b?c=d#e", "https://www.a.fr/b?c=d#e" },
		{ "HTTP://a.fr", "http://a.fr" },
		{ "www.a.fr", "http://www.a.fr" },
		{ "a.fr/é", "http://a.fr/é" },
		{ "https://medium.com/@x", "https://medium.com/@x" },
		{ "https://a.fr | https://b.fr", "https://a.fr" },
		{ "https://a.fr:8080/", "https://a.fr:8080/" },
		{ "javascript:alert.x", "" },
		{ "mailto:a@b.fr", "" },
		{ "https://a@b.fr/", "" },
		{ "https://", "" },
		{ "https://localhost", "" },
		{ "http://a.fr/<b>", "" },
		{ "http://a .fr", "" },
		{ "http://a\x01.fr", "" },
		{ "http://a.fr/\x18/", "" },
		{ "http://a.fr/?to=b@c.fr", "" },
		{ "http://a.fr/?to=b%40c.fr", "" },
		{ "non", "" },
		{ "", "" },
		{ "|", "" },
		{ "https://a.fr/0123456789012345678901234567890123456789", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char url[40];

		CHECK_INT(centres_text_url(url, sizeof url, cases[i].typed), *cases[i].url != '\0');
		if (!CHECK_TEXT(url, cases[i].url))
			printf("# on \"%s\"\n", cases[i].typed);
	}
}

static void dates_are_read_in_three_shapes(void)
{
	static const struct {
		const char *text, *day;
	} cases[] = {
		{ "2023-02-22", "2023-02-22" },
		{ "2023-02-22T10:00:00.000Z", "2023-02-22" },
		{ "2023-02-22 10:00", "2023-02-22" },
		{ "22/02/2023", "2023-02-22" },
		{ "2/2/2023", "2023-02-02" },
		{ "2023-02-30", "" },
		{ "31/02/2023", "" },
		{ "22/02/23", "" },
		{ "22/02/2023 x", "" },
		{ "-1/-2/2023", "" },
		{ "2023-02-221", "" },
		{ "hier", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char shown[DAY_TEXT_SIZE] = "";
		int64_t day;

		if (centres_text_date(cases[i].text, &day))
			day_format(day, shown);
		if (!CHECK_TEXT(shown, cases[i].day))
			printf("# on \"%s\"\n", cases[i].text);
	}
}

CHECK_MAIN({ "tidying_leaves_words_and_no_address", tidying_leaves_words_and_no_address },
           { "towns_get_the_capitals_they_are_due", towns_get_the_capitals_they_are_due },
           { "phones_become_international", phones_become_international },
           { "addresses_have_a_scheme_and_a_host", addresses_have_a_scheme_and_a_host },
           { "dates_are_read_in_three_shapes", dates_are_read_in_three_shapes })

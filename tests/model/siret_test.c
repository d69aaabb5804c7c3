#include "model/siret.h"

#include "base/auto.h"
#include "check.h"

static void tells_the_kinds_apart(void)
{
	static const struct {
		const char *text;
		enum siret_kind kind;
	} cases[] = {
		{ "732829320", SIRET_IS_SIREN },
		{ "73282932000074", SIRET_IS_SIRET },
		{ "73282932000075", SIRET_NONE },
		{ "732829321", SIRET_NONE },
		{ "7328293200007", SIRET_NONE },
		{ "732829320000740", SIRET_NONE },
		{ "00000000000000", SIRET_NONE },
		{ "000000000", SIRET_NONE },
		{ "", SIRET_NONE },
		{ "7328293200007a", SIRET_NONE },
		{ "W751234567", SIRET_IS_RNA },
		{ "W2A1234567", SIRET_IS_RNA },
		{ "W9R1234567", SIRET_IS_RNA },
		{ "W75123456", SIRET_NONE },
		{ "w751234567", SIRET_NONE },
		{ "WA51234567", SIRET_NONE },
		{ "W75123456A", SIRET_NONE },
		{ "73282932000074 ", SIRET_NONE },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (!CHECK_INT(siret_kind(cases[i].text), cases[i].kind))
			printf("# on \"%s\"\n", cases[i].text);
}

static void la_poste_has_its_own_rule(void)
{
	CHECK_INT(siret_kind("35600000000048"), SIRET_IS_SIRET); /* its seat follows Luhn */
	CHECK_INT(siret_kind("35600000049837"), SIRET_IS_SIRET); /* digits add up to 45 */
	CHECK_INT(siret_kind("35600000049838"), SIRET_NONE);
	CHECK_INT(siret_kind("35600100049836"), SIRET_NONE); /* 45 too, but another body */
}

/* Luhn's key exists to catch these: any one wrong digit. */
static void one_wrong_digit_is_always_found(void)
{
	for (int at = 0; at < 14; at++)
		for (char digit = '0'; digit <= '9'; digit++) {
			char text[] = "73282932000074";

			if (text[at] == digit)
				continue;
			text[at] = digit;
			CHECK_INT(siret_kind(text), SIRET_NONE);
		}
}

static void cleans_what_people_type(void)
{
	static const struct {
		const char *text, *clean;
	} cases[] = {
		{ "732 829 320 00074", "73282932000074" },
		{ "732\xc2\xa0"
		  "829.320-00074",
		  "73282932000074" },
		{ "w751234567", "W751234567" },
		{ "00000000000000", "" },
		{ "73282932000074 5", "" },
		{ "                                      732829320", "732829320" },
		{ "N/A", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char clean[SIRET_TEXT_SIZE];

		CHECK_INT(siret_clean(clean, cases[i].text), siret_kind(cases[i].clean));
		CHECK_TEXT(clean, cases[i].clean);
	}
}

CHECK_MAIN({ "tells_the_kinds_apart", tells_the_kinds_apart },
           { "la_poste_has_its_own_rule", la_poste_has_its_own_rule },
           { "one_wrong_digit_is_always_found", one_wrong_digit_is_always_found },
           { "cleans_what_people_type", cleans_what_people_type })

#include "codec/centres_terms.h"

#include "base/auto.h"
#include "check.h"

static void old_and_new_names_are_the_same_field(void)
{
	static const struct {
		const char *name;
		enum centres_field field;
	} cases[] = {
		{ "fiche_acces_libre", FIELD_ACCESS_URL },
		{ "accessibilite", FIELD_ACCESS_URL },
		{ "publics_accueillis", FIELD_PUBLICS },
		{ "Code postal", FIELD_POSTCODE },
		{ "Téléphone", FIELD_PHONE },
		{ "courriels", FIELD_NOT_KEPT },
		{ "labels_nationaux", FIELD_NOT_KEPT },
		{ "couleur", FIELD_UNKNOWN },
		{ "", FIELD_UNKNOWN },
		{ "LATITUDE", FIELD_LATITUDE },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (!CHECK_INT(centres_terms_field(cases[i].name), cases[i].field))
			printf("# on \"%s\"\n", cases[i].name);
}

static void every_field_has_the_name_of_the_standard(void)
{
	for (int field = 0; field < FIELD__COUNT; field++) {
		CHECK(*centres_terms_name(field));
		CHECK_INT(centres_terms_field(centres_terms_name(field)), field);
	}
	CHECK_TEXT(centres_terms_name(FIELD_ACCESS_URL), "fiche_acces_libre");
}

static void lists_are_said_in_present_words(void)
{
	static const struct {
		const char *list, *present;
	} cases[] = {
		{ "", "" },
		{ " | ;; ", "" },
		{ "ASSO|TIERS_LIEUX", "ASSO|TIERS_LIEUX" },
		{ "Adultes;Seniors (+ 65 ans) ; Jeunes (16-26 ans)", "Adultes|Seniors|Jeunes" },
		{ "Accéder à du matériel;Accéder à une connexion internet",
		  "Accès internet et matériel informatique" },
		{ "comprehension du monde numerique", "Compréhension du monde numérique" },
		{ "GRATUIT : on entre librement", "Gratuit" },
		{ "A|AB|A|B", "A|AB|B" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char present[100];

		CHECK(centres_terms_list(present, sizeof present, cases[i].list));
		CHECK_TEXT(present, cases[i].present);
	}
}

static void a_list_that_does_not_fit_is_said(void)
{
	char list[300], present[10];

	CHECK(centres_terms_list(present, sizeof present, "1234|5678"));
	CHECK(!centres_terms_list(present, sizeof present, "1234|56789"));
	memset(list, 'x', sizeof list - 1);
	list[sizeof list - 1] = '\0';
	CHECK(!centres_terms_list(present, sizeof present, list));
}

CHECK_MAIN({ "old_and_new_names_are_the_same_field", old_and_new_names_are_the_same_field },
           { "every_field_has_the_name_of_the_standard", every_field_has_the_name_of_the_standard },
           { "lists_are_said_in_present_words", lists_are_said_in_present_words },
           { "a_list_that_does_not_fit_is_said", a_list_that_does_not_fit_is_said })

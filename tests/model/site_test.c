#include "model/site.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"

static struct site_face face(const char *name, const char *address, const char *commune,
                             int64_t north_m)
{
	struct site_place place = { .has_point = true,
		                    .point = { 45650000 + north_m * 9, 160000 } };
	struct site_face ret;

	TEXT_COPY(place.name, name);
	TEXT_COPY(place.address, address);
	TEXT_COPY(place.commune, commune);
	site_face_make(&ret, &place);
	return ret;
}

static void one_door_is_known_however_it_is_typed(void)
{
	static const struct {
		const char *name, *address, *commune;
		int64_t north_m;
		bool same;
	} cases[] = {
		{ "Maison des Jeunes – Mosaïque", "17 rue Saint-Exupéry", "Angoulême", 0, true },
		{ "MAISON DES JEUNES MOSAIQUE", "17 RUE SAINT EXUPERY", "ANGOULEME", 2106, true },
		{ "Maison des jeunes Mosaique", "17 bis rue Saint Exupéry", "Angoulême", 90, true },
		{ "Maison des jeunes Mosaique", "17 bis rue Saint Exupéry", "Angoulême", 300,
		  false },
		{ "Espace Maison des jeunes Mosaique", "", "", 20, true },
		{ "Mosaïque", "17 rue Saint-Exupéry", "Angoulême", 20, true },
		{ "Mosaïque", "17 rue Saint-Exupéry", "Soyaux", 2000, false },
		{ "La Poste", "17 rue Saint-Exupéry", "Angoulême", 0, false },
		{ "–", "17 rue Saint-Exupéry", "Angoulême", 0, false },
		{ "", "17 rue Saint-Exupéry", "Angoulême", 0, false },
	};
	const struct site_face a = face(cases[0].name, cases[0].address, cases[0].commune, 0);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct site_face b =
			face(cases[i].name, cases[i].address, cases[i].commune, cases[i].north_m);

		if (!CHECK_INT(site_face_same(&a, &b), cases[i].same) ||
		    !CHECK_INT(site_face_same(&b, &a), cases[i].same))
			printf("# on \"%s\", %s\n", cases[i].name, cases[i].address);
	}
}

static void two_places_without_address_are_not_one(void)
{
	const struct site_face a = face("Mairie", "", "Luxé", 0),
			       b = face("Mairie", "", "Luxé", 4000);

	CHECK(!site_face_same(&a, &b));
}

CHECK_MAIN({ "one_door_is_known_however_it_is_typed", one_door_is_known_however_it_is_typed },
           { "two_places_without_address_are_not_one", two_places_without_address_are_not_one })

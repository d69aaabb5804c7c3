/* Places brought in from files of the national schema, again and again. */
#include "import_files.h"
#include "store/organisations.h"

/* ---- one file ---- */

static void what_is_usable_is_in_and_every_doubt_is_told(void)
{
	WORLD;
	HEARING;
	struct site site;

	CHECK_OK(IMPORT(HEADER LIBRARY
	                "library-1,,Encore,Cognac,16100,,45.69,-0.32,,,carto\n"
	                ",,,Cognac,16100,,45.69,-0.32,,,carto\n"
	                "unsound-1,00000000000000,Lieu Delta,Cognac,16100,4 rue X,48.85,2.35,12,"
	                ",carto\n"));
	CHECK_COUNTS(2, 0, 0, 2);
	CHECK_TEXT(buf_text(&heard.codes), "3:no_pivot 3:same_id 4:no_name 5:no_pivot"
	                                   " 5:far_coordinates 5:bad_phone ");
	CHECK_INT(counts.doubts[CENTRES_DROPPED], 2);
	CHECK_INT(counts.doubts[CENTRES_IGNORED], 2);
	CHECK_INT(counts.doubts[CENTRES_NOTE], 2);
	CHECK_INT(counts.approved, 0);
	site = site_of(&w, "library-1");
	CHECK_TEXT(site.place.name, "Médiathèque Alpha");
	CHECK_TEXT(site.place.phone, "+33545000001");
	CHECK_INT(site.place.point.latitude_e6, 45650000);
	CHECK(site.centre && !site.desk);
	CHECK_INT(site.approval, APPROVAL_CANDIDATE);
	site = site_of(&w, "unsound-1");
	CHECK(!site.place.has_point);
	CHECK_TEXT(site.place.phone, "");
	CHECK_INT(site.organisation, 0);
}

static void bodies_are_known_by_their_siret(void)
{
	WORLD;
	HEARING;
	struct organisation found;
	bool there;

	CHECK_OK(IMPORT(HEADER LIBRARY HALL CLUB CLUB_OF_LAW_1901
	                "council-1,22160001800016,Maison du Département,Angoulême,16000,31 bd "
	                "Roux,45.64,0.15"
	                ",,,carto\n"));
	CHECK_COUNTS(5, 0, 0, 0);
	CHECK_INT(site_of(&w, "library-1").organisation, site_of(&w, "bigroom-1").organisation);
	CHECK_OK(organisations_find_siret(w.app->sql, "21160015000018", &found, &there, &err));
	CHECK_TEXT(there ? found.name : "", "Médiathèque Alpha");
	CHECK_TEXT(buf_text(&heard.codes), "4:no_siret 5:no_siret ");
	CHECK_INT(site_of(&w, "theclub-1").organisation, 0);
	CHECK_INT(site_of(&w, "theclub-2").organisation, 0);
	CHECK_INT(site_of(&w, "council-1").organisation, w.funder.organisation);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM organisation"
	                          " WHERE name = 'Département de la Charente'"),
	          1);
}

static void a_file_that_is_missing_or_broken_leaves_nothing(void)
{
	static const struct {
		const char *text, *name, *row;
	} cases[] = {
		{ HEADER LIBRARY HALL "theclub-1,,Club \"Gam", "", "row 4" },
		{ HEADER LIBRARY HALL "theclub-1,,Club Gamma", "truncated", "row 4" },
		{ HEADER LIBRARY HALL "theclub-1,,Club \xff\xfe,,,,,,,,\n", "", "row 4" },
		{ "[{\"id\": \"a-b-c-d-e\", \"nom\": \"A\", \"commune\": \"Cognac\"},"
		  " {\"id\": \"f-g-h-i-j\", \"nom\": ]",
		  "", "2" },
		{ "nom\n", "not_centres", "" },
		{ "", "not_centres", "" },
	};
	WORLD;
	HEARING;

	CHECK_OK(IMPORT(HEADER "bigroom-1,,Salle d’avant,Cognac,16100,,45.69,-0.32,,,carto\n"));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_PLACES_STAY(CHECK_ERR(IMPORT(cases[i].text), ERR_INPUT));
		if (!CHECK(strstr(err.text, cases[i].row)))
			printf("# %s: %s\n", err.name, err.text);
		if (*cases[i].name)
			CHECK_TEXT(err.name, cases[i].name);
	}
	CHECK_ERR(import_centres(w.app, &(struct import_file){ .path = "/nowhere/at/all" }, &wish,
	                         &counts, &err),
	          ERR_MISSING);
	wish.programme = 99;
	CHECK_PLACES_STAY(CHECK_NAMED(IMPORT(HEADER LIBRARY), ERR_MISSING, "no_programme"));
}

/* ---- files after files ---- */

static void the_same_file_again_changes_nothing(void)
{
	static const char json[] =
		"[{\"id\": \"library-1\", \"pivot\": \"21160015000018\", \"nom\": \"Médiathèque "
		"Alpha\","
		" \"commune\": \"Angoulême\", \"code_postal\": \"16000\", \"adresse\": \"1 rue du "
		"Parc\","
		" \"latitude\": 45.65, \"longitude\": 0.16, \"telephone\": \"05 45 00 00 01\","
		" \"horaires\": \"Mo-Fr 09:00-12:00\", \"source\": \"carto\"}]";
	WORLD;
	HEARING;

	wish.programme = w.programme.id;
	wish.approve = true;
	CHECK_OK(IMPORT(HEADER LIBRARY HALL CLUB CLUB_OF_LAW_1901));
	CHECK_COUNTS(4, 0, 0, 0);
	CHECK_INT(counts.approved, 4);
	world_on(&w, "2026-04-01");
	CHECK_PLACES_STAY(CHECK_OK(IMPORT(HEADER LIBRARY HALL CLUB CLUB_OF_LAW_1901)));
	CHECK_COUNTS(0, 0, 4, 0);
	CHECK_INT(counts.approved, 0);
	CHECK_INT(counts.gone, 0);
	CHECK_PLACES_STAY(CHECK_OK(IMPORT(json)));
	CHECK_COUNTS(0, 0, 1, 0);
}

static void a_newer_file_changes_what_differs_and_nothing_else(void)
{
	WORLD;
	HEARING;
	struct site site, after;
	const char *changed = "SELECT COUNT(*) FROM site s, instance i"
			      " WHERE s.changed_at = i.clock_at AND s.source_id IS NOT NULL";

	CHECK_OK(IMPORT(HEADER LIBRARY HALL));
	site = site_of(&w, "library-1");
	site.desk = true;
	site.parent = w.centre;
	site.approval = APPROVAL_SUSPENDED;
	TEXT_COPY(site.epci, "200071827");
	CHECK_OK(sites_change(w.app->sql, &site, app_now(w.app), &err));
	world_on(&w, "2026-04-01");
	CHECK_OK(IMPORT(HEADER
	                "library-1,,Médiathèque Alpha,Angoulême,16000,1 rue du Parc,45.6500,0.1600,"
	                "0545999999,Mo-Fr 09:00-12:00,carto\n" HALL));
	CHECK_COUNTS(0, 1, 1, 0);
	CHECK_INT(world_count(&w, changed), 1);
	after = site_of(&w, "library-1");
	CHECK_TEXT(after.place.phone, "+33545999999");
	CHECK_INT(after.id, site.id);
	CHECK_INT(after.parent, w.centre);
	CHECK_INT(after.approval, APPROVAL_SUSPENDED);
	CHECK_INT(after.organisation, site.organisation);
	CHECK(after.desk && after.centre);
	CHECK_TEXT(after.epci, "200071827");
}

/* One row of a file, each field of it once with another value. */
static void every_field_that_differs_is_taken(void)
{
	static const char *const fields[][3] = {
		{ "nom", "Alpha", "Beta" },
		{ "commune", "Cognac", "Jarnac" },
		{ "code_postal", "16100", "16200" },
		{ "code_insee", "16102", "16167" },
		{ "adresse", "1 rue A", "2 rue A" },
		{ "complement_adresse", "fond", "cour" },
		{ "latitude", "45.69", "45.68" },
		{ "longitude", "-0.32", "-0.33" },
		{ "typologie", "MUNI", "BIB" },
		{ "telephone", "0545000001", "0545000002" },
		{ "site_web", "https://a.fr", "https://b.fr" },
		{ "horaires", "Mo 09:00-12:00", "Tu 09:00-12:00" },
		{ "source", "carto", "dora" },
		{ "itinerance", "Fixe", "Itinérant" },
		{ "date_maj", "2026-01-01", "2026-02-01" },
		{ "services", "A", "B" },
		{ "publics_specifiquement_adresses", "Jeunes", "Seniors" },
		{ "frais_a_charge", "Gratuit", "Payant" },
		{ "fiche_acces_libre", "https://c.fr/x", "https://c.fr/y" },
		{ "pivot", "21160015000018", "22160001800016" },
	};
	WORLD;
	HEARING;

	for (size_t changed = 0; changed <= COUNT_OF(fields); changed++) {
		AUTO(buf_release) struct buf text = { 0 };

		buf_adds(&text, "id");
		for (size_t i = 0; i < COUNT_OF(fields); i++)
			buf_addf(&text, ",%s", fields[i][0]);
		buf_adds(&text, "\nplace-one");
		for (size_t i = 0; i < COUNT_OF(fields); i++) /* each stays once it is changed */
			buf_addf(&text, ",%s", fields[i][i < changed ? 2 : 1]);
		CHECK_OK(IMPORT(buf_text(&text)));
		if (!CHECK_INT(counts.changed, changed > 0))
			printf("# %s\n", fields[changed - 1][0]);
		CHECK_INT(counts.unchanged, 0);
		CHECK_OK(IMPORT(buf_text(&text)));
		CHECK_INT(counts.unchanged, 1);
	}
}

static void approval_reaches_candidates_and_leaves_the_suspended(void)
{
	WORLD;
	HEARING;
	struct pass pass = world_issue(&w);
	int64_t library, hall;

	wish.programme = w.programme.id;
	CHECK_OK(IMPORT(HEADER LIBRARY HALL CLUB));
	CHECK_INT(counts.approved, 0);
	library = site_of(&w, "library-1").id;
	hall = site_of(&w, "bigroom-1").id;
	CHECK_TEXT(world_redeem(&w, library, world_token(&w, &pass, 1)), "wrong_territory");
	CHECK_OK(site_approve(w.app, hall, w.programme.id, APPROVAL_SUSPENDED, &err));
	wish.approve = true;
	CHECK_OK(IMPORT(HEADER LIBRARY HALL CLUB));
	CHECK_COUNTS(0, 3, 0, 0); /* the operator's own approval of each is new */
	CHECK_TEXT(world_redeem(&w, library, world_token(&w, &pass, 1)), "redeemed");
	CHECK_TEXT(world_redeem(&w, hall, world_token(&w, &pass, 2)), "wrong_territory");
	CHECK_INT(site_of(&w, "theclub-1").approval, APPROVAL_APPROVED);
}

static void a_place_that_is_gone_stays_with_its_redemptions(void)
{
	WORLD;
	HEARING;
	struct pass pass = world_issue(&w);
	struct site site;

	wish.programme = w.programme.id;
	wish.approve = true;
	CHECK_OK(IMPORT(HEADER LIBRARY HALL
	                "pau-1,,Lieu de Pau,Pau,64000,1 rue P,43.30,-0.37,,,carto\n"
	                "else-1,,Autre source,Cognac,16100,1 rue S,45.69,-0.32,,,dora\n"));
	site = site_of(&w, "bigroom-1");
	CHECK_TEXT(world_redeem(&w, site.id, world_token(&w, &pass, 1)), "redeemed");
	buf_clear(&heard.codes);
	CHECK_UNCHANGED(CHECK_PLACES_STAY(CHECK_OK(IMPORT(HEADER LIBRARY))));
	CHECK_INT(counts.gone, 1);
	CHECK_TEXT(buf_text(&heard.codes), "0:gone ");
	CHECK_TEXT(heard.gone, "« Salle Beta » n’est plus dans le fichier ; le lieu est gardé.");
	CHECK_TEXT(world_redeem(&w, site.id, world_token(&w, &pass, 2)), "redeemed");
	site.approval = APPROVAL_SUSPENDED; /* the operator has seen to it */
	CHECK_OK(sites_change(w.app->sql, &site, app_now(w.app), &err));
	CHECK_OK(IMPORT(HEADER LIBRARY));
	CHECK_INT(counts.gone, 0);
}

static void many_places_come_and_go(void)
{
	enum { MANY = 1300, KEPT = 7 };
	AUTO(buf_release) struct buf text = { 0 };
	WORLD;
	HEARING;

	buf_adds(&text, HEADER);
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "many-%d,,Lieu %d,Cognac,16100,%d rue X,45.%d,-0.3,,,carto\n", i, i,
		         i, 6000 + i);
	CHECK_OK(IMPORT(buf_text(&text)));
	CHECK_COUNTS(MANY, 0, 0, 0);
	buf_clear(&text);
	buf_adds(&text, HEADER);
	for (int i = MANY - KEPT; i < MANY; i++)
		buf_addf(&text, "many-%d,,Lieu %d,Cognac,16100,%d rue X,45.%d,-0.3,,,carto\n", i, i,
		         i, 6000 + i);
	CHECK_OK(IMPORT(buf_text(&text)));
	CHECK_COUNTS(0, 0, KEPT, 0);
	CHECK_INT(counts.gone, MANY - KEPT);
}

DATABASE_MAIN({ "what_is_usable_is_in_and_every_doubt_is_told",
                what_is_usable_is_in_and_every_doubt_is_told },
              { "bodies_are_known_by_their_siret", bodies_are_known_by_their_siret },
              { "a_file_that_is_missing_or_broken_leaves_nothing",
                a_file_that_is_missing_or_broken_leaves_nothing },
              { "the_same_file_again_changes_nothing", the_same_file_again_changes_nothing },
              { "a_newer_file_changes_what_differs_and_nothing_else",
                a_newer_file_changes_what_differs_and_nothing_else },
              { "every_field_that_differs_is_taken", every_field_that_differs_is_taken },
              { "approval_reaches_candidates_and_leaves_the_suspended",
                approval_reaches_candidates_and_leaves_the_suspended },
              { "a_place_that_is_gone_stays_with_its_redemptions",
                a_place_that_is_gone_stays_with_its_redemptions },
              { "many_places_come_and_go", many_places_come_and_go })

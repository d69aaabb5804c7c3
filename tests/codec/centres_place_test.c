#include "codec/centres_place.h"

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"
#include "codec/centres_doubt.h"
#include "check.h"

/* A good row; each case changes one or two values of it. */
static const struct centres_raw good = { .values = {
						 [FIELD_ID] = "territoire-0001",
						 [FIELD_PIVOT] = "73282932000074",
						 [FIELD_NAME] = "Maison des Tilleuls",
						 [FIELD_COMMUNE] = "Angoulême",
						 [FIELD_POSTCODE] = "16000",
						 [FIELD_INSEE] = "16015",
						 [FIELD_ADDRESS] = "3 rue du Four",
						 [FIELD_LATITUDE] = "45.6484",
						 [FIELD_LONGITUDE] = "0.1562",
						 [FIELD_PHONE] = "05 45 00 00 01",
						 [FIELD_WEBSITE] = "https://tilleuls.example",
						 [FIELD_HOURS] = "Mo-Fr 09:00-12:00",
						 [FIELD_UPDATED] = "2024-05-02",
						 [FIELD_MOBILE] = "Fixe",
						 [FIELD_SOURCE] = "territoire",
					 } };

static bool show(void *context, const struct centres_doubt *doubt, struct err *error)
{
	(void)error;
	buf_addf(context, "%d %s %s;", doubt->severity, doubt->code, doubt->field);
	if (!*doubt->text || strchr(doubt->text, '{'))
		CHECK_FAIL("sentence: %s", doubt->text);
	return true;
}

static bool read_place(const struct centres_raw *raw, struct site_place *place, struct buf *shown)
{
	struct centres_sink sink = { .context = shown, .doubt = show };
	struct centres_doubts doubts = { .sink = &sink, .row = 7 };
	bool kept;

	day_parse("2026-11-22", &sink.today_day);
	kept = centres_place_read(place, raw, &doubts);
	if (doubts.id)
		buf_addf(shown, " %s", kept ? "kept" : "dropped");
	return kept;
}

static void a_good_row_leaves_no_doubt(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct site_place place;
	int64_t day;

	CHECK(read_place(&good, &place, &shown));
	CHECK_TEXT(buf_text(&shown), " kept");
	CHECK_TEXT(place.source_id, "territoire-0001");
	CHECK_TEXT(place.pivot, "73282932000074");
	CHECK_TEXT(place.phone, "+33545000001");
	CHECK_INT(place.point.latitude_e6, 45648400);
	CHECK(place.has_point && place.has_updated && !place.mobile);
	CHECK(day_parse("2024-05-02", &day));
	CHECK_INT(place.updated_day, day);
}

static void whom_it_looks_after_stands_with_whom_it_is_for(void)
{
	static const struct {
		const char *publics, *care, *want;
	} pairs[] = {
		{ "Seniors|Femmes", "Handicaps moteurs|Langues étrangères (anglais)",
		  "Seniors|Femmes|Handicaps moteurs|Langues étrangères (anglais)" },
		{ "", "Surdité", "Surdité" },
		{ "Jeunes", "", "Jeunes" },
	};

	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		AUTO(buf_release) struct buf shown = { 0 };
		struct centres_raw raw = good;
		struct site_place place;

		raw.values[FIELD_PUBLICS] = pairs[i].publics;
		raw.values[FIELD_CARE] = pairs[i].care;
		CHECK(read_place(&raw, &place, &shown));
		CHECK_TEXT(place.publics, pairs[i].want);
		CHECK_TEXT(buf_text(&shown), " kept");
	}
}

static char long_text[400];
static const struct {
	enum centres_field field;
	const char *value, *shown;
	enum centres_field field2;
	const char *value2;
} cases[] = {
	{ FIELD_NAME, " \t", "0 no_name nom; dropped", 0, 0 },
	{ FIELD_ID, "", "2 id_made id; kept", 0, 0 },
	{ FIELD_ID, long_text, "0 long_id id; dropped", 0, 0 },
	{ FIELD_PIVOT, "00000000000000", "2 no_pivot pivot; kept", 0, 0 },
	{ FIELD_PIVOT, "73282932000075", "1 bad_pivot pivot; kept", 0, 0 },
	{ FIELD_POSTCODE, "1600X", "1 bad_postcode code_postal; kept", 0, 0 },
	{ FIELD_POSTCODE, "99000", "1 bad_postcode code_postal; kept", 0, 0 },
	{ FIELD_POSTCODE, "86000", "2 other_departement code_insee; kept", 0, 0 },
	{ FIELD_POSTCODE, "1000",
	  "2 repaired_postcode code_postal;2 other_departement code_insee; kept", 0, 0 },
	{ FIELD_INSEE, "99999", "1 bad_insee code_insee; kept", 0, 0 },
	{ FIELD_PHONE, "3949", "1 bad_phone telephone; kept", 0, 0 },
	{ FIELD_WEBSITE, "voir la mairie", "1 bad_url site_web; kept", 0, 0 },
	{ FIELD_ACCESS_URL, "oui", "1 bad_url fiche_acces_libre; kept", 0, 0 },
	{ FIELD_LATITUDE, "", "2 no_coordinates latitude; kept", FIELD_LONGITUDE, "" },
	{ FIELD_LATITUDE, "", "1 bad_coordinates latitude; kept", 0, 0 },
	{ FIELD_LATITUDE, "nord", "1 bad_coordinates latitude; kept", 0, 0 },
	{ FIELD_LATITUDE, "0", "1 zero_coordinates latitude; kept", FIELD_LONGITUDE, "0.0" },
	{ FIELD_LATITUDE, "43.45", "1 far_coordinates latitude; kept", FIELD_LONGITUDE, "5.41" },
	{ FIELD_LATITUDE, "0.1562", "2 swapped_coordinates latitude; kept", FIELD_LONGITUDE,
	  "45.6484" },
	{ FIELD_UPDATED, "1969-12-31", "1 doubtful_date date_maj; kept", 0, 0 },
	{ FIELD_UPDATED, "2026-11-23", "1 doubtful_date date_maj; kept", 0, 0 },
	{ FIELD_UPDATED, "2026-11-22", " kept", 0, 0 },
	{ FIELD_UPDATED, "hier", "1 bad_date date_maj; kept", 0, 0 },
	{ FIELD_ADDRESS, long_text, "2 cut_text adresse; kept", 0, 0 },
	{ FIELD_SERVICES, long_text, "1 long_text services; kept", 0, 0 },
	{ FIELD_COMPLEMENT, "voir a@b.fr", "2 email_removed complement_adresse; kept", 0, 0 },
	{ FIELD_HOURS, "le matin", "2 hours_unread horaires; kept", 0, 0 },
	{ FIELD_MOBILE, "", "2 guessed_mobile itinerance; kept", FIELD_NAME, "Bus des Tilleuls" },
	{ FIELD_MOBILE, "", " kept", FIELD_NAME, "Bussière" },
	{ FIELD_MOBILE, "Itinérant|Fixe", " kept", 0, 0 },
};

static void each_doubt_is_said_once_with_its_field(void)
{
	memset(long_text, 'x', sizeof long_text - 1);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf shown = { 0 };
		struct centres_raw raw = good;
		struct site_place place;

		raw.values[cases[i].field] = cases[i].value;
		if (cases[i].value2)
			raw.values[cases[i].field2] = cases[i].value2;
		read_place(&raw, &place, &shown);
		if (!CHECK_TEXT(buf_text(&shown), cases[i].shown))
			printf("# on %s\n", cases[i].value);
	}
}

static void ignored_fields_are_left_empty(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_raw raw = good;
	struct site_place place;

	raw.values[FIELD_PIVOT] = raw.values[FIELD_PHONE] = raw.values[FIELD_WEBSITE] = "x";
	raw.values[FIELD_POSTCODE] = raw.values[FIELD_INSEE] = raw.values[FIELD_UPDATED] = "x";
	raw.values[FIELD_LATITUDE] = "x";
	CHECK(read_place(&raw, &place, &shown));
	CHECK(!*place.pivot && !*place.phone && !*place.website && !*place.postcode &&
	      !*place.code_insee && !place.has_updated && !place.has_point);
}

static void swapped_coordinates_are_put_right(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_raw raw = good;
	struct site_place place;

	raw.values[FIELD_LATITUDE] = good.values[FIELD_LONGITUDE];
	raw.values[FIELD_LONGITUDE] = good.values[FIELD_LATITUDE];
	CHECK(read_place(&raw, &place, &shown) && place.has_point);
	CHECK_INT(place.point.latitude_e6, 45648400);
	CHECK_INT(place.point.longitude_e6, 156200);
}

static void ids_are_stable_and_never_those_of_another_file(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_raw raw = good;
	struct site_place first, second;

	raw.values[FIELD_ID] = NULL;
	CHECK(read_place(&raw, &first, &shown));
	CHECK_INT(strlen(first.source_id), 21);
	raw.values[FIELD_NAME] = "MAISON DES TILLEULS";
	raw.values[FIELD_UPDATED] = "2025-01-01";
	CHECK(read_place(&raw, &second, &shown));
	CHECK_TEXT(second.source_id, first.source_id);
	raw.values[FIELD_ADDRESS] = "4 rue du Four";
	CHECK(read_place(&raw, &second, &shown));
	CHECK(strcmp(second.source_id, first.source_id) != 0);
	raw.values[FIELD_ID] = "12";
	CHECK(read_place(&raw, &second, &shown));
	CHECK_TEXT(second.source_id, "territoire:12");
}

static void a_row_with_nothing_to_name_it_is_dropped(void)
{
	AUTO(buf_release) struct buf shown = { 0 };
	struct centres_raw raw = { .values = { [FIELD_NAME] = "Maison" } };
	struct site_place place;

	CHECK(!read_place(&raw, &place, &shown));
	CHECK_TEXT(buf_text(&shown), "0 no_id id; dropped");
}

CHECK_MAIN({ "a_good_row_leaves_no_doubt", a_good_row_leaves_no_doubt },
           { "whom_it_looks_after_stands_with_whom_it_is_for",
             whom_it_looks_after_stands_with_whom_it_is_for },
           { "each_doubt_is_said_once_with_its_field", each_doubt_is_said_once_with_its_field },
           { "ignored_fields_are_left_empty", ignored_fields_are_left_empty },
           { "swapped_coordinates_are_put_right", swapped_coordinates_are_put_right },
           { "ids_are_stable_and_never_those_of_another_file",
             ids_are_stable_and_never_those_of_another_file },
           { "a_row_with_nothing_to_name_it_is_dropped", a_row_with_nothing_to_name_it_is_dropped })

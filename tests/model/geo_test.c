#include "model/geo.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"

static void reads_degrees_exactly(void)
{
	static const struct {
		const char *text;
		int64_t e6;
	} good[] = {
		{ "45.681367", 45681367 },
		{ "-0.331217", -331217 },
		{ "45,5", 45500000 },
		{ "0", 0 },
		{ "+2", 2000000 },
		{ "-61.0000004", -61000000 },
		{ "1.0000005", 1000001 },
		{ "180", 180000000 },
		{ "45.123456789012", 45123457 },
		{ "0.9999999", 1000000 },
	};
	static const char *const bad[] = { "",    "-",         ".5",
		                           "5.",  "1.2.3",     " 1",
		                           "1 ",  "1e3",       "nan",
		                           "181", "180.00001", "--1",
		                           "N/A", "1,2,3",     "99999999999999999999" };
	int64_t e6;

	for (size_t i = 0; i < COUNT_OF(good); i++)
		if (CHECK(geo_parse_degrees(good[i].text, &e6)))
			CHECK_INT(e6, good[i].e6);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (geo_parse_degrees(bad[i], &e6))
			CHECK_FAIL("\"%s\" was read", bad[i]);
}

static const struct geo_point paris = { 48856600, 2352200 }, angouleme = { 45648400, 156200 },
			      saint_denis = { -20882100, 55450700 };

/* Expected values: the spherical law of cosines, another formula. */
static void measures_metres(void)
{
	CHECK_INT(geo_distance_m(paris, paris), 0);
	CHECK(llabs(geo_distance_m(paris, angouleme) - 393316) <= 1);
	CHECK(llabs(geo_distance_m(paris, saint_denis) - 9365025) <= 1);
	CHECK_INT(geo_distance_m(paris, angouleme), geo_distance_m(angouleme, paris));
	CHECK_INT(geo_distance_m((struct geo_point){ 0, 179999999 },
	                         (struct geo_point){ 0, -179999999 }),
	          0);
	CHECK_INT(geo_distance_m((struct geo_point){ 90000000, 0 },
	                         (struct geo_point){ -90000000, 0 }),
	          20015114);
	CHECK_INT(geo_distance_m((struct geo_point){ 45000000, 1000000 },
	                         (struct geo_point){ 45001000, 1000000 }),
	          111);
}

static void finds_the_departement_of_a_code(void)
{
	static const struct {
		const char *insee, *postal, *departement;
	} cases[] = {
		{ "16317", "16140", "16" },
		{ "", "16140", "16" },
		{ "2A004", "20000", "2A" },
		{ "", "20000", "2A" },
		{ "", "20167", "2A" },
		{ "", "20200", "2B" },
		{ "", "20600", "2B" },
		{ "97411", "", "974" },
		{ "", "97400", "974" },
		{ "", "97133", "977" },
		{ "97127", "97150", "978" },
		{ "", "98800", "988" },
		{ "", "", "" },
		{ "", "1614", "" },
		{ "", "161400", "" },
		{ "", "00100", "" },
		{ "", "99000", "" },
		{ "bad", "75011", "75" },
		{ "", "97000", "" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char departement[GEO_DEPARTEMENT_SIZE];

		geo_departement(departement, cases[i].insee, cases[i].postal);
		CHECK_TEXT(departement, cases[i].departement);
	}
}

/* Towns at the far ends of long territories, and their own. */
static void no_town_is_thrown_out_of_its_departement(void)
{
	static const struct {
		const char *departement;
		struct geo_point town;
	} towns[] = {
		{ "59", { 51034000, 2377000 } },      /* Dunkerque */
		{ "59", { 50017000, 4046000 } },      /* Fourmies */
		{ "33", { 45516000, -1122000 } },     /* Soulac-sur-Mer */
		{ "64", { 43359000, -1774000 } },     /* Hendaye */
		{ "29", { 48458000, -5096000 } },     /* Ouessant */
		{ "56", { 47347000, -3153000 } },     /* Belle-Île */
		{ "2A", { 41387000, 9159000 } },      /* Bonifacio */
		{ "2B", { 42700000, 9450000 } },      /* Bastia */
		{ "54", { 49530000, 5760000 } },      /* Longwy */
		{ "67", { 49038000, 7945000 } },      /* Wissembourg */
		{ "06", { 43774000, 7497000 } },      /* Menton */
		{ "66", { 42482000, 3129000 } },      /* Banyuls */
		{ "973", { 5484000, -54034000 } },    /* Saint-Laurent-du-Maroni */
		{ "974", { -20882100, 55450700 } },   /* Saint-Denis */
		{ "976", { -12780000, 45228000 } },   /* Mamoudzou */
		{ "987", { -17535000, -149569000 } }, /* Papeete */
		{ "75", { 48856600, 2352200 } },
	};

	for (size_t i = 0; i < COUNT_OF(towns); i++)
		if (!CHECK(geo_is_in_departement(towns[i].town, towns[i].departement)))
			printf("# case %zu\n", i);
}

static void absurd_points_are_found(void)
{
	struct geo_point swapped = { angouleme.longitude_e6, angouleme.latitude_e6 };
	struct geo_point nowhere = { 0, 0 }, madrid = { 40416800, -3703800 };

	CHECK(geo_is_in_departement(angouleme, "16"));
	CHECK(!geo_is_in_departement(paris, "16"));
	CHECK(!geo_is_in_departement(saint_denis, "93"));
	CHECK(!geo_is_in_departement(angouleme, "99"));
	CHECK(geo_is_in_france(angouleme) && geo_is_in_france(saint_denis));
	CHECK(!geo_is_in_france(swapped) && !geo_is_in_france(nowhere) &&
	      !geo_is_in_france(madrid));
	CHECK(!geo_is_valid(nowhere));
	CHECK(!geo_is_valid((struct geo_point){ 90000001, 0 }));
	CHECK(geo_is_valid((struct geo_point){ -90000000, 180000000 }));
}

static void every_departement_is_listed(void)
{
	int count = 0;

	for (int n = 1; n <= 988; n++) {
		char code[8];

		snprintf(code, sizeof code, "%02d", n);
		count += geo_is_departement(code);
	}
	CHECK_INT(count, 94 + 11);
	CHECK(geo_is_departement("2A") && geo_is_departement("2B") && !geo_is_departement("20"));
}

CHECK_MAIN({ "reads_degrees_exactly", reads_degrees_exactly },
           { "measures_metres", measures_metres },
           { "finds_the_departement_of_a_code", finds_the_departement_of_a_code },
           { "no_town_is_thrown_out_of_its_departement", no_town_is_thrown_out_of_its_departement },
           { "absurd_points_are_found", absurd_points_are_found },
           { "every_departement_is_listed", every_departement_is_listed })

#include "model/geo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EUROPE_KM = 140 }; /* the longest way from a middle to a border is some 110 km */

/* Middles to a tenth of a degree, written in tenths. */
static const struct {
	char code[GEO_DEPARTEMENT_SIZE];
	int16_t latitude_e1, longitude_e1;
	uint16_t radius_km;
} territories[] = {
	{ "01", 461, 53, EUROPE_KM }, { "02", 496, 36, EUROPE_KM },  { "03", 464, 32, EUROPE_KM },
	{ "04", 441, 62, EUROPE_KM }, { "05", 447, 63, EUROPE_KM },  { "06", 439, 71, EUROPE_KM },
	{ "07", 448, 44, EUROPE_KM }, { "08", 496, 46, EUROPE_KM },  { "09", 429, 15, EUROPE_KM },
	{ "10", 483, 42, EUROPE_KM }, { "11", 431, 24, EUROPE_KM },  { "12", 443, 27, EUROPE_KM },
	{ "13", 435, 51, EUROPE_KM }, { "14", 491, -4, EUROPE_KM },  { "15", 451, 27, EUROPE_KM },
	{ "16", 457, 2, EUROPE_KM },  { "17", 458, -7, EUROPE_KM },  { "18", 471, 25, EUROPE_KM },
	{ "19", 454, 19, EUROPE_KM }, { "2A", 419, 90, EUROPE_KM },  { "2B", 424, 92, EUROPE_KM },
	{ "21", 474, 48, EUROPE_KM }, { "22", 484, -29, EUROPE_KM }, { "23", 461, 20, EUROPE_KM },
	{ "24", 451, 7, EUROPE_KM },  { "25", 472, 64, EUROPE_KM },  { "26", 447, 52, EUROPE_KM },
	{ "27", 491, 10, EUROPE_KM }, { "28", 484, 14, EUROPE_KM },  { "29", 483, -41, EUROPE_KM },
	{ "30", 440, 42, EUROPE_KM }, { "31", 434, 12, EUROPE_KM },  { "32", 437, 5, EUROPE_KM },
	{ "33", 448, -6, EUROPE_KM }, { "34", 436, 34, EUROPE_KM },  { "35", 482, -16, EUROPE_KM },
	{ "36", 468, 16, EUROPE_KM }, { "37", 473, 7, EUROPE_KM },   { "38", 453, 56, EUROPE_KM },
	{ "39", 467, 57, EUROPE_KM }, { "40", 440, -8, EUROPE_KM },  { "41", 476, 14, EUROPE_KM },
	{ "42", 457, 42, EUROPE_KM }, { "43", 451, 38, EUROPE_KM },  { "44", 474, -17, EUROPE_KM },
	{ "45", 479, 23, EUROPE_KM }, { "46", 446, 16, EUROPE_KM },  { "47", 444, 5, EUROPE_KM },
	{ "48", 445, 35, EUROPE_KM }, { "49", 474, -6, EUROPE_KM },  { "50", 491, -13, EUROPE_KM },
	{ "51", 489, 42, EUROPE_KM }, { "52", 481, 52, EUROPE_KM },  { "53", 481, -7, EUROPE_KM },
	{ "54", 488, 62, EUROPE_KM }, { "55", 490, 54, EUROPE_KM },  { "56", 478, -28, EUROPE_KM },
	{ "57", 490, 67, EUROPE_KM }, { "58", 471, 35, EUROPE_KM },  { "59", 504, 32, EUROPE_KM },
	{ "60", 494, 24, EUROPE_KM }, { "61", 486, 1, EUROPE_KM },   { "62", 505, 23, EUROPE_KM },
	{ "63", 457, 31, EUROPE_KM }, { "64", 433, -8, EUROPE_KM },  { "65", 431, 2, EUROPE_KM },
	{ "66", 426, 25, EUROPE_KM }, { "67", 487, 76, EUROPE_KM },  { "68", 479, 73, EUROPE_KM },
	{ "69", 459, 46, EUROPE_KM }, { "70", 476, 61, EUROPE_KM },  { "71", 466, 45, EUROPE_KM },
	{ "72", 480, 2, EUROPE_KM },  { "73", 455, 64, EUROPE_KM },  { "74", 460, 64, EUROPE_KM },
	{ "75", 489, 23, EUROPE_KM }, { "76", 497, 10, EUROPE_KM },  { "77", 486, 29, EUROPE_KM },
	{ "78", 488, 18, EUROPE_KM }, { "79", 466, -3, EUROPE_KM },  { "80", 500, 23, EUROPE_KM },
	{ "81", 438, 22, EUROPE_KM }, { "82", 441, 13, EUROPE_KM },  { "83", 435, 62, EUROPE_KM },
	{ "84", 440, 52, EUROPE_KM }, { "85", 467, -13, EUROPE_KM }, { "86", 466, 5, EUROPE_KM },
	{ "87", 459, 12, EUROPE_KM }, { "88", 482, 64, EUROPE_KM },  { "89", 478, 36, EUROPE_KM },
	{ "90", 476, 69, EUROPE_KM }, { "91", 485, 22, EUROPE_KM },  { "92", 488, 22, EUROPE_KM },
	{ "93", 489, 25, EUROPE_KM }, { "94", 488, 25, EUROPE_KM },  { "95", 491, 21, EUROPE_KM },
	{ "971", 162, -614, 120 },    { "972", 147, -610, 100 },     { "973", 40, -532, 400 },
	{ "974", -211, 555, 100 },    { "975", 469, -563, 100 },     { "976", -128, 452, 100 },
	{ "977", 179, -628, 60 },     { "978", 181, -631, 60 },      { "986", -138, -1771, 300 },
	{ "987", -176, -1457, 1900 }, { "988", -213, 1655, 600 },
};

enum { TERRITORY_COUNT = sizeof territories / sizeof *territories };

bool geo_parse_degrees(const char *text, int64_t *ret_e6)
{
	bool negative = *text == '-';
	int64_t value = 0;
	int decimals = -1, digits = 0;

	for (text += negative || *text == '+'; *text; text++) {
		if ((*text == '.' || *text == ',') && decimals < 0 && digits) {
			decimals = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || (decimals < 0 && value > 180))
			return false;
		digits++;
		if (decimals < 6) /* the seventh rounds, the others say nothing */
			value = value * 10 + (*text - '0');
		else if (decimals == 6)
			value += *text >= '5';
		decimals += decimals >= 0;
	}
	if (!digits || decimals == 0)
		return false;
	for (int i = decimals < 0 ? 0 : decimals; i < 6; i++)
		value *= 10;
	*ret_e6 = negative ? -value : value;
	return value <= 180000000;
}

bool geo_is_valid(struct geo_point point)
{
	return llabs(point.latitude_e6) <= 90000000 && llabs(point.longitude_e6) <= 180000000 &&
	       (point.latitude_e6 || point.longitude_e6);
}

int64_t geo_distance_m(struct geo_point a, struct geo_point b)
{
	const double radian = M_PI / 180e6, earth_m = 6371008.8;
	double latitude = sin((double)(b.latitude_e6 - a.latitude_e6) * radian / 2);
	double longitude = sin((double)(b.longitude_e6 - a.longitude_e6) * radian / 2);
	double h = latitude * latitude + cos((double)a.latitude_e6 * radian) *
	                                         cos((double)b.latitude_e6 * radian) * longitude *
	                                         longitude;

	return llround(2 * earth_m * asin(sqrt(fmin(h, 1))));
}

static int find(const char *departement)
{
	for (int i = 0; i < TERRITORY_COUNT; i++)
		if (strcmp(territories[i].code, departement) == 0)
			return i;
	return -1;
}

bool geo_is_departement(const char *departement)
{
	return find(departement) >= 0;
}

static bool is_code(const char *text)
{
	return strlen(text) == 5 && strspn(text, "0123456789AB") == 5;
}

/* The two islands beside Guadeloupe left it in 2007 and kept its postcodes and INSEE codes. */
static bool is_island_of_guadeloupe(char to[static GEO_DEPARTEMENT_SIZE], const char *code)
{
	static const char *const islands[][2] = {
		{ "97133", "977" }, { "97150", "978" }, { "97123", "977" }, { "97127", "978" }
	};

	for (size_t i = 0; i < sizeof islands / sizeof *islands; i++)
		if (strcmp(code, islands[i][0]) == 0)
			return memcpy(to, islands[i][1], GEO_DEPARTEMENT_SIZE);
	return false;
}

void geo_departement(char to[static GEO_DEPARTEMENT_SIZE], const char *code_insee,
                     const char *code_postal)
{
	const char *code = is_code(code_insee) ? code_insee : code_postal;
	size_t size = strncmp(code, "97", 2) == 0 || strncmp(code, "98", 2) == 0 ? 3 : 2;

	to[0] = '\0';
	if (!is_code(code) || is_island_of_guadeloupe(to, code))
		return;
	memcpy(to, code, size);
	to[size] = '\0';
	if (strcmp(to, "20") == 0) /* 200 and 201: Corse-du-Sud; 202 and 206: Haute-Corse */
		memcpy(to, code[2] <= '1' ? "2A" : "2B", 3);
	if (find(to) < 0)
		to[0] = '\0';
}

static bool is_in(struct geo_point point, int i)
{
	struct geo_point middle = { territories[i].latitude_e1 * INT64_C(100000),
		                    territories[i].longitude_e1 * INT64_C(100000) };

	return geo_is_valid(point) &&
	       geo_distance_m(point, middle) <= territories[i].radius_km * INT64_C(1000);
}

bool geo_is_in_departement(struct geo_point point, const char *departement)
{
	int i = find(departement);

	return i >= 0 && is_in(point, i);
}

bool geo_is_in_france(struct geo_point point)
{
	for (int i = 0; i < TERRITORY_COUNT; i++)
		if (is_in(point, i))
			return true;
	return false;
}

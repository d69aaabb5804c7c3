/* Points of the earth and the French territories they can be in. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { GEO_DEPARTEMENT_SIZE = 4 };

struct geo_point {
	int64_t latitude_e6, longitude_e6; /* millionths of a degree, WGS 84 */
};

/* A decimal number of degrees, with a dot or a comma, rounded to millionths; nothing around it.
 * At most 180 either way. */
bool geo_parse_degrees(const char *text, int64_t *ret_e6);

/* Latitude within 90 degrees, longitude within 180, and not the 0, 0 of empty forms. */
bool geo_is_valid(struct geo_point point);

/* Metres along the surface (haversine on a sphere of 6,371,008.8 m; within 0.6 %). */
int64_t geo_distance_m(struct geo_point a, struct geo_point b);

/* "16", "2A", "974"... from the INSEE code of the commune or, when it says nothing, from the
 * postcode;
 * "" when neither does. Postcodes of Corsica are told apart by their third digit. */
void geo_departement(char to[static GEO_DEPARTEMENT_SIZE], const char *code_insee,
                     const char *code_postal);

/* Can the point be there? The test is a generous circle around the middle of the territory: it
 * finds what is absurd, not what is a few villages off. Unknown codes are false. */
bool geo_is_in_departement(struct geo_point point, const char *departement);
bool geo_is_in_france(struct geo_point point);

/* Is it a code of this list (96 in Europe, the overseas ones)? */
bool geo_is_departement(const char *departement);

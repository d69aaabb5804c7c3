/* The words of the national schema, old ones beside new ones; private to codec/centres. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum centres_field {
	FIELD_ID,
	FIELD_PIVOT,
	FIELD_NAME,
	FIELD_COMMUNE,
	FIELD_POSTCODE,
	FIELD_INSEE,
	FIELD_ADDRESS,
	FIELD_COMPLEMENT,
	FIELD_LATITUDE,
	FIELD_LONGITUDE,
	FIELD_TYPOLOGY,
	FIELD_PHONE,
	FIELD_WEBSITE,
	FIELD_HOURS,
	FIELD_SUMMARY, /* read for a hint only */
	FIELD_SOURCE,
	FIELD_MOBILE,
	FIELD_UPDATED,
	FIELD_SERVICES,
	FIELD_PUBLICS,
	FIELD_CARE, /* goes with FIELD_PUBLICS, as before 1.0 */
	FIELD_FEES,
	FIELD_ACCESS_URL,
	FIELD__COUNT,
	FIELD_NOT_KEPT = FIELD__COUNT, /* of the schema, but passnum has no use for it */
	FIELD_UNKNOWN
};

/* Which field a column or member of that name is, whatever its case, accents and spaces. */
enum centres_field centres_terms_field(const char *name);

/* The name the present standard gives to a field. */
const char *centres_terms_name(enum centres_field field);

/* Rewrite a list separated by | or ; into `to`, separated by |: no empty value, none twice, "X :
 * what X means" cut to X, old words of services, publics and fees replaced. False when it did not
 * fit. */
bool centres_terms_list(char *to, size_t size, const char *list);

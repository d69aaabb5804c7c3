#include "codec/centres_place.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/centres_text.h"
#include "codec/hours.h"

struct work {
	const char *const *values;
	struct site_place *place;
	struct centres_doubts *doubts;
};

static void doubt(const struct work *work, enum doubt doubt, enum centres_field field,
                  const char *detail)
{
	centres_doubt_add(work->doubts, doubt, centres_terms_name(field), detail);
}

/* A text kept as it is, but for its spaces and what must not be kept. */
static void read_text(const struct work *work, enum centres_field field, char *to, size_t size)
{
	bool email;

	if (!centres_text_tidy(to, size, work->values[field], &email))
		doubt(work, DOUBT_CUT_TEXT, field, "");
	if (email)
		doubt(work, DOUBT_EMAIL_REMOVED, field, "");
}

/* A short value without any space in it. */
static void read_word(const struct work *work, enum centres_field field, char *to, size_t size)
{
	size_t used = 0;

	for (const char *c = work->values[field]; *c && used + 1 < size; c++)
		if (*c != ' ')
			to[used++] = *c;
	to[used] = '\0';
}

static void read_list(const struct work *work, enum centres_field field, char *to, size_t size)
{
	char tidy[2000];
	bool email;

	if (!centres_text_tidy(tidy, sizeof tidy, work->values[field], &email) ||
	    !centres_terms_list(to, size, tidy)) {
		to[0] = '\0';
		doubt(work, DOUBT_LONG_TEXT, field, "");
	}
	if (email)
		doubt(work, DOUBT_EMAIL_REMOVED, field, "");
}

/* Who a place is for, and whom it has learnt to look after: one list. */
static void read_publics(const struct work *work, char *to, size_t size)
{
	char care[sizeof work->place->publics];
	size_t used;

	read_list(work, FIELD_PUBLICS, to, size);
	read_list(work, FIELD_CARE, care, sizeof care);
	used = strlen(to);
	if (used + 1 + strlen(care) >= size)
		doubt(work, DOUBT_LONG_TEXT, FIELD_CARE, "");
	else if (*care)
		snprintf(to + used, size - used, "%s%s", used ? "|" : "", care);
}

/* FNV-1a: only has to be the same in the next file. */
static uint64_t hash(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return hash;
}

/* "1" is an id in its own file only: the publisher is put before it. */
static void scope_id(struct site_place *place)
{
	char id[sizeof place->source_id], source[100];

	if (!*place->source_id || strlen(place->source_id) >= 8 || !*place->source)
		return;
	TEXT_COPY(id, place->source_id);
	text_fold(source, sizeof source, place->source);
	snprintf(place->source_id, sizeof place->source_id, "%s:%s", source, id);
}

/* The row's id, or one that the same name at the same address always gets. */
static bool read_id(const struct work *work)
{
	struct site_place *place = work->place;
	char folded[200];
	bool email;

	if (!centres_text_tidy(place->source_id, sizeof place->source_id, work->values[FIELD_ID],
	                       &email)) {
		doubt(work, DOUBT_LONG_ID, FIELD_ID, "");
		return false;
	}
	if (!*place->source_id && *place->name && (*place->commune || *place->postcode)) {
		uint64_t made = UINT64_C(14695981039346656037);
		const char *parts[] = { place->name, place->address, place->postcode,
			                place->commune };

		for (size_t i = 0; i < COUNT_OF(parts); i++) {
			text_fold(folded, sizeof folded, parts[i]);
			made = hash(made, folded) * 31;
		}
		snprintf(place->source_id, sizeof place->source_id, "made-%016" PRIx64, made);
		doubt(work, DOUBT_ID_MADE, FIELD_ID, "");
	}
	work->doubts->id = place->source_id;
	scope_id(place);
	if (!*place->source_id)
		doubt(work, DOUBT_NO_ID, FIELD_ID, "");
	return *place->source_id;
}

static void read_pivot(const struct work *work)
{
	const char *pivot = work->values[FIELD_PIVOT];
	enum siret_kind kind = siret_clean(work->place->pivot, pivot);

	if (strspn(pivot, "0 ") == strlen(pivot))
		doubt(work, DOUBT_NO_PIVOT, FIELD_PIVOT, "");
	else if (kind == SIRET_NONE)
		doubt(work, DOUBT_BAD_PIVOT, FIELD_PIVOT, pivot);
	else if (kind != SIRET_IS_SIRET)
		doubt(work, DOUBT_NO_SIRET, FIELD_PIVOT, pivot);
}

static bool is_digits(const char *text, size_t size)
{
	return strlen(text) == size && strspn(text, "0123456789") == size;
}

static void read_codes(const struct work *work)
{
	struct site_place *place = work->place;
	char code[12], here[GEO_DEPARTEMENT_SIZE], there[GEO_DEPARTEMENT_SIZE];

	read_word(work, FIELD_POSTCODE, code, sizeof code);
	if (is_digits(code, 4)) {
		snprintf(place->postcode, sizeof place->postcode, "0%s", code);
		doubt(work, DOUBT_REPAIRED_POSTCODE, FIELD_POSTCODE, "");
	} else if (is_digits(code, 5)) {
		TEXT_COPY(place->postcode, code);
	}
	geo_departement(here, "", place->postcode);
	if (*code && !*here) {
		place->postcode[0] = '\0';
		doubt(work, DOUBT_BAD_POSTCODE, FIELD_POSTCODE, work->values[FIELD_POSTCODE]);
	}
	read_word(work, FIELD_INSEE, code, sizeof code);
	if (is_digits(code, 4))
		memmove(code + 1, code, 5), code[0] = '0';
	geo_departement(there, code, "");
	if (*there)
		TEXT_COPY(place->code_insee, code);
	else if (*code)
		doubt(work, DOUBT_BAD_INSEE, FIELD_INSEE, work->values[FIELD_INSEE]);
	if (*here && *there && strcmp(here, there) != 0)
		doubt(work, DOUBT_OTHER_DEPARTEMENT, FIELD_INSEE, "");
}

static bool fits(struct geo_point point, const char *departement)
{
	return *departement ? geo_is_in_departement(point, departement) : geo_is_in_france(point);
}

static void read_point(const struct work *work)
{
	const char *latitude = work->values[FIELD_LATITUDE];
	const char *longitude = work->values[FIELD_LONGITUDE];
	struct geo_point point, swapped;
	char departement[GEO_DEPARTEMENT_SIZE], far[40];

	if (!*latitude && !*longitude) {
		doubt(work, DOUBT_NO_COORDINATES, FIELD_LATITUDE, "");
		return;
	}
	if (!geo_parse_degrees(latitude, &point.latitude_e6) ||
	    !geo_parse_degrees(longitude, &point.longitude_e6)) {
		doubt(work, DOUBT_BAD_COORDINATES, FIELD_LATITUDE, "");
		return;
	}
	if (!point.latitude_e6 && !point.longitude_e6) {
		doubt(work, DOUBT_ZERO_COORDINATES, FIELD_LATITUDE, "");
		return;
	}
	geo_departement(departement, work->place->code_insee, work->place->postcode);
	swapped = (struct geo_point){ point.longitude_e6, point.latitude_e6 };
	if (!fits(point, departement) && fits(swapped, departement)) {
		doubt(work, DOUBT_SWAPPED_COORDINATES, FIELD_LATITUDE, "");
		point = swapped;
	}
	snprintf(far, sizeof far, "%s%s", *departement ? "du département " : "de la France",
	         departement);
	work->place->has_point = fits(point, departement);
	if (work->place->has_point)
		work->place->point = point;
	else
		doubt(work, DOUBT_FAR_COORDINATES, FIELD_LATITUDE, far);
}

static void read_contacts(const struct work *work)
{
	static const enum centres_field fields[] = { FIELD_WEBSITE, FIELD_ACCESS_URL };
	struct site_place *place = work->place;
	const char *phone = work->values[FIELD_PHONE];
	char *to[] = { place->website, place->access_url };
	const size_t sizes[] = { sizeof place->website, sizeof place->access_url };

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (*work->values[fields[i]] &&
		    !centres_text_url(to[i], sizes[i], work->values[fields[i]]))
			doubt(work, DOUBT_BAD_URL, fields[i], work->values[fields[i]]);
	if (*phone && !centres_text_phone(place->phone, phone))
		doubt(work, DOUBT_BAD_PHONE, FIELD_PHONE, phone);
}
static void read_hours(const struct work *work)
{
	struct site_place *place = work->place;
	struct hours hours;
	bool email;

	if (!centres_text_tidy(place->hours, sizeof place->hours, work->values[FIELD_HOURS],
	                       &email)) {
		place->hours[0] = '\0';
		doubt(work, DOUBT_LONG_TEXT, FIELD_HOURS, "");
	}
	if (email)
		doubt(work, DOUBT_EMAIL_REMOVED, FIELD_HOURS, "");
	if (*place->hours && !hours_parse(place->hours, &hours))
		doubt(work, DOUBT_HOURS_UNREAD, FIELD_HOURS, "");
}

static void read_date(const struct work *work)
{
	const char *date = work->values[FIELD_UPDATED];
	const int64_t oldest = day_from_civil((struct civil){ 2000, 1, 1 });
	int64_t day = 0;

	if (*date && !centres_text_date(date, &day)) {
		doubt(work, DOUBT_BAD_DATE, FIELD_UPDATED, date);
	} else if (*date && (day < oldest || day > work->doubts->sink->today_day)) {
		doubt(work, DOUBT_DOUBTFUL_DATE, FIELD_UPDATED, date);
	} else if (*date) {
		work->place->has_updated = true;
		work->place->updated_day = day;
	}
}

/* The field is young: older files only say it in words. */
static void read_mobile(const struct work *work)
{
	char itinerant[200], name[200];

	text_fold(itinerant, sizeof itinerant,
	          *work->values[FIELD_MOBILE] ? work->values[FIELD_MOBILE]
	                                      : work->values[FIELD_SUMMARY]);
	text_fold(name, sizeof name, work->place->name);
	work->place->mobile = strstr(itinerant, "itinerant");
	if (*work->values[FIELD_MOBILE])
		return;
	work->place->mobile |= strncmp(name, "bus", 3) == 0 && work->place->name[3] == ' ';
	if (work->place->mobile)
		doubt(work, DOUBT_GUESSED_MOBILE, FIELD_MOBILE, "");
}

bool centres_place_read(struct site_place *ret, const struct centres_raw *raw,
                        struct centres_doubts *doubts)
{
	const char *values[FIELD__COUNT];
	struct work work = { values, ret, doubts };

	*ret = (struct site_place){ 0 };
	for (int i = 0; i < FIELD__COUNT; i++)
		values[i] = raw->values[i] ? raw->values[i] : "";
	doubts->id = values[FIELD_ID];
	read_text(&work, FIELD_NAME, ret->name, sizeof ret->name);
	if (!*ret->name) {
		doubt(&work, DOUBT_NO_NAME, FIELD_NAME, "");
		return false;
	}
	read_text(&work, FIELD_ADDRESS, ret->address, sizeof ret->address);
	read_text(&work, FIELD_COMPLEMENT, ret->complement, sizeof ret->complement);
	read_text(&work, FIELD_COMMUNE, ret->commune, sizeof ret->commune);
	read_text(&work, FIELD_SOURCE, ret->source, sizeof ret->source);
	centres_text_town(ret->commune);
	read_codes(&work);
	if (!read_id(&work))
		return false;
	read_pivot(&work);
	read_point(&work);
	read_contacts(&work);
	read_hours(&work);
	read_date(&work);
	read_mobile(&work);
	read_list(&work, FIELD_TYPOLOGY, ret->typology, sizeof ret->typology);
	read_list(&work, FIELD_SERVICES, ret->services, sizeof ret->services);
	read_publics(&work, ret->publics, sizeof ret->publics);
	read_list(&work, FIELD_FEES, ret->fees, sizeof ret->fees);
	return !doubts->failed;
}

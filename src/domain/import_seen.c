#include "domain/import_seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void import_seen_release(struct import_seen *seen)
{
	free(seen->bits);
	*seen = (struct import_seen){ 0 };
}

static bool names_have(const struct import_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return true;
	return false;
}

static void names_add(struct import_names *names, const char *name)
{
	if (names->count < IMPORT_NAMES_MAX && !names_have(names, name))
		TEXT_COPY(names->names[names->count++], name);
}

static bool grow(struct import_seen *seen, size_t size)
{
	unsigned char *bits;

	size = size > 2 * seen->size ? size : 2 * seen->size;
	bits = realloc(seen->bits, size);
	if (!bits)
		return false;
	memset(bits + seen->size, 0, size - seen->size);
	seen->bits = bits;
	seen->size = size;
	return true;
}

bool import_seen_add(struct import_seen *seen, const struct site *site, struct err *err)
{
	size_t at = (size_t)site->id / 8;
	char departement[GEO_DEPARTEMENT_SIZE];

	if (at >= seen->size && !grow(seen, at + 1))
		return err_memory(err);
	seen->bits[at] |= (unsigned char)(1u << site->id % 8);
	geo_departement(departement, site->place.code_insee, site->place.postcode);
	names_add(&seen->departements, departement);
	names_add(&seen->sources, site->place.source);
	return true;
}

bool import_seen_misses(const struct import_seen *seen, const struct site *site)
{
	size_t at = (size_t)site->id / 8;
	char departement[GEO_DEPARTEMENT_SIZE];

	if (!site->place.source_id[0] || site->approval == APPROVAL_SUSPENDED ||
	    (at < seen->size && seen->bits[at] & 1u << site->id % 8))
		return false;
	geo_departement(departement, site->place.code_insee, site->place.postcode);
	return names_have(&seen->departements, departement) &&
	       names_have(&seen->sources, site->place.source);
}

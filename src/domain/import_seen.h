/* Which places an import has met, so that those it has not can be told; private to domain/import.
 * One bit per place, and the names of publishers and départements. */
#pragma once

#include "store/sites.h"

enum { IMPORT_NAMES_MAX = 256 }; /* of each; what comes after is not missed when gone */

struct import_names {
	size_t count;
	char names[IMPORT_NAMES_MAX][81];
};

struct import_seen {
	unsigned char *bits; /* by site id: they count from 1 without big holes */
	size_t size;
	struct import_names sources, departements;
};

void import_seen_release(struct import_seen *seen);

bool import_seen_add(struct import_seen *seen, const struct site *site, struct err *err);

/* Is it a place that the file could have listed and did not? */
bool import_seen_misses(const struct import_seen *seen, const struct site *site);

/* Legal bodies: what a place belongs to, and what a funder is. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/siret.h"

struct sql;

struct organisation {
	int64_t id;
	char name[120];
	char siret[SIRET_TEXT_SIZE]; /* "" = none known */
	int64_t version;             /* how often it was changed, from 1 */
};

/* Keep a new one; its id is made here. ERR_CONFLICT "siret_taken". */
bool organisations_add(struct sql *sql, struct organisation *organisation, struct err *err);

/* ERR_MISSING "no_organisation". */
bool organisations_find(struct sql *sql, int64_t id, struct organisation *ret, struct err *err);
bool organisations_find_siret(struct sql *sql, const char *siret, struct organisation *ret,
                              bool *ret_found, struct err *err);

/* The intercommunality of that SIREN: a desk of its own has the same, so its name must say so. */
bool organisations_find_epci(struct sql *sql, const char *siren, struct organisation *ret,
                             bool *ret_found, struct err *err);

/* Keep what was read and edited; its version goes up. ERR_BUSY when another was faster;
 * ERR_CONFLICT "siret_taken". */
bool organisations_change(struct sql *sql, struct organisation *organisation, struct err *err);

/* The id of the one with that number, which is made under `name` when it is new. */
bool organisations_make(struct sql *sql, const char *name, const char *siret, int64_t *ret_id,
                        struct err *err);

/* Of many, by their SIRETs, in one transaction and few round trips; the same may be among them
 * twice. Their ids are set. */
bool organisations_make_many(struct sql *sql, struct organisation *organisations, size_t count,
                             struct err *err);

typedef bool organisation_fn(void *context, const struct organisation *organisation,
                             struct err *err);
bool organisations_each(struct sql *sql, int64_t after_id, size_t limit, organisation_fn *fn,
                        void *context, struct err *err);

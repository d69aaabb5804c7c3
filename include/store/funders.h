/* Funders: organisations that pay. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/siret.h"

struct sql;

struct funder {
	int64_t id, organisation;
	char name[120], siret[SIRET_TEXT_SIZE]; /* the organisation's */
	int64_t version;                        /* how often it was changed, from 1 */
};

/* Keep a new one; its id is made here. ERR_CONFLICT "siret_taken" when the organisation is a funder
 * already. */
bool funders_add(struct sql *sql, struct funder *funder, struct err *err);

/* ERR_MISSING "no_funder". */
bool funders_find(struct sql *sql, int64_t id, struct funder *ret, struct err *err);

/* Keep the name that was edited; the version goes up. ERR_BUSY when another was faster. */
bool funders_change(struct sql *sql, struct funder *funder, struct err *err);

struct funders_query {
	int64_t only; /* this one, or none; 0 = any */
	int64_t after_id;
	size_t limit;
};

typedef bool funder_fn(void *context, const struct funder *funder, struct err *err);
bool funders_each(struct sql *sql, const struct funders_query *query, funder_fn *fn, void *context,
                  struct err *err);

/* Sites: desks that hand out, centres that redeem, or both. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/site.h"
#include "store/programmes.h"

struct sql;

struct site {
	int64_t id;
	int64_t organisation, parent; /* 0 = none */
	bool desk, centre;
	enum approval approval; /* the operator's */
	char epci[10];
	struct site_place place;
};

/* Keep a new one; its id is made here. ERR_CONFLICT "source_taken" when its source id is known. */
bool sites_add(struct sql *sql, struct site *site, int64_t now, struct err *err);

/* ERR_MISSING "no_site". */
bool sites_find(struct sql *sql, int64_t id, struct site *ret, struct err *err);
bool sites_find_source(struct sql *sql, const char *source_id, struct site *ret, bool *ret_found,
                       struct err *err);
bool sites_change(struct sql *sql, const struct site *site, int64_t now, struct err *err);

typedef bool site_fn(void *context, const struct site *site, int64_t distance_m, struct err *err);

struct centres_query {
	int64_t programme; /* 0 = any */
	struct geo_point point;
	size_t limit;
};

/* Approved centres (of a programme, inside its territory; 0 = of any), nearest first, with their
 * distance; none twice, even when two publishers list it (site_face_same()). At most 100.
 * ERR_MISSING "no_programme". */
bool sites_near(struct sql *sql, const struct centres_query *query, site_fn *fn, void *context,
                struct err *err);

/* Those of a role, by id, after `after_id`: distance_m is -1. */
bool sites_each(struct sql *sql, int64_t after_id, size_t limit, site_fn *fn, void *context,
                struct err *err);

/* Sites: desks that hand out, centres that redeem, or both. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/approval.h"
#include "model/site.h"

struct sql;

struct site {
	int64_t id;
	int64_t organisation, parent; /* 0 = none */
	bool desk, centre;
	enum approval approval;     /* the operator's */
	enum suspension suspension; /* why, where that is a suspension */
	int64_t suspended_at;       /* 0 = it is not, or nobody noted it */
	char epci[10];
	struct site_place place;
	int64_t changed_at, version; /* of this row; how often it was changed, from 1 */
};

/* Keep a new one; its id is made here. ERR_CONFLICT "source_taken" when its source id is known. */
bool sites_add(struct sql *sql, struct site *site, int64_t now, struct err *err);

/* ERR_MISSING "no_site". */
bool sites_find(struct sql *sql, int64_t id, struct site *ret, struct err *err);
bool sites_find_source(struct sql *sql, const char *source_id, struct site *ret, bool *ret_found,
                       struct err *err);

/* Keep what was read and edited; its version goes up. ERR_BUSY when another was faster. */
bool sites_change(struct sql *sql, struct site *site, int64_t now, struct err *err);

typedef bool site_fn(void *context, const struct site *site, int64_t distance_m, struct err *err);

struct centres_query {
	int64_t programme;     /* 0 = any */
	const char *territory; /* when it is any: NULL or "" = everywhere */
	struct geo_point point;
	size_t limit;
};

/* Approved centres (of a programme, inside its territory; 0 = of any), nearest first, with their
 * distance; none twice, even when two publishers list it (site_face_same()). At most 100.
 * ERR_MISSING "no_programme". */
bool sites_near(struct sql *sql, const struct centres_query *query, site_fn *fn, void *context,
                struct err *err);

struct sites_query {
	int64_t only;         /* this one, or none; 0 = any */
	int desk, centre;     /* is it one? -1 = all the same */
	int approval;         /* enum approval, the operator's; -1 = any */
	int64_t programme;    /* that says something of them; 0 = all the same */
	int64_t organisation; /* 0 = any */
	int64_t funder;       /* approved by the operator, or named by this one; 0 = all the same */
	const char *epci;     /* NULL = any */
	int64_t after_id;
	size_t limit;
};

/* Any site. */
#define SITES_ALL .desk = -1, .centre = -1, .approval = -1

/* By id; distance_m is -1. */
bool sites_each(struct sql *sql, const struct sites_query *query, site_fn *fn, void *context,
                struct err *err);

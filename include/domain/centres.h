/* Where vouchers are redeemed. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "store/sites.h"

struct centres_query {
	int64_t programme; /* 0 = any */
	struct geo_point point;
	size_t limit;
};

/* Approved centres, nearest first, with their distance. */
bool centres_near(struct app *app, const struct centres_query *query, site_fn *fn, void *context,
                  struct err *err);

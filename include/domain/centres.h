/* Where vouchers are redeemed. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "store/sites.h"

/* An approved centre. ERR_MISSING "no_site" for any other place. */
bool centre_find(struct app *app, int64_t id, struct site *ret, struct err *err);

/* Approved centres, nearest first, with their distance. */
bool centres_near(struct app *app, const struct centres_query *query, site_fn *fn, void *context,
                  struct err *err);

/* Where vouchers are redeemed. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "store/sites.h"

/* Approved centres, nearest first, with their distance. */
bool centres_near(struct app *app, const struct centres_query *query, site_fn *fn, void *context,
                  struct err *err);

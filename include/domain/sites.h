/* Places made by hand: desks above all, which no national file lists. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "store/sites.h"

/* Keep a new place; its id is made here. It stays a candidate until site_approve(). `siret` is that
 * of the body it belongs to, "" when unknown; an organisation is made when it is new. ERR_INPUT
 * "bad_site" (says which rule), "bad_siret". */
bool site_add(struct app *app, struct site *site, const char *siret, struct err *err);

/* Every place by id, after `after_id`; distance_m is -1. */
bool sites_list(struct app *app, int64_t after_id, size_t limit, site_fn *fn, void *context,
                struct err *err);

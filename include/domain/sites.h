/* Places: desks, which are made by hand for no national file lists them, and centres. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "domain/edit.h"
#include "model/account.h"
#include "store/sites.h"

/* Keep a new place; its id is made here. It stays a candidate until it is approved. `siret` is that
 * of the body it belongs to, "" when unknown; an organisation is made when it is new. ERR_INPUT
 * "bad_site", with the field; "bad_siret". */
bool site_add(struct app *app, struct site *site, const char *siret, struct err *err);

/* Agents and mediators know their own; funders those that the operator has approved, and those of
 * their programmes. To them others are ERR_MISSING "no_site". */
bool site_find(struct app *app, const struct caller *caller, int64_t id, struct site *ret,
               struct err *err);

/* What an edit of a place is applied to. */
struct site_edit {
	struct site site;
	char siret[SIRET_TEXT_SIZE]; /* when set: of the body it belongs to from now on */
};

/* Change a place; what a file brings in again is the file's to say. As site_add() says, and
 * "stale"; ERR_MISSING "no_site" (its bigger one too), "no_organisation". */
bool site_change(struct app *app, const struct edit *edit, struct site *ret, struct err *err);

struct sites_wish {
	struct sites_query query;
	const char *words; /* in the name or the commune, or how the postcode begins; NULL = any */
	char territory[512]; /* codes as in a programme; "" = everywhere */
};

/* Those that the caller may know, by id, after query.after_id; distance_m is -1. */
bool sites_list(struct app *app, const struct caller *caller, const struct sites_wish *wish,
                site_fn *fn, void *context, struct err *err);

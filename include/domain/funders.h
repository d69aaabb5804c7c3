/* Funders: who pays. */
#pragma once

#include "domain/app.h"
#include "domain/edit.h"
#include "model/account.h"
#include "store/funders.h"

/* Keep a new one; its id is made here. An organisation is made when its SIRET is new. ERR_INPUT
 * "no_name", "bad_siret"; ERR_CONFLICT "siret_taken" when it is a funder already. */
bool funder_add(struct app *app, struct funder *funder, struct err *err);

/* Funders know themselves; to them others are ERR_MISSING "no_funder". */
bool funder_find(struct app *app, const struct caller *caller, int64_t id, struct funder *ret,
                 struct err *err);

/* Change the name of a struct funder; its SIRET is its organisation's. ERR_INPUT "no_name";
 * ERR_CONFLICT "stale". */
bool funder_change(struct app *app, const struct edit *edit, struct funder *ret, struct err *err);

/* Those that the caller may know, by id. */
bool funders_list(struct app *app, const struct caller *caller, const struct funders_query *query,
                  funder_fn *fn, void *context, struct err *err);

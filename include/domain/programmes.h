/* Funders, programmes, and what sites may do in them. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "model/programme.h"
#include "store/programmes.h"

/* An organisation is made when its SIRET is new. ERR_INPUT "bad_siret". */
bool funder_add(struct app *app, struct funder *funder, struct err *err);

/* Starts as a draft, with a signing key of its own. */
bool programme_add(struct app *app, struct programme *programme, struct err *err);
bool programme_find(struct app *app, const struct caller *caller, int64_t id, struct programme *ret,
                    struct err *err);

/* Add (or, negative, take back) money. A draft becomes funded. What is committed cannot be taken.
 */
bool programme_fund(struct app *app, int64_t id, int64_t cents, struct err *err);

/* draft -> funded -> open -> closing -> closed; back to draft when the funding is withdrawn. */
bool programme_set_state(struct app *app, int64_t id, enum programme_state state, struct err *err);

/* Change rules of a programme (name, dates, territory...). Face value stays once passes exist. */
bool programme_change(struct app *app, const struct programme *programme, struct err *err);

/* Let a site hand out or redeem passes of a programme; the operator's own approval of the site
 * follows when it was a candidate. */
bool site_approve(struct app *app, int64_t site, int64_t programme, enum approval state,
                  struct err *err);

bool funders_list(struct app *app, funder_fn *fn, void *context, struct err *err);
bool programmes_list(struct app *app, programme_fn *fn, void *context, struct err *err);

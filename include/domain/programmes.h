/* Programmes: their rules, their money, their state. Whom a programme concerns is
 * programme_find()'s to say, and never changes: ask it first on behalf of a caller. */
#pragma once

#include "domain/approvals.h"
#include "domain/edit.h"
#include "domain/funders.h"
#include "model/ledger.h"
#include "store/fundings.h"
#include "store/programmes.h"

/* May it be added? ERR_INPUT "bad_programme", with the field. */
bool programme_check_new(const struct app *app, const struct programme *programme, struct err *err);

/* Starts as a draft, with a signing key of its own. ERR_INPUT "bad_programme", with the field;
 * ERR_MISSING "no_funder". */
bool programme_add(struct app *app, struct programme *programme, struct err *err);

/* Funders know their own; agents and mediators those that their site takes part in. To them others
 * are ERR_MISSING "no_programme". */
bool programme_find(struct app *app, const struct caller *caller, int64_t id, struct programme *ret,
                    struct err *err);

/* Those that the caller may know, by id. */
bool programmes_list(struct app *app, const struct caller *caller,
                     const struct programmes_query *query, programme_fn *fn, void *context,
                     struct err *err);

/* Change rules of a struct programme (name, dates, territory...). Its funder stays, and its face
 * value once passes exist: ERR_CONFLICT "funder_stays", "cents_stay", "stale"; ERR_INPUT
 * "bad_programme", with the field. */
bool programme_change(struct app *app, const struct edit *edit, struct programme *ret,
                      struct err *err);

/* Add (or, negative, take back) money. A draft becomes funded. What is committed cannot be taken:
 * ERR_REFUSED "over_budget". ERR_INPUT "bad_amount". */
bool programme_fund(struct app *app, int64_t id, int64_t cents, struct err *err);

/* What was added and taken back, newest first. */
bool fundings_list(struct app *app, const struct fundings_query *query, funding_fn *fn,
                   void *context, struct err *err);

/* Where its money is. */
bool programme_balances(struct app *app, int64_t id, struct balances *ret, struct err *err);

/* draft -> funded -> open -> closing -> closed; back to draft when the funding is withdrawn.
 * ERR_CONFLICT "bad_transition"; ERR_REFUSED "no_money". */
bool programme_set_state(struct app *app, int64_t id, enum programme_state state, struct err *err);

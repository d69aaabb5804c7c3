/* Legal bodies: what places belong to, and what funders are. */
#pragma once

#include "domain/app.h"
#include "domain/edit.h"
#include "model/account.h"
#include "store/organisations.h"

/* A SIRET without what people write between its digits. ERR_INPUT "bad_siret". */
bool organisation_siret_read(char to[static SIRET_TEXT_SIZE], const char *text, struct err *err);

/* Keep a new one; its id is made here. ERR_INPUT "no_name", "bad_siret"; ERR_CONFLICT
 * "siret_taken". */
bool organisation_add(struct app *app, struct organisation *organisation, struct err *err);

/* Agents and mediators know that of their site; to them others are ERR_MISSING "no_organisation".
 */
bool organisation_find(struct app *app, const struct caller *caller, int64_t id,
                       struct organisation *ret, struct err *err);

/* Change name and SIRET of a struct organisation. A SIRET that is known may be corrected, not
 * removed: receipts and funders need it. As organisation_add() says, and "stale". */
bool organisation_change(struct app *app, const struct edit *edit, struct organisation *ret,
                         struct err *err);

bool organisations_list(struct app *app, int64_t after_id, size_t limit, organisation_fn *fn,
                        void *context, struct err *err);

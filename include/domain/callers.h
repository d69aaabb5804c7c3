/* Who is calling, and may they? */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "domain/setup.h"
#include "model/account.h"

/* The command line, and the program itself. */
struct caller caller_operator(void);

/* Who bears this token? ERR_MISSING "unknown_token" for any that is not in force. */
bool caller_prove(struct app *app, const char *token, struct caller *ret, struct err *err);

/* Whose cookie is this? ERR_MISSING "session_over" for any that is not in force: ended, idle for
 * too long, of a disabled account. */
bool caller_prove_session(struct app *app, const char *cookie, struct caller *ret, struct err *err);

/* ERR_FORBIDDEN "not_your_role" unless the caller has one of `roles` (ROLE_BIT...). */
bool caller_check(const struct caller *caller, unsigned roles, struct err *err);

/* What proved a caller that is due (caller->is_due): one of them is not 0. */
struct sighting {
	int64_t token, session;
};

/* They were seen just now. Loses nothing that matters when it is not called. */
bool callers_see(struct app *app, const struct sighting *sightings, size_t count, struct err *err);

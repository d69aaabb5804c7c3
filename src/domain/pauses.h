/* Wrong passwords make a growing pause for who tries: from the same address with the same login
 * soon, for one address or one login alone much later. Counted in the database, so that several
 * processes count together; neither login nor address is written there. */
#pragma once

#include "domain/app.h"

struct pause_subject {
	const char *login, *address; /* "" = unknown */
};

/* ERR_REFUSED "too_many_logins"; err->wait_seconds says how long it lasts. What others try with a
 * login holds nobody up who opened it from this address in the last thirty days. */
bool pause_check(struct app *app, const struct pause_subject *subject, struct err *err);

/* It was wrong. On disk at once (transact_apart). */
bool pause_count(struct app *app, const struct pause_subject *subject, struct err *err);

/* It was right. Inside the caller's transaction. */
bool pause_clear(struct app *app, const struct pause_subject *subject, struct err *err);

/* Drop what has no more effect. Inside the caller's transaction. */
bool pauses_forget(struct app *app, struct err *err);

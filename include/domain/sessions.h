/* Sessions of people: opened with a password, ended by them, by time, or by the operator. */
#pragma once

#include "domain/app.h"
#include "domain/second_factors.h"
#include "model/account.h"
#include "store/sessions.h"

enum { SESSION_IDLE_SECONDS = 30 * 60, SESSION_LIFE_SECONDS = 12 * 3600, SESSION_COOKIE_SIZE = 64 };

struct login {
	const char *login, *password;
	const char *code;    /* of the second factor; "" = none yet */
	const char *address; /* of who calls; "" = unknown */
	const char *device;  /* what its program calls itself; NULL = nothing */
	const char *call;    /* for the journal */
};

/* Either it was opened, or the password was right and a code is asked. */
struct login_answer {
	bool opened;
	struct caller caller; /* when opened */
	char cookie[SESSION_COOKIE_SIZE];
	struct second_factors asked; /* else */
};

/* Open a session, with its line in the journal. ERR_FORBIDDEN "wrong_login" (also for an unknown or
 * a disabled account: the same work, the same words), "wrong_code", "card_used_up"; ERR_REFUSED
 * "too_many_logins" (err->wait_seconds). Takes as long as a password does: never on an event loop.
 */
bool session_open(struct app *app, const struct login *login, struct login_answer *ret,
                  struct err *err);

/* End one: the caller's own, or any for the operator. ERR_MISSING "no_session". */
bool session_end(struct app *app, const struct caller *caller, int64_t id, struct err *err);

/* Those of an account in force, oldest first, after `after_id`: one's own, or any for the operator.
 * ERR_MISSING "no_account". */
struct sessions_wish {
	int64_t account, after_id;
	size_t limit;
};
bool sessions_list(struct app *app, const struct caller *caller, const struct sessions_wish *wish,
                   session_fn *fn, void *context, struct err *err);

/* Forget what ended long ago: for the upkeep. */
bool sessions_tidy(struct app *app, struct err *err);

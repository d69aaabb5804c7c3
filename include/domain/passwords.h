/* Passwords of people: made, chosen, proven again. */
#pragma once

#include "domain/app.h"
#include "domain/setup.h"
#include "model/account.h"

enum {
	PASSWORD_MIN = 12,   /* characters */
	PASSWORD_MAX = 1024, /* bytes */
	PASSWORD_HASH_SIZE = 129
};

/* A new one, to be shown once, and its hash. Some 60 ms, as all that hashes or verifies one: never
 * on an event loop, never inside a transaction. */
bool password_make(char ret_password[static PASSWORD_TEXT_SIZE],
                   char ret_hash[static PASSWORD_HASH_SIZE], struct err *err);

/* Is it this account's? The work is the same, and the answer no, for an account that is disabled,
 * has no password or is not there (NULL). */
bool password_fits(const struct account *account, const char *password);

/* What a person shows again before something grave is done to the account in use. */
struct password_proof {
	const char *password;
	const char *address; /* of who shows it; "" = unknown */
};

/* ERR_FORBIDDEN "wrong_password"; ERR_REFUSED "too_many_logins" (err->wait_seconds): both as when a
 * session is opened, and failures count there too. Before anything is written. */
bool password_prove(struct app *app, const struct caller *caller,
                    const struct password_proof *proof, struct account *ret, struct err *err);

/* A new one of the person's own choice; all other sessions end. ERR_INPUT "password_too_short",
 * "password_too_long", "password_is_login", "password_unchanged"; and what password_prove() says.
 */
bool password_change(struct app *app, const struct caller *caller,
                     const struct password_proof *proof, const char *chosen, struct err *err);

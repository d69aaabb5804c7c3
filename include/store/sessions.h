/* People who opened the pages with a password, until they close them or stay away. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/account.h"

struct sql;

enum { SESSION_DEVICE_SIZE = 121 };

struct session {
	int64_t id; /* in order of time; made by who adds it */
	int64_t account;
	char hash[65]; /* of the cookie */
	char device[SESSION_DEVICE_SIZE];
	int64_t created_at, seen_at, ends_at;
};

/* ERR_CONFLICT "duplicate" when the id is taken. */
bool sessions_add(struct sql *sql, const struct session *session, struct err *err);

/* The account behind a session that has not ended at `now` and was seen after `seen_after`.
 * ERR_MISSING "session_over" for any other, or a disabled account: all look the same. */
struct sessions_proof {
	const char *hash;
	int64_t now, seen_after;
};
bool sessions_prove(struct sql *sql, const struct sessions_proof *proof, struct session *ret,
                    struct account *ret_account, struct err *err);

bool sessions_see(struct sql *sql, int64_t id, int64_t now, struct err *err);

/* Those in force, oldest first. */
struct sessions_page {
	int64_t account, now, seen_after;
	int64_t after_id;
	size_t limit;
};
typedef bool session_fn(void *context, const struct session *session, struct err *err);
bool sessions_each(struct sql *sql, const struct sessions_page *page, session_fn *fn, void *context,
                   struct err *err);

/* End one of this account (0 = of any). ERR_MISSING "no_session". */
bool sessions_revoke(struct sql *sql, int64_t id, int64_t account, int64_t now, struct err *err);

/* End all of an account but one (0 = none is kept). */
bool sessions_revoke_all(struct sql *sql, int64_t account, int64_t but_id, int64_t now,
                         struct err *err);

/* Drop those whose time was over at `at`. */
bool sessions_forget(struct sql *sql, int64_t at, struct err *err);

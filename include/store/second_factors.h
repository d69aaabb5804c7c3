/* What is asked beside a password: at most one of each kind for an account. */
#pragma once

#include "base/buf.h"
#include "model/account.h"

struct sql;

struct second_factor {
	int64_t account;
	enum factor kind;
	char sealed[201];     /* its secret; opened with the master secret only */
	int64_t confirmed_at; /* 0 = not in force yet */
	int64_t used;         /* TOTP: the last time step taken; card: codes used so far */
};

/* `*ret_found` says whether there is one. */
bool second_factors_find(struct sql *sql, int64_t account, enum factor kind,
                         struct second_factor *ret, bool *ret_found, struct err *err);

/* In place of the one of its kind. */
bool second_factors_set(struct sql *sql, const struct second_factor *factor, struct err *err);

/* In force since `now`. */
bool second_factors_confirm(struct sql *sql, const struct second_factor *factor, int64_t now,
                            struct err *err);

/* Its code was shown: factor->used (as it was found) becomes `used`, which is more. False in
 * `*ret_done` when somebody was faster: a code is taken once. */
bool second_factors_use(struct sql *sql, const struct second_factor *factor, int64_t used,
                        bool *ret_done, struct err *err);

/* `kind` 0 = of every kind. */
bool second_factors_remove(struct sql *sql, int64_t account, int kind, struct err *err);

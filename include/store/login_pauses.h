/* Wrong passwords, counted per subject: the keyed hash of who tries, or of what is tried. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct sql;

struct login_pause {
	int64_t failures; /* since the last success, or a day without any */
	int64_t last_at;
	int64_t until_at;  /* paused until then; 0 = not paused */
	int64_t opened_at; /* the last success; 0 = none */
};

/* All zero for a subject that never failed. */
bool login_pauses_find(struct sql *sql, const char *subject, struct login_pause *ret,
                       struct err *err);

/* The same, held until the transaction ends, so that failures that come at once through several
 * processes are all counted. */
bool login_pauses_hold(struct sql *sql, const char *subject, struct login_pause *ret,
                       struct err *err);
bool login_pauses_set(struct sql *sql, const char *subject, const struct login_pause *pause,
                      struct err *err);

/* Drop those without a failure after `failed_at` or a success after `opened_at`. */
bool login_pauses_forget(struct sql *sql, int64_t failed_at, int64_t opened_at, struct err *err);

/* Guesses of typed codes, counted per centre. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct sql;

struct wrong_codes {
	int64_t day;      /* Paris day of `count` */
	int64_t count;    /* wrong codes that day */
	int64_t in_row;   /* since the last right one */
	int64_t until_at; /* paused until then; 0 = not paused */
};

/* All zero when the centre never mistyped. Held until the transaction ends, so that guesses made at
 * once through several processes are all counted. */
bool wrong_codes_hold(struct sql *sql, int64_t centre, struct wrong_codes *ret, struct err *err);
bool wrong_codes_set(struct sql *sql, int64_t centre, const struct wrong_codes *counts,
                     struct err *err);

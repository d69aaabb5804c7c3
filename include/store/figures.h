/* Counts for a programme's report. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "model/level.h"

struct sql;

/* Passes issued in [from_at, until_at), as they stood at until_at. */
struct figures_passes {
	int64_t issued, handed_out, started, used, finished, expired, blocked, replaced;
	int64_t levels[LEVEL__COUNT]
		      [LEVEL__COUNT]; /* [at the start][latest seen; none = not seen yet] */
};

/* Vouchers, by what happened to them in [from_at, until_at). */
struct figures_vouchers {
	int64_t issued, redeemed, reversed, revoked; /* redeemed: less those taken back */
	int64_t redeemed_cents;
};

struct figures_period {
	int64_t programme, from_at, until_at;
	int64_t until_day; /* Paris day at until_at: passes whose last day + grace is before it have
	                      expired */
};

bool figures_of_passes(struct sql *sql, const struct figures_period *period,
                       struct figures_passes *ret, struct err *err);
bool figures_of_vouchers(struct sql *sql, const struct figures_period *period,
                         struct figures_vouchers *ret, struct err *err);

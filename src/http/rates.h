/* How many calls a second one address or one account may make: the generic cell rate algorithm, a
 * token bucket that keeps one number (ITU-T I.371, annex A). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct rates;

enum { RATES_BURST_SECONDS = 4 }; /* so many seconds' calls may come at once */

/* `per_second` 0: there is no limit. Takes a fixed amount of memory: of more callers at once than
 * that, those that were quiet longest are forgotten. */
bool rates_open(struct rates **ret, int per_second, struct err *err);
void rates_close(struct rates **rates);

/* Whose bucket: of any bytes, differently in each process, so that nobody can aim at another's. */
uint64_t rates_key(const struct rates *rates, const void *bytes, size_t size);

/* One call at `now_us` (of a clock that never goes back). False: too many; `*ret_seconds` is after
 * how long to ask again. From any thread. */
bool rates_take(struct rates *rates, uint64_t key, int64_t now_us, int *ret_seconds);

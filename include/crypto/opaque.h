/* Ids as they are shown: twelve lower-case base32 symbols that tell nothing of the number behind
 * (no order, no count). A keyed permutation of 60 bits; no secret to guess hides behind it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "crypto/master.h"

enum { OPAQUE_BITS = 60, OPAQUE_SIZE = 13 };

/* 0 <= id < 2^60. */
void opaque_format(const struct master *master, int64_t id, char to[static OPAQUE_SIZE]);

/* Exactly as it was shown; false otherwise. Every such text is some number: look it up. */
bool opaque_parse(const struct master *master, const char *text, int64_t *ret_id);

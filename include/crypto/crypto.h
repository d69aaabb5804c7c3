/* libsodium, opened once. Its header is included in src/crypto/ only. */
#pragma once

#include <stddef.h>

#include "base/err.h"

/* Before anything else of this floor; again does nothing. Any thread. */
bool crypto_open(struct err *err);

/* Overwrite a secret that is no longer needed; the compiler cannot leave this out. */
void crypto_wipe(void *secret, size_t size);

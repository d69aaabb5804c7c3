/* Unpredictable values from the operating system. Never fails once crypto_open() succeeded. */
#pragma once

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *to, size_t size);

/* A number of so many random bits, 1 ... 62: a pass id is random_bits(48). */
int64_t random_bits(int bits);

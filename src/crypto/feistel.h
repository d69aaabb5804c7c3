/* A keyed permutation of the numbers below 2^(2 * half_bits): every number becomes another one that
 * looks unrelated, and comes back. */
#pragma once

#include <stdint.h>

/* `key` has SUBKEY_SIZE bytes; half_bits <= 32; value < 2^(2 * half_bits). Some 5 microseconds. */
uint64_t feistel_hide(const unsigned char *key, int half_bits, uint64_t value);
uint64_t feistel_show(const unsigned char *key, int half_bits, uint64_t value);

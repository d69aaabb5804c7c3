/* What the 50 bits of a typed code mean: a keyed permutation of (serial of the pass, 32 bits;
 * number of the voucher, 4 bits; 14 zero bits). Nothing is stored; one code does not give another;
 * a guess that reads well is one of ours once in 16,384. */
#pragma once

#include "codec/typed_code.h"
#include "crypto/master.h"

enum { CODE_COVER = 0 }; /* the number that names the pass itself and redeems nothing */

/* Serial 0 ... 2^32 - 1, number 0 ... 15. */
void code_format(const struct master *master, int64_t serial, int number,
                 char to[static VOUCHER_CODE_SIZE]);

/* What typed_code_parse() gave -> which voucher; false when it is not a code of ours. */
bool code_find(const struct master *master, uint64_t bits, int64_t *ret_serial, int *ret_number);

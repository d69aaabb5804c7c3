/* The code printed under the QR code for hands to type: XXXX-XXXX-XXXX, Crockford base32. Ten
 * symbols carry 50 bits (what they mean is the secret of crypto/code), two are the check symbols of
 * a Reed-Solomon code RS(12,10) over GF(32): x^5 + x^2 + 1, roots a and a^2. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/sheet.h"

enum { TYPED_CODE_BITS = 50 };

enum typed_code_reading {
	TYPED_CODE_EXACT,     /* a code as printed, case, spaces, hyphens, O/0 and I/L/1 aside */
	TYPED_CODE_PROPOSED,  /* one symbol is wrong: ask "did you mean ...?", never apply silently
	                       */
	TYPED_CODE_UNREADABLE /* not twelve symbols, or more than one is wrong */
};

/* The lowest 50 bits as a code. */
void typed_code_format(uint64_t bits, char to[static VOUCHER_CODE_SIZE]);

/* The text is written to `to` as it is printed: what was read (EXACT) or what was perhaps meant
 * (PROPOSED). `*ret_bits` is set for EXACT alone, so a proposal cannot be used without asking. */
enum typed_code_reading typed_code_parse(const char *text, uint64_t *ret_bits,
                                         char to[static VOUCHER_CODE_SIZE]);

/* The symbol on the cover of a pass: as a voucher's, "HTTPS://HOST/" and decimal digits, but these
 * are the 50 bits of the cover's typed code in 16 digits. It names the pass, to who works at a
 * desk, and redeems nothing. */
#pragma once

#include <stdbool.h>

#include "model/sheet.h"

enum { COVER_DIGITS = 16 };

/* False when `code` is none as printed. */
bool cover_digits(const char *code, char to[static COVER_DIGITS + 1]);

/* Of what a scanner read: the code, when that is the address of a cover. Any host, for a server may
 * have moved. */
bool cover_read(const char *text, char to[static VOUCHER_CODE_SIZE]);

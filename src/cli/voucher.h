/* A voucher on the command line. */
#pragma once

#include "domain/redeem.h"

/* Read what was given: "-" is the first of standard input, which keeps secrets out of the list of
 * processes. What is too long for any voucher becomes something that is certainly none. */
bool voucher_read(const char *given, char to[static VOUCHER_TEXT_MAX + 1], struct err *err);

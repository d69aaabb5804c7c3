/* Why something was taken back, blocked or replaced: the only words of their own that people may
 * leave in the books. */
#pragma once

#include "base/err.h"

/* ERR_INPUT "no_reason" when it is blank; "long_reason" over REASON_MAX bytes or not UTF-8;
 * "personal_reason" when a phone number, an address for mail or a control character is in it. A
 * name cannot be told from another word: nothing here can refuse that. */
bool reason_check(const char *reason, struct err *err);

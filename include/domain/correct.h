/* What went wrong is mended: reversal, replacement, block. Never a deletion. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "model/redemption.h"

/* Take a redemption back. A centre its own; a funder those of its programmes; the operator any.
 * ERR_MISSING "no_redemption" for one the caller may not see, ERR_CONFLICT "already_reversed",
 * ERR_REFUSED "too_many_reversals" (fifteen on one voucher). `reason` is not empty. */
bool correct_reverse(struct app *app, const struct caller *caller, const char *redemption,
                     const char *reason, struct redemption *ret, struct err *err);

/* Unused vouchers move to a new pass under the same pseudonym; all printed secrets of the old one
 * are dead. ERR_CONFLICT "pass_ended" when it is not live, "nothing_left" when all are used. */
bool correct_replace(struct app *app, const struct caller *caller, int64_t pass, const char *reason,
                     struct pass *ret_new, struct err *err);

/* Its unused vouchers are refused from now on; their money is free again. */
bool correct_block(struct app *app, const struct caller *caller, int64_t pass, const char *reason,
                   int *ret_revoked, struct err *err);

/* Close what ended more than a week ago: the unused money of those passes is "expired".
 * Closes at most `limit`; says how many it did. */
bool correct_close_due(struct app *app, int limit, int *ret_closed, struct err *err);

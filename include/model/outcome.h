/* What came of presenting a voucher: the same list for check, redeem, the API and the screens.
 * Each has its own French sentence in templates/lang. */
#pragma once

#include <stdbool.h>

enum outcome {
	OUTCOME_REDEEMED,      /* check says it for "a redemption would succeed now" */
	OUTCOME_ALREADY_YOURS, /* same nonce, or same centre within the retry window: one effect */
	OUTCOME_ALREADY_USED,
	OUTCOME_EXPIRED,
	OUTCOME_NOT_YET_VALID,
	OUTCOME_BLOCKED,
	OUTCOME_REPLACED,
	OUTCOME_NOT_FUNDED,
	OUTCOME_WRONG_TERRITORY,
	OUTCOME_KIND_NOT_ALLOWED,
	OUTCOME_SPECIMEN,
	OUTCOME_BAD_SIGNATURE,
	OUTCOME_UNKNOWN_KEY,
	OUTCOME_MALFORMED,
	OUTCOME_UNKNOWN_CODE,
	OUTCOME_TOO_MANY_WRONG_CODES,
	OUTCOME__COUNT
};

/* "redeemed", "already_yours"... as in the API. */
const char *outcome_name(enum outcome outcome);

/* Is the voucher's signature genuine (or its typed code one of ours), whatever its state? */
bool outcome_is_authentic(enum outcome outcome);

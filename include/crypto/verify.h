/* May a voucher be believed, as far as the key list alone can say? The checks come in the order of
 * docs/architecture.md: length, alphabet, version; key known and in force; signature; fields;
 * SPECIMEN; last day. What the books say comes after. */
#pragma once

#include "codec/token.h"
#include "crypto/keylist.h"
#include "model/outcome.h"

struct token {
	unsigned char bytes[TOKEN_SIZE];
	struct voucher voucher; /* what they say; to be believed only after verify_signature() */
};

/* The cheap checks, to do before any look-up: OUTCOME_MALFORMED, or OUTCOME_REDEEMED for "go on".
 * `text` is what a person pasted or a scanner typed. */
enum outcome verify_decode(const char *text, struct token *ret);

/* The others: OUTCOME_UNKNOWN_KEY (also: not in force, revoked), OUTCOME_BAD_SIGNATURE,
 * OUTCOME_MALFORMED (signed, but against the rules of the fields), OUTCOME_SPECIMEN,
 * OUTCOME_EXPIRED, or OUTCOME_REDEEMED: authentic and in date. Some 50 microseconds: never under a
 * lock. `day` is that of the use, in Paris. */
enum outcome verify_signature(const struct keylist *list, const struct token *token, int64_t day);

/* Both. `ret` is set unless the text is malformed. */
enum outcome verify_text(const struct keylist *list, const char *text, int64_t day,
                         struct token *ret);

/* The signed proof that a centre gets at each redemption: a note whose body is
 *
 *   pass-numerique/receipt/v1
 *   f=130030133              funder, SIREN
 *   c=43493312300029         centre, SIRET; nothing after = when it has none
 *   a=1000                   cents
 *   k=3                      kind of workshop
 *   t=2026-03-24T09:23:00Z   time of the redemption, UTC
 *   m=online                 or offline, typed
 *   v=d582...                the voucher, a keyed tag of 16 bytes
 *   r=7f3k...                the redemption's id as shown
 *
 * The letters are those of the funder's log: whoever holds the receipt can write down the entry
 * that the log promises within 60 seconds. */
#pragma once

#include "crypto/notary.h"
#include "crypto/opaque.h"
#include "crypto/tag.h"
#include "model/redemption.h"

struct receipt {
	char funder[10], centre[15];
	int cents, kind;
	int64_t at;
	enum redeem_mode mode;
	unsigned char tag[TAG_SIZE];
	char redemption[OPAQUE_SIZE];
};

/* Add the signed receipt to `to`, which must be empty. ERR_INPUT "bad_receipt" when a value is out
 * of its range; `name` is that of the signer's vkey. */
bool receipt_sign(const struct receipt *receipt, const struct key *key, const char *name,
                  struct buf *to, struct err *err);

/* Read and believe a receipt. ERR_INPUT "bad_note" or "bad_receipt"; ERR_REFUSED "bad_signature"
 * when none of these keys signed it. */
bool receipt_verify(struct receipt *ret, const char *text, size_t size, const struct vkey *vkeys,
                    size_t count, struct err *err);

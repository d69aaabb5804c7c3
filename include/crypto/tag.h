/* Keyed hashes: equal inputs give equal values, and nobody without the master secret can tell which
 * input, or whether two belong together. */
#pragma once

#include <stdint.h>

#include "crypto/master.h"

enum { TAG_SIZE = 16 };

/* How receipts and public logs name a voucher: no pass id, so a funder cannot link the vouchers of
 * one person. */
void tag_voucher(const struct master *master, int issuer, int64_t pass, int number,
                 unsigned char to[static TAG_SIZE]);

/* A text chosen by a caller (an idempotency key) as a positive number, never 0. `scope` is the one
 * who chose it (a centre): the same text of another is another number. */
int64_t tag_nonce(const struct master *master, int64_t scope, const char *text);

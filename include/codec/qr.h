/* A voucher as a QR symbol (trust.md, "QR content"): "HTTPS://HOST/" as an alphanumeric segment,
 * then the token's decimal digits as a numeric one, version 6, error correction M. Our own encoder,
 * for this one version: many times as fast as libqrencode, with which a test compares every module.
 */
#pragma once

#include <stdbool.h>

#include "base/err.h"

enum { QR_SIDE = 41 }; /* modules of version 6 */

struct qr {
	unsigned char dark[QR_SIDE * QR_SIDE]; /* row by row, 1 = a dark module */
};

/* `host` is any letters' case; the symbol says it in capitals. ERR_INPUT when it is empty, longer
 * than HOST_MAX or has a character that alphanumeric segments lack, or when `digits` is not
 * 1 ... 197 decimal digits. */
bool qr_encode(struct qr *ret, const char *host, const char *digits, struct err *err);

/* Signing and verifying one voucher token. Whether the key may be trusted, and whether the voucher
 * is in date, is for crypto/verify. */
#pragma once

#include "codec/token.h"
#include "crypto/key.h"

/* The 197 digits of a voucher. ERR_INPUT "bad_voucher" when a field is out of its range. */
bool token_sign(const struct key *key, const struct voucher *voucher,
                char to[static VOUCHER_DIGITS_SIZE], struct err *err);

/* Is the signature of these 81 bytes that of the key? The fields are not judged. */
bool token_verify(const unsigned char public[static KEY_PUBLIC_SIZE],
                  const unsigned char token[static TOKEN_SIZE]);

/* The voucher token, version 1: 17 bytes that say what the voucher is, then a 64-byte signature.
 *
 *   0 version 0x01 | 1 issuer u16 | 3 key u8 | 4 pass 48 bits | 10 number, total: a nibble each
 *   11 last day u16 since 2020-01-01 | 13 cents u16 | 15 kind u8 | 16 flags u8 | 17 signature
 *
 * Big-endian. As text: 197 decimal digits, each 7 bytes in 17 digits, the last 4 bytes in 10. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/sheet.h"
#include "model/voucher.h"

enum {
	TOKEN_VERSION = 1,
	TOKEN_FIELDS_SIZE = 17,
	TOKEN_SIGNATURE_SIZE = 64,
	TOKEN_SIZE = TOKEN_FIELDS_SIZE + TOKEN_SIGNATURE_SIZE,
	TOKEN_URL_SIZE = sizeof "HTTPS://" + HOST_MAX + 1 + VOUCHER_DIGITS_SIZE - 1
};

/* What was wrong with a text; the steps come in this order. */
enum token_fault { TOKEN_GOOD, TOKEN_MALFORMED, TOKEN_UNKNOWN_VERSION };

/* The 17 bytes of a voucher. False when a field is out of its range: nothing such is signed. */
bool token_pack(const struct voucher *voucher, unsigned char to[static TOKEN_FIELDS_SIZE]);

/* What 17 bytes say, whatever it is worth: nothing is checked. */
void token_unpack(const unsigned char from[static TOKEN_FIELDS_SIZE], struct voucher *ret);

/* Do these bytes keep every rule of the fields, and would packing them again give the same? The
 * order of checks puts this after the signature. */
bool token_fields_are_good(const unsigned char from[static TOKEN_FIELDS_SIZE]);

/* 81 bytes -> 197 digits, and back. Reading is strict: exactly 197 digits, no block out of range,
 * version 1. `to` may be partly written on failure. */
void token_format(const unsigned char from[static TOKEN_SIZE], char to[static VOUCHER_DIGITS_SIZE]);
enum token_fault token_parse(const char *digits, unsigned char to[static TOKEN_SIZE]);

/* "HTTPS://HOST/" and the digits: all upper case, so that the QR code packs it tightly. False when
 * the host is longer than HOST_MAX or has a character that does not belong into one. */
bool token_url(const char *host, const char *digits, char to[static TOKEN_URL_SIZE]);

/* The 197 digits in what a person pasted or a scanner typed: digits, an address in any case (what
 * precedes the last '/' is dropped), with CR, LF, Tab or spaces around, and what a scanner that
 * types like a US keyboard gives on an AZERTY computer, with Caps Lock or without. The readings
 * are tried in that order; no text can be read in two ways (see token_readings in the source). */
bool token_find(const char *text, char to[static VOUCHER_DIGITS_SIZE]);

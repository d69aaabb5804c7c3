/* One-time codes of an application on a phone: RFC 6238 with SHA-1, six digits, steps of thirty
 * seconds, which is what every such application knows. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
	TOTP_SECRET_SIZE = 20,      /* bytes: RFC 4226, section 4, R6 */
	TOTP_SECRET_TEXT_SIZE = 33, /* base32 of RFC 4648, and its end */
	TOTP_DIGITS = 6,
	TOTP_CODE_SIZE = TOTP_DIGITS + 1,
	TOTP_STEP_SECONDS = 30
};

/* What is typed or scanned into the application. */
void totp_format_secret(const unsigned char secret[static TOTP_SECRET_SIZE],
                        char to[static TOTP_SECRET_TEXT_SIZE]);

/* The code of one step (RFC 4226, section 5.3). ERR_SYSTEM when the library has no HMAC-SHA-1. */
bool totp_code(const unsigned char secret[static TOTP_SECRET_SIZE], int64_t step,
               char to[static TOTP_CODE_SIZE], struct err *err);

struct totp_try {
	const unsigned char *secret; /* TOTP_SECRET_SIZE bytes */
	const char *code;            /* as typed: spaces between digits do not count */
	int64_t now;
	int64_t used_step; /* the last step taken; steps up to it are refused: no code serves twice
	                    */
};

/* The step whose code it is: the present one, the one before or the one after; 0 = none of them. */
bool totp_check(const struct totp_try *try, int64_t *ret_step, struct err *err);

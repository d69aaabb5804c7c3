/* The application on a phone that shows codes: all it knows is the text that it was given. */
#pragma once

#include <string.h>

#include "check.h"
#include "crypto/totp.h"

/* The code at that time; borrowed until the next call. */
static inline const char *phone_code(const char *given, int64_t at)
{
	static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	static char code[TOTP_CODE_SIZE];
	unsigned char secret[TOTP_SECRET_SIZE] = { 0 };
	struct err why;

	for (int i = 0; i < 8 * TOTP_SECRET_SIZE; i++)
		if ((strchr(symbols, given[i / 5]) - symbols) >> (4 - i % 5) & 1)
			secret[i / 8] |= (unsigned char)(0x80 >> i % 8);
	CHECK(totp_code(secret, at / TOTP_STEP_SECONDS, code, &why));
	return code;
}

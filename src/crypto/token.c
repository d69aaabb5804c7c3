#include "crypto/token.h"

#include <string.h>

enum { LINE_SIZE = sizeof "pass-numerique/voucher/v1\n" - 1 };

/* What is signed: the purpose's line, then the 17 bytes. */
static void signed_bytes(unsigned char *to, const unsigned char *fields)
{
	memcpy(to, purpose_line(PURPOSE_VOUCHER), LINE_SIZE);
	memcpy(to + LINE_SIZE, fields, TOKEN_FIELDS_SIZE);
}

bool token_sign(const struct key *key, const struct voucher *voucher,
                char to[static VOUCHER_DIGITS_SIZE], struct err *err)
{
	unsigned char token[TOKEN_SIZE], message[LINE_SIZE + TOKEN_FIELDS_SIZE];

	if (!token_pack(voucher, token))
		return err_named(err, ERR_INPUT, "bad_voucher",
		                 "a voucher has a field out of its range");
	signed_bytes(message, token);
	key_sign(key, PURPOSE_VOUCHER, message, sizeof message, token + TOKEN_FIELDS_SIZE);
	token_format(token, to);
	return true;
}

bool token_verify(const unsigned char public[static KEY_PUBLIC_SIZE],
                  const unsigned char token[static TOKEN_SIZE])
{
	unsigned char message[LINE_SIZE + TOKEN_FIELDS_SIZE];

	signed_bytes(message, token);
	return key_verify(public, PURPOSE_VOUCHER, message, sizeof message,
	                  token + TOKEN_FIELDS_SIZE);
}

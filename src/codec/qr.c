#include "codec/qr.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "codec/qr_symbol.h"
#include "codec/qr_words.h"
#include "model/sheet.h"

/* "HTTPS://HOST/"; false when the host cannot be said in an alphanumeric segment. */
static bool address_of(const char *host, char *to, size_t size)
{
	size_t length = strlen(host);

	if (length < 1 || length > HOST_MAX)
		return false;
	snprintf(to, size, "HTTPS://%s/", host);
	for (char *p = to; *p; p++) {
		*p = (char)toupper((unsigned char)*p);
		if (!isalnum((unsigned char)*p) && !strchr("-.:/", *p))
			return false;
	}
	return !strchr(host, '/');
}

bool qr_encode(struct qr *ret, const char *host, const char *digits, struct err *err)
{
	struct qr_symbol symbol;
	uint8_t words[QR_WORDS];
	char address[sizeof "HTTPS:///" + HOST_MAX];
	size_t count = strlen(digits);

	if (!address_of(host, address, sizeof address))
		return err_named(err, ERR_INPUT, "host_unprintable",
		                 "the host \"%.40s\" does not fit a QR code: at most %d letters, "
		                 "digits, \"-\", \".\" and \":\"",
		                 host, HOST_MAX);
	if (count < 1 || count >= VOUCHER_DIGITS_SIZE || strspn(digits, "0123456789") != count)
		return err_set(err, ERR_INPUT, "a token is 1 to %d decimal digits",
		               VOUCHER_DIGITS_SIZE - 1);
	if (!qr_words_make(words, address, digits))
		return err_set(err, ERR_INPUT, "the token does not fit the QR code");
	qr_symbol_best(&symbol, words);
	for (int y = 0; y < QR_SIDE; y++)
		for (int x = 0; x < QR_SIDE; x++)
			ret->dark[y * QR_SIDE + x] = symbol.rows[y] >> x & 1;
	return true;
}

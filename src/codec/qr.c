#include "codec/qr.h"

#include <ctype.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "model/sheet.h"

enum { VERSION = 6 };

static void input_close(QRinput **input)
{
	if (*input)
		QRinput_free(*input);
}

static void code_close(QRcode **code)
{
	if (*code)
		QRcode_free(*code);
}

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

static bool append(QRinput *input, QRencodeMode mode, const char *text)
{
	return QRinput_append(input, mode, (int)strlen(text), (const unsigned char *)text) == 0;
}

bool qr_encode(struct qr *ret, const char *host, const char *digits, struct err *err)
{
	AUTO(input_close) QRinput *input = NULL;
	AUTO(code_close) QRcode *code = NULL;
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
	input = QRinput_new2(VERSION, QR_ECLEVEL_M);
	if (!input || !append(input, QR_MODE_AN, address) || !append(input, QR_MODE_NUM, digits))
		return err_memory(err);
	code = QRcode_encodeInput(input);
	if (!code)
		return err_memory(err);
	if (code->width != QR_SIDE)
		return err_set(err, ERR_SYSTEM, "the QR code has %d modules a side, not %d",
		               code->width, QR_SIDE);
	for (size_t i = 0; i < sizeof ret->dark; i++)
		ret->dark[i] = code->data[i] & 1;
	return true;
}

#include "crypto/receipt.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"

enum { BODY_MAX = 400 };

static bool all_digits(const char *text, size_t size)
{
	return strlen(text) == size && strspn(text, "0123456789") == size;
}

static bool is_good(const struct receipt *r)
{
	size_t id = strlen(r->redemption);

	return all_digits(r->funder, 9) && (all_digits(r->centre, 14) || !*r->centre) &&
	       r->cents >= 1 && r->kind >= 0 && r->kind <= UINT8_MAX && id &&
	       strspn(r->redemption, "0123456789abcdefghijklmnopqrstuvwxyz") == id;
}

static bool body_format(const struct receipt *r, struct buf *to, struct err *err)
{
	char time[INSTANT_TEXT_SIZE], tag[2 * TAG_SIZE + 1];

	if (!is_good(r))
		return err_named(err, ERR_INPUT, "bad_receipt",
		                 "a receipt has a value out of its range");
	instant_format(r->at, time);
	text_hex(tag, r->tag, TAG_SIZE);
	buf_addf(to, "%sf=%s\nc=%s\na=%d\nk=%d\nt=%s\nm=%s\nv=%s\nr=%s\n",
	         purpose_line(PURPOSE_RECEIPT), r->funder, r->centre, r->cents, r->kind, time,
	         redeem_mode_name(r->mode), tag, r->redemption);
	return buf_check(to, err);
}

bool receipt_sign(const struct receipt *receipt, const struct key *key, const char *name,
                  struct buf *to, struct err *err)
{
	return body_format(receipt, to, err) && notary_sign(to, key, name, PURPOSE_RECEIPT, err);
}

static bool mode_parse(const char *text, enum redeem_mode *ret)
{
	for (int i = 0; i < MODE__COUNT; i++) {
		if (strcmp(text, redeem_mode_name((enum redeem_mode)i)) == 0) {
			*ret = (enum redeem_mode)i;
			return true;
		}
	}
	return false;
}

/* The value of the line `*at` when it begins with `letter` and '='; goes on to the next line. */
static bool take(const char **at, char letter, char *to, size_t size)
{
	size_t length = strcspn(*at, "\n");

	if (length < 2 || (*at)[0] != letter || (*at)[1] != '=' || length - 2 >= size)
		return false;
	memcpy(to, *at + 2, length - 2);
	to[length - 2] = '\0';
	*at += length + 1;
	return true;
}

static bool number_parse(const char *text, int *ret)
{
	int64_t value;

	if (!text_parse_int(text, &value) || value < 0 || value > INT32_MAX)
		return false;
	*ret = (int)value;
	return true;
}

static bool lines_parse(const char *at, struct receipt *r)
{
	char cents[11], kind[4], time[INSTANT_TEXT_SIZE], mode[10], tag[2 * TAG_SIZE + 1];

	return take(&at, 'f', r->funder, sizeof r->funder) &&
	       take(&at, 'c', r->centre, sizeof r->centre) && take(&at, 'a', cents, sizeof cents) &&
	       take(&at, 'k', kind, sizeof kind) && take(&at, 't', time, sizeof time) &&
	       take(&at, 'm', mode, sizeof mode) && take(&at, 'v', tag, sizeof tag) &&
	       take(&at, 'r', r->redemption, sizeof r->redemption) &&
	       number_parse(cents, &r->cents) && number_parse(kind, &r->kind) &&
	       instant_parse(time, &r->at) && mode_parse(mode, &r->mode) &&
	       text_unhex(r->tag, TAG_SIZE, tag);
}

/* Read leniently, write again, compare: one text for each receipt. */
static bool body_parse(struct receipt *ret, const struct note *note, struct err *err)
{
	char body[BODY_MAX];
	AUTO(buf_release) struct buf again = { 0 };

	if (note->body_size >= sizeof body ||
	    !purpose_fits(PURPOSE_RECEIPT, note->body, note->body_size))
		return err_named(err, ERR_INPUT, "bad_receipt", "not a receipt");
	memcpy(body, note->body, note->body_size);
	body[note->body_size] = '\0';
	if (!lines_parse(body + strlen(purpose_line(PURPOSE_RECEIPT)), ret) ||
	    !body_format(ret, &again, err) || strcmp(buf_text(&again), body) != 0)
		return err_named(err, ERR_INPUT, "bad_receipt", "the receipt is malformed");
	return true;
}

bool receipt_verify(struct receipt *ret, const char *text, size_t size, const struct vkey *vkeys,
                    size_t count, struct err *err)
{
	struct receipt receipt = { 0 };
	struct note note;

	if (!note_parse(text, size, &note, err) || !body_parse(&receipt, &note, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (notary_verify(&note, &vkeys[i], PURPOSE_RECEIPT)) {
			*ret = receipt;
			return true;
		}
	}
	return err_named(err, ERR_REFUSED, "bad_signature",
	                 "the receipt is not signed by a known key");
}

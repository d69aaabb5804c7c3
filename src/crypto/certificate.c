#include "crypto/certificate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"

enum { BODY_MAX = 480 };

static bool bad_certificate(struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_key_list", "not the certificate of a key");
}

bool certificate_format(const struct certificate *c, struct buf *to, struct err *err)
{
	char issued[DAY_TEXT_SIZE], expires[DAY_TEXT_SIZE], vkey[VKEY_TEXT_SIZE];

	if (c->version < 1 || c->issued_day > c->expires_day)
		return bad_certificate(err);
	day_format(c->issued_day, issued);
	day_format(c->expires_day, expires);
	vkey_format(&c->vkey, vkey);
	buf_addf(to, "%sversion %" PRId64 "\nissued %s\nexpires %s\nuse %skey %s\n",
	         purpose_line(PURPOSE_CERTIFICATE), c->version, issued, expires,
	         purpose_line(c->use), vkey);
	return buf_check(to, err);
}

static bool use_parse(const char *text, enum purpose *ret)
{
	size_t size = strlen(text);

	for (int i = 0; i < PURPOSE__COUNT; i++) {
		const char *line = purpose_line((enum purpose)i);

		if (strlen(line) == size + 1 && memcmp(line, text, size) == 0) {
			*ret = (enum purpose)i;
			return true;
		}
	}
	return false;
}

static bool fields_parse(struct certificate *c, const char *text, struct err *err)
{
	char issued[DAY_TEXT_SIZE], expires[DAY_TEXT_SIZE], use[40], vkey[VKEY_TEXT_SIZE];

	_Static_assert(VKEY_TEXT_SIZE > 150 && DAY_TEXT_SIZE > 10, "the widths below fit");
	if (sscanf(text, "version %18" SCNd64 "\nissued %10s\nexpires %10s\nuse %39s\nkey %150s",
	           &c->version, issued, expires, use, vkey) != 5 ||
	    !day_parse(issued, &c->issued_day) || !day_parse(expires, &c->expires_day) ||
	    !use_parse(use, &c->use))
		return bad_certificate(err);
	return notary_vkey_parse(&c->vkey, vkey, strlen(vkey), err);
}

/* Read leniently, write again, compare, as a key list is. */
static bool body_parse(struct certificate *c, const struct note *note, struct err *err)
{
	AUTO(buf_release) struct buf again = { 0 };
	char text[BODY_MAX];

	if (!purpose_fits(PURPOSE_CERTIFICATE, note->body, note->body_size) ||
	    note->body_size >= sizeof text)
		return bad_certificate(err);
	memcpy(text, note->body, note->body_size);
	text[note->body_size] = '\0';
	if (!fields_parse(c, text + strlen(purpose_line(PURPOSE_CERTIFICATE)), err) ||
	    !certificate_format(c, &again, err))
		return false;
	return (again.size == note->body_size && !memcmp(again.data, text, again.size)) ||
	       bad_certificate(err);
}

bool certificate_parse(struct certificate *ret, const char *text, size_t size,
                       const struct keylist_roots *roots, int64_t today, struct err *err)
{
	struct certificate certificate;
	struct note note;

	if (!note_parse(text, size, &note, err) ||
	    !notary_verify_some(&note, roots->vkeys, roots->count, roots->needed,
	                        PURPOSE_CERTIFICATE, err) ||
	    !body_parse(&certificate, &note, err))
		return err_during(err, "reading a certificate");
	if (today > certificate.expires_day)
		return err_named(err, ERR_REFUSED, "key_list_expired",
		                 "the certificate is too old: get a new one");
	*ret = certificate;
	return true;
}

/* Parts that were signed together, for a device without network: docs/bundle.md.
 *
 *   pass-numerique/bundle/v1
 *   centre 12
 *   made 2026-11-22T10:12:00Z
 *   until 2026-11-29T10:12:00Z
 *   part keys 1234 <SHA-256, 64 hexadecimal digits>
 *   part certificate 412 <...>
 *   part passes/1 112976 <...>
 *
 *   — pass.example/bundle <signature>
 *
 * and after one more line feed the bytes of the parts, one after the other. */
#pragma once

#include <stdint.h>

#include "crypto/certificate.h"

enum { BUNDLE_PARTS_MAX = 256, BUNDLE_NAME_SIZE = 32, BUNDLE_SIZE_MAX = 64 << 20 };

struct bundle_part {
	char name[BUNDLE_NAME_SIZE]; /* a-z, 0-9, '/' */
	const char *data;            /* borrowed */
	size_t size;
};

struct bundle {
	int64_t centre;
	int64_t made_at;  /* it knows all that had happened by then */
	int64_t until_at; /* nobody should believe it after that */
	size_t count;
	struct bundle_part parts[BUNDLE_PARTS_MAX];
};

/* Add a part. ERR_SYSTEM: there are too many. */
bool bundle_add(struct bundle *bundle, const char *name, const struct buf *data, struct err *err);

/* Borrowed; NULL when it has none of that name. */
const struct bundle_part *bundle_find(const struct bundle *bundle, const char *name);

/* Signed with that key, added to `to`, which is empty. */
bool bundle_sign(const struct bundle *bundle, const struct key *key, const char *name,
                 struct buf *to, struct err *err);

/* Read one, without believing it: whole and well-formed. `data` must outlive `ret`; the note is for
 * bundle_verify(). ERR_INPUT "bad_note", "bad_bundle". */
bool bundle_parse(struct bundle *ret, struct note *ret_note, const char *data, size_t size,
                  struct err *err);

/* One that is believed, with its key list, which the caller releases. */
struct bundle_believed {
	struct bundle bundle;
	struct keylist list;
};

/* Read and believe one, as far as its root says so. `roots` as in crypto/keylist. ERR_INPUT,
 * ERR_REFUSED as keylist_parse(), certificate_parse() and bundle_parse() say; ERR_REFUSED
 * "bundle_signature", "bundle_expired". */
bool bundle_verify(struct bundle_believed *ret, const char *data, size_t size,
                   const struct keylist_roots *roots, int64_t now, struct err *err);

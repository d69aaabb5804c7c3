/* The root's word on a key that the key list has no room for. Its body, signed as a note by root
 * keys together with the key list of the same version:
 *
 *   pass-numerique/certificate/v1
 *   version 7
 *   issued 2026-11-22
 *   expires 2027-02-20
 *   use pass-numerique/bundle/v1
 *   key pass.example/bundle+5c1a0b2f+AZ...
 *
 * A reader believes the one whose version is the highest it has seen in key lists: publishing a new
 * list takes back every certificate before it. */
#pragma once

#include "crypto/keylist.h"

struct certificate {
	int64_t version, issued_day, expires_day; /* of the key list beside it */
	enum purpose use;                         /* what alone the key may sign */
	struct vkey vkey;
};

/* Its body; notary_sign(PURPOSE_CERTIFICATE) makes the note of it. */
bool certificate_format(const struct certificate *certificate, struct buf *to, struct err *err);

/* Read and believe one. ERR_INPUT "bad_note", "bad_key_list", "bad_key"; ERR_REFUSED
 * "not_enough_signatures", "key_list_expired". */
bool certificate_parse(struct certificate *ret, const char *text, size_t size,
                       const struct keylist_roots *roots, int64_t today, struct err *err);

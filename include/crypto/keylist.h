/* The public list of voucher keys. Its body, signed as a note by root keys that stay offline:
 *
 *   pass-numerique/keys/v1
 *   version 7
 *   issued 2026-11-22
 *   expires 2027-02-20
 *   1.0 pass.example/1.0+9f0771df+AYqI... 2026-01-01 2026-12-31 active
 *
 * One line per key, in ascending order. Days are Paris days. Keeping the highest version ever seen
 * (against a roll-back) is the reader's own affair: compare `version`. */
#pragma once

#include <stdint.h>

#include "crypto/notary.h"

enum {
	KEYLIST_GRACE_DAYS = 90, /* a key verifies so long after its last day */
	KEYLIST_COUNT_MAX = 100000
};

enum keylist_status {
	KEYLIST_ACTIVE,
	KEYLIST_RETIRED, /* signs no more; what it signed stays good */
	KEYLIST_REVOKED, /* compromised: nothing it signed is believed */
	KEYLIST__COUNT
};

struct keylist_entry {
	int issuer, key; /* as in the token */
	struct vkey vkey;
	int64_t not_before_day, not_after_day; /* the last day of any voucher that it signs */
	enum keylist_status status;
};

/* Any number of threads may read one that was parsed. `{ 0 }` is an empty one. */
struct keylist {
	int64_t version, issued_day, expires_day;
	size_t count;
	struct keylist_entry *entries;
};

void keylist_release(struct keylist *list);

bool keylist_add(struct keylist *list, const struct keylist_entry *entry, struct err *err);

/* Sort the list and add its body to `to`; notary_sign(PURPOSE_KEYS) makes the note of it.
 * ERR_INPUT "bad_key_list": a value out of range, or the same issuer and key twice. */
bool keylist_format(struct keylist *list, struct buf *to, struct err *err);

struct keylist_roots {
	const struct vkey *vkeys;
	size_t count;
	size_t needed; /* of them; 0: the text itself is trusted already (a file given by hand) */
};

/* Read and believe a list: ERR_INPUT "bad_note", "bad_key_list", "bad_key"; ERR_REFUSED
 * "not_enough_signatures", "key_list_expired". The caller releases it. */
bool keylist_parse(struct keylist *ret, const char *text, size_t size,
                   const struct keylist_roots *roots, int64_t today, struct err *err);

/* Borrowed; NULL when the list has no such key. */
const struct keylist_entry *keylist_find(const struct keylist *list, int issuer, int key);

/* May it verify a voucher shown on that day? Not revoked, and from its first day to
 * KEYLIST_GRACE_DAYS after its last. */
bool keylist_in_force(const struct keylist_entry *entry, int64_t day);

/* Keys that are the same in every run: what is signed with them is known, so a signature that is
 * believed must be the one that we would make. */
#pragma once

#include "crypto/keylist.h"
#include "crypto/master.h"

enum { KEYS_ISSUER = 1, KEYS_NUMBER = 0, KEYS_DAY = 20000 /* 2024-10-04 */ };

struct keys {
	struct key *key;
	struct vkey vkey;    /* of that key, under the name "pass.example" */
	struct keylist list; /* KEYS_ISSUER and KEYS_NUMBER are that key, in force for centuries */
	struct master *master;
};

void keys_open(struct keys *keys);

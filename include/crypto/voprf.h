/* The server's part of pseudonyms: RFC 9497, ristretto255-SHA512, mode 1 (VOPRF). It evaluates
 * what a browser has blinded, and proves that it used the key it has published: it learns neither
 * the name nor the pseudonym, and cannot use a key of its own for one person unseen. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "crypto/master.h"

enum { VOPRF_SIZE = 32 /* of an element or a scalar */, VOPRF_PROOF_SIZE = 64 };

struct voprf_key {
	unsigned char secret[VOPRF_SIZE]; /* wipe it: voprf_wipe() */
	unsigned char public_key[VOPRF_SIZE];
};

/* DeriveKeyPair (section 3.2.1). `info` has at most 200 characters. */
void voprf_derive(const unsigned char seed[static 32], const char *info, struct voprf_key *ret);

/* The key of an installation. */
void voprf_key_of(const struct master *master, struct voprf_key *ret);
void voprf_wipe(struct voprf_key *key);

/* BlindEvaluate (section 3.3.2). ERR_INPUT "bad_element": not canonical, or the identity. */
bool voprf_evaluate(const struct voprf_key *key, const unsigned char blinded[static VOPRF_SIZE],
                    unsigned char evaluated[static VOPRF_SIZE],
                    unsigned char proof[static VOPRF_PROOF_SIZE], struct err *err);

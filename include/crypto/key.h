/* Ed25519 keys (RFC 8032). The secret half stays in guarded memory behind `struct key` and is wiped
 * on closing. A key is constant once open: any number of threads. */
#pragma once

#include "base/buf.h"
#include "crypto/master.h"
#include "crypto/purpose.h"

enum { KEY_PUBLIC_SIZE = 32, KEY_SEED_SIZE = 32, KEY_SIGNATURE_SIZE = 64 };

struct key;

bool key_open_new(struct key **ret, struct err *err);

/* From a known seed. The caller wipes it. */
bool key_open_seed(struct key **ret, const unsigned char seed[static KEY_SEED_SIZE],
                   struct err *err);

/* What key_seal() wrote under the same name. ERR_REFUSED "unseal_failed". */
bool key_open_sealed(struct key **ret, const struct master *master, const char *what,
                     const char *text, struct err *err);
bool key_seal(const struct key *key, const struct master *master, const char *what, struct buf *to,
              struct err *err);
void key_close(struct key **key);

/* 32 bytes, borrowed until the key is closed. */
const unsigned char *key_public(const struct key *key);

/* `message` must begin with the line of its purpose: anything else is a mistake of the caller. */
void key_sign(const struct key *key, enum purpose purpose, const void *message, size_t size,
              unsigned char to[static KEY_SIGNATURE_SIZE]);

/* Made over `message` for that purpose by the owner of that public key? */
bool key_verify(const unsigned char public[static KEY_PUBLIC_SIZE], enum purpose purpose,
                const void *message, size_t size,
                const unsigned char signature[static KEY_SIGNATURE_SIZE]);

/* Canonical, on the curve, in the main subgroup and not of small order (a key of small order
 * verifies any message in some browsers). Only sound keys are ever trusted. */
bool key_public_is_sound(const unsigned char public[static KEY_PUBLIC_SIZE]);

/* Who signed a note: the signatures of codec/note and the keys of codec/vkey, made and checked. */
#pragma once

#include "codec/note.h"
#include "crypto/key.h"

/* The verifier key of a public key under a name; `type` is VKEY_ED25519 or VKEY_COSIGNATURE. Its id
 * is SHA-256(name LF type public)[:4]. ERR_INPUT "bad_key": a bad name, or a key that is not sound.
 */
bool notary_vkey(struct vkey *ret, const char *name, int type,
                 const unsigned char public[static VKEY_PUBLIC_SIZE], struct err *err);

/* From its text; the id must belong to the key and the key must be sound. ERR_INPUT "bad_key". */
bool notary_vkey_parse(struct vkey *ret, const char *text, size_t size, struct err *err);

/* Make a signed note of the body that `note` holds: the empty line and a first signature are added.
 * ERR_INPUT "bad_note" when it is no body or does not begin with the line of its purpose. */
bool notary_sign(struct buf *note, const struct key *key, const char *name, enum purpose purpose,
                 struct err *err);

/* Add one more signature to a signed note (of another root key, for instance). */
bool notary_sign_again(struct buf *note, const struct key *key, const char *name,
                       enum purpose purpose, struct err *err);

/* Has this key signed the note for that purpose? A wrong signature of the key counts as none. */
bool notary_verify(const struct note *note, const struct vkey *vkey, enum purpose purpose);

/* Have at least `needed` different ones of these keys? ERR_REFUSED "not_enough_signatures". */
bool notary_verify_some(const struct note *note, const struct vkey *vkeys, size_t count,
                        size_t needed, enum purpose purpose, struct err *err);

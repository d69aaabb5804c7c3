/* A C2SP verifier key (c2sp.org/signed-note): "name+keyid+base64(type || public key)". */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
	VKEY_NAME_SIZE = 100,
	VKEY_ID_SIZE = 4,
	VKEY_PUBLIC_SIZE = 32,
	VKEY_TEXT_SIZE = VKEY_NAME_SIZE + 1 + 8 + 1 + 44,
	VKEY_ED25519 = 0x01, /* signs the body of a note */
	VKEY_COSIGNATURE =
		0x04 /* a witness: signs a time and the body (c2sp.org/tlog-cosignature) */
};

struct vkey {
	char name[VKEY_NAME_SIZE]; /* no space, no '+' */
	int type;
	unsigned char id[VKEY_ID_SIZE];
	unsigned char public[VKEY_PUBLIC_SIZE];
};

/* Not empty, shorter than VKEY_NAME_SIZE, UTF-8, no white space or control character, no '+'. */
bool vkey_name_is_good(const char *name, size_t size);

void vkey_format(const struct vkey *vkey, char to[static VKEY_TEXT_SIZE]);

/* The form alone: whether the id belongs to the key and the key is sound is for crypto/notary.
 * ERR_INPUT "bad_key". */
bool vkey_parse(const char *text, size_t size, struct vkey *ret, struct err *err);

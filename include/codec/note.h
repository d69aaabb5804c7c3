/* A C2SP signed note (c2sp.org/signed-note): a body of whole lines, an empty line, then one line
 * "— name base64(key id || signature)" for each signature. Who signed is for crypto/notary. */
#pragma once

#include "base/buf.h"
#include "codec/vkey.h"

enum {
	NOTE_SIGNATURES_MAX = 16,
	NOTE_SIGNATURE_SIZE_MAX = 72, /* Ed25519, with a witness's time before it */
	NOTE_SIZE_MAX = 16 << 20
};

struct note_signature {
	char name[VKEY_NAME_SIZE];
	unsigned char id[VKEY_ID_SIZE];
	size_t size; /* of the signature; 0: of a kind too long to be one of ours, ignored */
	unsigned char bytes[NOTE_SIGNATURE_SIZE_MAX];
};

struct note {
	const char *body; /* borrowed from the parsed text; ends with its last line feed */
	size_t body_size;
	size_t count;
	struct note_signature signatures[NOTE_SIGNATURES_MAX];
};

/* ERR_INPUT "bad_note" when the form is wrong: not UTF-8, a control character, no signature, more
 * than NOTE_SIGNATURES_MAX, a body without a line. `text` must outlive `ret`. */
bool note_parse(const char *text, size_t size, struct note *ret, struct err *err);

/* Is this a body: whole lines of UTF-8 without control characters, the first not empty? */
bool note_body_is_good(const char *body, size_t size);

/* Add one signature line to `to`. */
void note_add_signature(struct buf *to, const struct note_signature *signature);

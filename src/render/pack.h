/* Cairo's PDF written again: its many small objects (the structure that screen readers follow) go
 * compressed into object streams, changed on the way. ISO 32000-1, 7.5.4 to 7.5.8. The door of
 * zlib. Written for what Cairo 1.16 writes: one table of contents, one section, no encryption. */
#pragma once

#include <stddef.h>

#include "base/buf.h"

struct pack_object {
	const char *body; /* between "obj" and "endobj"; not ended by '\0' */
	size_t size;
	bool is_root;    /* the document's catalogue */
	size_t metadata; /* number of the object that will hold the metadata */
};

struct pack_edit {
	/* Add the object to `to`, with what it lacks. Called in the order of the objects' numbers.
	 */
	void (*add)(void *context, struct buf *to, const struct pack_object *object);
	void *context;
	const struct buf *metadata; /* XMP, kept readable as such */
};

/* Add to `to` the PDF `drawn`, packed. ERR_SYSTEM when `drawn` is not as Cairo writes it. */
bool pack_pdf(struct buf *to, const struct buf *drawn, const struct pack_edit *edit,
              struct err *err);

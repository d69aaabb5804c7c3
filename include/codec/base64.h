/* Standard base64 with padding (RFC 4648 section 4). Strict: one text for each value. */
#pragma once

#include "base/buf.h"

/* Add the text of `size` bytes to `to`. */
void base64_format(struct buf *to, const void *data, size_t size);

/* Add the bytes that `size` characters of text mean to `to`. False, adding nothing, when there is a
 * foreign character, a missing or superfluous '=', or a bit set that no byte uses. */
bool base64_parse(struct buf *to, const char *text, size_t size);

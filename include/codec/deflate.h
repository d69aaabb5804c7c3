/* RFC 1951 and RFC 1950: bytes made smaller. */
#pragma once

#include <stdint.h>

#include "base/buf.h"

enum deflate_effort { DEFLATE_FAST = 1, DEFLATE_USUAL = 6, DEFLATE_SMALL = 9 };

/* One zlib stream (RFC 1950), added to `out`. */
bool deflate_whole(const void *data, size_t size, enum deflate_effort effort, struct buf *out,
                   struct err *err);

/* Such a stream unpacked again: exactly what it says is added to `out`. */
bool deflate_undo(const void *data, size_t size, struct buf *out, struct err *err);

/* A piece of a raw stream (RFC 1951), added to `out`: pieces one after the other are the stream,
 * whoever made them, and the one with `last` ends it. */
bool deflate_piece(const void *data, size_t size, bool last, struct buf *out, struct err *err);

/* The CRC-32 of what had `crc` (0 = nothing yet) with these bytes behind. */
uint32_t deflate_crc(uint32_t crc, const void *data, size_t size);

#include "codec/deflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/auto.h"

enum { RAW = -15, MEMORY = 8 }; /* as zlib wants them: no header; the usual memory */

static void bytes_release(unsigned char **bytes)
{
	free(*bytes);
}

bool deflate_whole(const void *data, size_t size, enum deflate_effort effort, struct buf *out,
                   struct err *err)
{
	uLongf room = compressBound(size);
	AUTO(bytes_release) unsigned char *bytes = malloc(room);

	if (!bytes)
		return err_memory(err);
	if (compress2(bytes, &room, data, size, (int)effort) != Z_OK)
		return err_set(err, ERR_SYSTEM, "could not make bytes smaller");
	buf_add(out, bytes, room);
	return buf_check(out, err);
}

bool deflate_undo(const void *data, size_t size, struct buf *out, struct err *err)
{
	z_stream stream = { .next_in = (void *)(uintptr_t)data, .avail_in = (uInt)size };
	unsigned char part[16384];
	int got;

	if (inflateInit(&stream) != Z_OK)
		return err_memory(err);
	do {
		stream.next_out = part;
		stream.avail_out = sizeof part;
		got = inflate(&stream, Z_NO_FLUSH);
		buf_add(out, part, sizeof part - stream.avail_out);
	} while (got == Z_OK);
	inflateEnd(&stream);
	return got == Z_STREAM_END ? buf_check(out, err)
	                           : err_set(err, ERR_SYSTEM, "packed bytes are damaged");
}

bool deflate_piece(const void *data, size_t size, bool last, struct buf *out, struct err *err)
{
	z_stream stream = { .next_in = (void *)(uintptr_t)data, .avail_in = (uInt)size };
	unsigned char part[16384];
	int want = last ? Z_STREAM_END : Z_OK, got;

	if (deflateInit2(&stream, DEFLATE_USUAL, Z_DEFLATED, RAW, MEMORY, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return err_memory(err);
	do {
		stream.next_out = part;
		stream.avail_out = sizeof part;
		got = deflate(&stream, last ? Z_FINISH : Z_SYNC_FLUSH);
		buf_add(out, part, sizeof part - stream.avail_out);
	} while (got == Z_OK && !stream.avail_out);
	deflateEnd(&stream);
	if (got != want && !(got == Z_BUF_ERROR && !last))
		return err_set(err, ERR_SYSTEM, "could not make bytes smaller");
	return buf_check(out, err);
}

uint32_t deflate_crc(uint32_t crc, const void *data, size_t size)
{
	return (uint32_t)crc32(crc, data, (uInt)size);
}

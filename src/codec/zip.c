#include "codec/zip.h"

#include <string.h>

#include "base/text.h"
#include "codec/deflate.h"

/* Of the format: made and to be read by version 2.0; sizes follow the file; deflated; the names are
 * UTF-8; 1 January 1980, so that the same content is the same bytes. */
enum { VERSION = 20, FLAGS = 0x0808, DEFLATED = 8, DAY = 0x0021 };
enum { LOCAL = 0x04034b50, FOLLOWS = 0x08074b50, CENTRAL = 0x02014b50, END = 0x06054b50 };

void zip_open(struct zip *zip, struct buf *to)
{
	*zip = (struct zip){ .to = to, .begins = to->size };
}

void zip_release(struct zip *zip)
{
	buf_release(&zip->rest);
}

static void put(struct zip *zip, int64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(zip->to, (char)(value >> 8 * i & 0xff));
}

static int64_t at(const struct zip *zip)
{
	return zip->skipped + (int64_t)(zip->to->size - zip->begins);
}

/* What a file's header says in both places. */
static void put_about(struct zip *zip, const struct zip_place *place, const char *name)
{
	put(zip, VERSION, 2);
	put(zip, FLAGS, 2);
	put(zip, DEFLATED, 2);
	put(zip, 0, 2); /* midnight */
	put(zip, DAY, 2);
	put(zip, place->crc, 4);
	put(zip, place->packed_size, 4);
	put(zip, place->size, 4);
	put(zip, (int64_t)strlen(name), 2);
	put(zip, 0, 2); /* nothing extra */
}

void zip_begin(struct zip *zip, const char *name)
{
	size_t file = zip->count++;

	TEXT_COPY(zip->files[file].name, name);
	zip->files[file].at = at(zip);
	put(zip, LOCAL, 4);
	put_about(zip, &(struct zip_place){ 0 }, name);
	buf_adds(zip->to, name);
}

static struct zip_place *place_of(struct zip *zip)
{
	return &zip->files[zip->count - 1].place;
}

static void pack(struct zip *zip, bool last)
{
	struct zip_place *place = place_of(zip);
	size_t before = zip->to->size;

	zip->failed |= !buf_check(&zip->rest, &zip->err);
	if (zip->failed)
		return;
	place->crc = deflate_crc((uint32_t)place->crc, buf_text(&zip->rest), zip->rest.size);
	place->size += (int64_t)zip->rest.size;
	zip->failed =
		!deflate_piece(buf_text(&zip->rest), zip->rest.size, last, zip->to, &zip->err);
	place->packed_size += (int64_t)(zip->to->size - before);
	buf_clear(&zip->rest);
}

void zip_add(struct zip *zip, const void *data, size_t size)
{
	buf_add(&zip->rest, data, size);
	if (zip->rest.size >= ZIP_PIECE_SIZE)
		pack(zip, false);
}

void zip_end(struct zip *zip)
{
	const struct zip_place *place = place_of(zip);

	pack(zip, true);
	put(zip, FOLLOWS, 4);
	put(zip, place->crc, 4);
	put(zip, place->packed_size, 4);
	put(zip, place->size, 4);
}

static bool told(const struct zip *zip, struct err *err)
{
	if (zip->failed)
		*err = zip->err;
	return !zip->failed && buf_check(zip->to, err);
}

bool zip_finish(struct zip *zip, struct err *err)
{
	int64_t begins = at(zip), ends;

	for (size_t i = 0; i < zip->count; i++) {
		put(zip, CENTRAL, 4);
		put(zip, VERSION, 2);
		put_about(zip, &zip->files[i].place, zip->files[i].name);
		put(zip, 0, 2 + 2 + 2); /* no comment, one disk, bytes */
		put(zip, 0, 4);         /* no attributes */
		put(zip, zip->files[i].at, 4);
		buf_adds(zip->to, zip->files[i].name);
	}
	ends = at(zip);
	put(zip, END, 4);
	put(zip, 0, 2 + 2);
	put(zip, (int64_t)zip->count, 2);
	put(zip, (int64_t)zip->count, 2);
	put(zip, ends - begins, 4);
	put(zip, begins, 4);
	put(zip, 0, 2);
	return told(zip, err);
}

bool zip_pause(struct zip *zip, struct zip_place *ret, struct err *err)
{
	if (zip->rest.size)
		pack(zip, false);
	*ret = *place_of(zip);
	return told(zip, err);
}

void zip_resume(struct zip *zip, const struct zip_place *place)
{
	buf_clear(&zip->rest); /* it was packed before the pause */
	zip->skipped = (int64_t)(zip->to->size - zip->begins) + place->packed_size -
	               place_of(zip)->packed_size;
	zip->to->size = zip->begins;
	*place_of(zip) = *place;
}

/* A ZIP archive (PKWARE APPNOTE 6.3) written in one go from front to back, or in several with long
 * pauses: a file that is open when one stops is gone on with by the next. No file above 4 GB.
 *
 *	zip_begin(&zip, "a.txt"); zip_add(&zip, text, size); zip_end(&zip); zip_finish(&zip);
 *
 * What could not be written is said by zip_finish() and zip_pause(). */
#pragma once

#include <stdint.h>

#include "base/buf.h"

enum { ZIP_FILES_MAX = 16, ZIP_NAME_SIZE = 48, ZIP_PIECE_SIZE = 1 << 18 };

/* How far a file is. */
struct zip_place {
	int64_t crc, size, packed_size;
};

struct zip {
	struct buf *to;  /* borrowed */
	size_t begins;   /* of `to`: what is there already is not the archive's */
	int64_t skipped; /* bytes of the archive that are elsewhere, before `to` */
	struct buf rest; /* of the open file: not packed yet */
	struct {
		char name[ZIP_NAME_SIZE];
		int64_t at; /* in the archive */
		struct zip_place place;
	} files[ZIP_FILES_MAX];
	size_t count;
	bool failed;
	struct err err;
};

void zip_open(struct zip *zip, struct buf *to);
void zip_release(struct zip *zip);

void zip_begin(struct zip *zip, const char *name);
void zip_add(struct zip *zip, const void *data, size_t size);
void zip_end(struct zip *zip);
bool zip_finish(struct zip *zip, struct err *err);

/* Stop in the middle of the open file: all is in `to`, and `*ret` is where to go on. */
bool zip_pause(struct zip *zip, struct zip_place *ret, struct err *err);

/* Go on: `zip` was opened anew and its files begun as the first time; what that wrote is taken out
 * of `to` again. */
void zip_resume(struct zip *zip, const struct zip_place *place);

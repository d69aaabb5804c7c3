/* Whole files, read and written safely. */
#pragma once

#include <stddef.h>

#include "base/buf.h"

/* Read a regular file whole into `buf` (added at its end). ERR_MISSING when there is none,
 * ERR_INPUT when it is larger than `size_max`. "-" is standard input. */
bool file_read(struct buf *buf, const char *path, size_t size_max, struct err *err);

/* Write so that readers and power cuts see the old content or the new one, never a part:
 * a temporary neighbour, fsync, rename, fsync of the folder. `mode` as in open(2). */
bool file_write(const char *path, const void *data, size_t size, unsigned mode, struct err *err);

/* Make a folder and its parents when they are missing; new ones are for this user only. */
bool file_make_folder(const char *path, struct err *err);

bool file_exists(const char *path);

/* ERR_REFUSED when others than the owner may read or write the file (secrets). */
bool file_check_private(const char *path, struct err *err);

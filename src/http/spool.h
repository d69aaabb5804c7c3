/* A file without a name for an answer that may be larger than memory should hold: on disk, gone
 * with the answer. */
#pragma once

#include <stddef.h>

#include "base/err.h"

struct spool {
	int file;
	size_t size;
	bool open;
};

/* In the folder TMPDIR, else /var/tmp, which is on disk. ERR_SYSTEM also for one that is full. */
bool spool_open(struct spool *spool, struct err *err);
bool spool_add(struct spool *spool, const void *bytes, size_t size, struct err *err);

/* One that was handed over (open = false) may be closed. */
void spool_close(struct spool *spool);

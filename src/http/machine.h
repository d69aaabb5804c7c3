/* What the machine knows of this process, read when it is asked for. */
#pragma once

#include <stdint.h>

#include "http/watch.h"

struct app;

/* -1 = unknown. */
struct machine {
	int64_t started_at;                      /* of the caller */
	int64_t one;                             /* 1: what is only said with a label */
	int64_t books_size, wal_size, free_size; /* bytes */
	int64_t resident_size, virtual_size;     /* bytes */
	int64_t cpu_ns;
	int64_t files_count, files_max;
	int64_t accepted, late, pushed_out, phases[WATCH__COUNT]; /* connections */
};

/* `watch` may be NULL. */
void machine_read(const struct app *app, const struct watch *watch, struct machine *ret);

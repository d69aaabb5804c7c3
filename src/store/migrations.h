/* The schema's history, compiled in from migrations/NNNN-name.sql. Private to the store. */
#pragma once

#include <stddef.h>

struct migration {
	const char *name, *text;
};

/* In order; an entry without a name follows the last. */
extern const struct migration migrations[];
extern const size_t migrations_count;

/* How much place the books take, and how much is left for them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct app;

struct room {
	int64_t books_size; /* bytes of the database... */
	int64_t wal_size;   /* ...and of what is not yet moved into it */
	int64_t free_size;  /* that its file system still takes from us */
};

/* False: unknown, the books are not in a file of this machine. */
bool room_read(const struct app *app, struct room *ret);

/* CSV read as it comes, in flat memory: the separator (, ; tab |) is found in the first line, a
 * byte-order mark is dropped, quotes, CRLF and line ends inside quotes are understood, spaces
 * around unquoted fields are cut, empty lines are skipped. Writing: codec/csv_write.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum {
	CSV_FIELD_MAX = 64 * 1024, /* bytes */
	CSV_ROW_MAX = 1024 * 1024, /* bytes */
	CSV_COLUMN_MAX = 256
};

struct csv_row {
	size_t number;             /* as a spreadsheet counts: from 1, empty lines too */
	const char *const *fields; /* borrowed until the call returns */
	size_t count;
	bool cut; /* the file ended without a line end after it */
};

/* False stops the reading; its `err` becomes the reader's. */
typedef bool (*csv_row_fn)(void *context, const struct csv_row *row, struct err *err);

struct csv_reader;

bool csv_open(struct csv_reader **ret, csv_row_fn fn, void *context, struct err *err);
void csv_close(struct csv_reader **reader);

/* Push the next bytes; rows come out as they are complete. ERR_INPUT with the row's number:
 * "not_utf8", "windows_1252" (what looks like it is told apart, never converted), "too_long" (a
 * field, a row or the number of columns). After a failure only csv_close() is left.
 */
bool csv_feed(struct csv_reader *reader, const char *data, size_t size, struct err *err);

/* Say that everything was pushed: the last row comes out. ERR_INPUT "bad_csv" when a quote was
 * never closed. */
bool csv_end(struct csv_reader *reader, struct err *err);

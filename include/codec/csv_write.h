/* CSV written into a buffer, RFC 4180: CRLF, quotes where needed.
 *
 *	struct csv_writer csv = { .to = &buf, .separator = ';' };
 *
 * A lack of memory is said by buf_check(). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* What a spreadsheet wants first to believe that a file is UTF-8. */
#define CSV_WRITE_MARK "\xef\xbb\xbf"

struct csv_writer {
	struct buf *to; /* borrowed */
	char separator; /* ',' for programs, ';' for French spreadsheets */
	bool inside;    /* the row has a field already */
};

/* NULL writes an empty field. A text that a spreadsheet would run as a formula (begins with
 * = + - @, a tab or a line end) gets a ' before it. */
void csv_write_text(struct csv_writer *csv, const char *text);
void csv_write_int(struct csv_writer *csv, int64_t value);
/* A number as it is to be written: it is never a formula. */
void csv_write_number(struct csv_writer *csv, const char *text);
void csv_write_end_row(struct csv_writer *csv);

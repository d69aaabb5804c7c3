/* A workbook (ECMA-376) written row by row into a buffer, its sheets one after the other. A text
 * stays a text, whatever it begins with. The same content is the same bytes. What cannot be written
 * is said at the end. */
#pragma once

#include <stdint.h>

#include "codec/zip.h"

struct xlsx;

enum { XLSX_SHEETS_MAX = 8, XLSX_ROWS_MAX = 1048576 /* of one sheet; as spreadsheets have it */ };

/* Where one sheet is to be gone on with. */
struct xlsx_place {
	struct zip_place zip;
	int64_t row;
};

/* The names of all its sheets, at most 31 characters each; the first is begun. `to` is borrowed
 * until it is closed. */
bool xlsx_open(struct xlsx **ret, const char *const *sheets, size_t count, struct buf *to,
               struct err *err);
void xlsx_next_sheet(struct xlsx *xlsx);

/* Frees `*xlsx` and makes it NULL, also when it fails. */
bool xlsx_close(struct xlsx **xlsx, struct err *err);

/* Stop for now, in a workbook of one sheet: like xlsx_close(), but there is more to come... */
bool xlsx_pause(struct xlsx **xlsx, struct xlsx_place *ret, struct err *err);

/* ...into a new `to`, which begins where the other ended. */
bool xlsx_resume(struct xlsx **ret, const char *sheet, const struct xlsx_place *place,
                 struct buf *to, struct err *err);

void xlsx_title(struct xlsx *xlsx, const char *text);
void xlsx_text(struct xlsx *xlsx, const char *text);
void xlsx_int(struct xlsx *xlsx, int64_t value);
void xlsx_cents(struct xlsx *xlsx, int64_t cents);      /* as euros */
void xlsx_day(struct xlsx *xlsx, int64_t day);          /* days since 1970 */
void xlsx_minute(struct xlsx *xlsx, int minute_of_day); /* a time of day */
void xlsx_end_row(struct xlsx *xlsx);

/* One sheet of a workbook (ECMA-376), written row by row in constant memory. A text stays a text,
 * whatever it begins with. What cannot be written is said by xlsx_close(). */
#pragma once

#include <stdint.h>

#include "base/buf.h"

struct xlsx;

bool xlsx_open(struct xlsx **ret, struct err *err);

/* Adds the file to `out`; frees `*xlsx` and makes it NULL, also when it fails. */
bool xlsx_close(struct xlsx **xlsx, struct buf *out, struct err *err);

void xlsx_title(struct xlsx *xlsx, const char *text);
void xlsx_text(struct xlsx *xlsx, const char *text);
void xlsx_int(struct xlsx *xlsx, int64_t value);
void xlsx_cents(struct xlsx *xlsx, int64_t cents); /* as euros */
void xlsx_end_row(struct xlsx *xlsx);

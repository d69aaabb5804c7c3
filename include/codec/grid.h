/* A table as a file, in the forms that people and programs ask for:
 *
 *	csv    RFC 4180: comma, English names, whole cents, what is hidden is empty
 *	excel  what a French spreadsheet opens with a double click: UTF-8 with its mark, semicolons,
 *	       French names, decimal comma, what is hidden is said
 *	xlsx   ECMA-376: the same, with numbers that are numbers and texts that are never formulas
 *
 *	struct grid grid;
 *	grid_open(&grid, GRID_EXCEL, &out, err);
 *	grid_title(&grid, "cents", "Montant (€)"); grid_end_row(&grid);
 *	grid_cents(&grid, 123450); grid_end_row(&grid);
 *	grid_close(&grid, err);
 */
#pragma once

#include "base/buf.h"
#include "codec/csv_write.h"

struct xlsx;

enum grid_kind { GRID_CSV, GRID_EXCEL, GRID_XLSX, GRID__COUNT };
const char *grid_kind_name(enum grid_kind kind);
int grid_kind_parse(const char *name); /* -1 = none of them */

struct grid {
	enum grid_kind kind;
	struct csv_writer csv; /* to `out` */
	struct xlsx *xlsx;     /* of GRID_XLSX */
};

/* `out` is borrowed until grid_close(), which must be called; it says whether all is in it. */
bool grid_open(struct grid *ret, enum grid_kind kind, struct buf *out, struct err *err);

/* A workbook of several tables: a sheet each, by these names (31 characters), one after the other.
 */
bool grid_open_sheets(struct grid *ret, const char *const *names, size_t count, struct buf *out,
                      struct err *err);
void grid_next_sheet(struct grid *grid);
bool grid_close(struct grid *grid, struct err *err);

/* A table of many rows, made a few at a time: instead of closing it, stop for now; what comes next
 * goes behind what is in `out`, also when that is another one. Numbers that say where it is. */
enum { GRID_PLACE_COUNT = 4 };
struct grid_place {
	int64_t at[GRID_PLACE_COUNT]; /* all 0 = nowhere yet */
};
bool grid_pause(struct grid *grid, struct grid_place *ret, struct err *err);
bool grid_resume(struct grid *ret, enum grid_kind kind, const struct grid_place *place,
                 struct buf *out, struct err *err);

enum { GRID_ROWS_MAX = 1048576 /* of a sheet of GRID_XLSX, the titles included */ };

void grid_title(struct grid *grid, const char *name, const char *words);
void grid_text(struct grid *grid, const char *text);
void grid_int(struct grid *grid, int64_t value);
void grid_cents(struct grid *grid, int64_t cents);
void grid_hidden(struct grid *grid); /* a number that is not told */

/* An instant as the day and the time of day in Paris, in two cells; 0 = two empty ones. */
void grid_instant(struct grid *grid, int64_t at);
void grid_end_row(struct grid *grid);

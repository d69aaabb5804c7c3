#include "codec/grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "codec/xlsx.h"

static const char *const names[GRID__COUNT] = { "csv", "excel", "xlsx" };
static const char hidden[] = "masqué";
static const char *const sheet = "Export";
_Static_assert((int)GRID_ROWS_MAX == (int)XLSX_ROWS_MAX, "as a sheet has");

const char *grid_kind_name(enum grid_kind kind)
{
	return names[kind];
}

int grid_kind_parse(const char *name)
{
	for (int kind = 0; kind < GRID__COUNT; kind++)
		if (strcmp(names[kind], name) == 0)
			return kind;
	return -1;
}

static char separator_of(enum grid_kind kind)
{
	return kind == GRID_EXCEL ? ';' : ',';
}

bool grid_open(struct grid *ret, enum grid_kind kind, struct buf *out, struct err *err)
{
	*ret = (struct grid){ .kind = kind, .csv = { .to = out, .separator = separator_of(kind) } };
	if (kind == GRID_EXCEL)
		buf_adds(out, CSV_WRITE_MARK);
	return kind != GRID_XLSX || xlsx_open(&ret->xlsx, &sheet, 1, out, err);
}

bool grid_open_sheets(struct grid *ret, const char *const *sheets, size_t count, struct buf *out,
                      struct err *err)
{
	*ret = (struct grid){ .kind = GRID_XLSX, .csv.to = out };
	return xlsx_open(&ret->xlsx, sheets, count, out, err);
}

void grid_next_sheet(struct grid *grid)
{
	xlsx_next_sheet(grid->xlsx);
}

bool grid_close(struct grid *grid, struct err *err)
{
	return (!grid->xlsx || xlsx_close(&grid->xlsx, err)) && buf_check(grid->csv.to, err);
}

bool grid_pause(struct grid *grid, struct grid_place *ret, struct err *err)
{
	struct xlsx_place at = { 0 };

	if (grid->xlsx && !xlsx_pause(&grid->xlsx, &at, err))
		return false;
	*ret = (struct grid_place){ { at.row, at.zip.crc, at.zip.size, at.zip.packed_size } };
	return buf_check(grid->csv.to, err);
}

bool grid_resume(struct grid *ret, enum grid_kind kind, const struct grid_place *place,
                 struct buf *out, struct err *err)
{
	const struct xlsx_place at = { .row = place->at[0],
		                       .zip = { place->at[1], place->at[2], place->at[3] } };

	*ret = (struct grid){ .kind = kind, .csv = { .to = out, .separator = separator_of(kind) } };
	return kind != GRID_XLSX || xlsx_resume(&ret->xlsx, sheet, &at, out, err);
}

void grid_title(struct grid *grid, const char *name, const char *words)
{
	if (grid->xlsx)
		xlsx_title(grid->xlsx, words);
	else
		csv_write_text(&grid->csv, grid->kind == GRID_CSV ? name : words);
}

void grid_text(struct grid *grid, const char *text)
{
	if (grid->xlsx)
		xlsx_text(grid->xlsx, text);
	else
		csv_write_text(&grid->csv, text);
}

void grid_int(struct grid *grid, int64_t value)
{
	if (grid->xlsx)
		xlsx_int(grid->xlsx, value);
	else
		csv_write_int(&grid->csv, value);
}

/* 1234,50 of 123450: a number, and no text that could be a formula. */
static void add_decimal(struct grid *grid, int64_t cents)
{
	uint64_t size = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;
	char text[32];

	snprintf(text, sizeof text, "%s%" PRIu64 ",%02" PRIu64, cents < 0 ? "-" : "", size / 100,
	         size % 100);
	csv_write_number(&grid->csv, text);
}

void grid_cents(struct grid *grid, int64_t cents)
{
	switch (grid->kind) {
	case GRID_CSV:
		csv_write_int(&grid->csv, cents);
		break;
	case GRID_EXCEL:
		add_decimal(grid, cents);
		break;
	case GRID_XLSX:
		xlsx_cents(grid->xlsx, cents);
		break;
	case GRID__COUNT:
		break;
	}
}

void grid_hidden(struct grid *grid)
{
	grid_text(grid, grid->kind == GRID_CSV ? NULL : hidden);
}

void grid_instant(struct grid *grid, int64_t at)
{
	int64_t day = paris_day(at);
	struct civil c = day_civil(day);
	int minute = (int)((at + paris_offset_seconds(at) - day * DAY_SECONDS) / 60);
	char text[24];

	if (!at) {
		grid_text(grid, NULL);
		grid_text(grid, NULL);
	} else if (grid->xlsx) {
		xlsx_day(grid->xlsx, day);
		xlsx_minute(grid->xlsx, minute);
	} else {
		if (grid->kind == GRID_CSV)
			day_format(day, text);
		else
			snprintf(text, sizeof text, "%02d/%02d/%04d", c.day, c.month,
			         c.year % 10000);
		csv_write_text(&grid->csv, text);
		snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
		csv_write_text(&grid->csv, text);
	}
}

void grid_end_row(struct grid *grid)
{
	if (grid->xlsx)
		xlsx_end_row(grid->xlsx);
	else
		csv_write_end_row(&grid->csv);
}

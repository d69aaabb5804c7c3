#include "codec/grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "codec/xlsx.h"

static const char *const names[GRID__COUNT] = { "csv", "excel", "xlsx" };
static const char hidden[] = "masqué";

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

bool grid_open(struct grid *ret, enum grid_kind kind, struct buf *out, struct err *err)
{
	*ret = (struct grid){ .kind = kind,
		              .csv = { .to = out, .separator = kind == GRID_EXCEL ? ';' : ',' } };
	if (kind == GRID_EXCEL)
		buf_adds(out, CSV_WRITE_MARK);
	return kind != GRID_XLSX || xlsx_open(&ret->xlsx, err);
}

bool grid_close(struct grid *grid, struct err *err)
{
	return (!grid->xlsx || xlsx_close(&grid->xlsx, grid->csv.to, err)) &&
	       buf_check(grid->csv.to, err);
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

void grid_end_row(struct grid *grid)
{
	if (grid->xlsx)
		xlsx_end_row(grid->xlsx);
	else
		csv_write_end_row(&grid->csv);
}

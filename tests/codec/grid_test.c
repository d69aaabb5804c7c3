/* One table in each form (codec/grid); tests/api/walk_figures.py opens what codec/xlsx wrote. */
#include "codec/grid.h"

#include "base/auto.h"
#include "check.h"

static struct err err;

static void write(enum grid_kind kind, struct buf *out)
{
	struct grid grid;

	CHECK_OK(grid_open(&grid, kind, out, &err));
	grid_title(&grid, "centre", "Lieu");
	grid_title(&grid, "cents", "Montant (€)");
	grid_title(&grid, "used", "Pass");
	grid_end_row(&grid);
	grid_text(&grid, "=1+1;2");
	grid_cents(&grid, -123405);
	grid_hidden(&grid);
	grid_end_row(&grid);
	grid_text(&grid, "Été, le \"bus\"");
	grid_cents(&grid, 7);
	grid_int(&grid, -12);
	grid_end_row(&grid);
	CHECK_OK(grid_close(&grid, &err));
}

static void csv_is_for_programs(void)
{
	AUTO(buf_release) struct buf out = { 0 };

	write(GRID_CSV, &out);
	CHECK_TEXT(buf_text(&out), "centre,cents,used\r\n'=1+1;2,-123405,\r\n"
	                           "\"Été, le \"\"bus\"\"\",7,-12\r\n");
}

static void excel_is_for_a_french_spreadsheet(void)
{
	AUTO(buf_release) struct buf out = { 0 };

	write(GRID_EXCEL, &out);
	CHECK_TEXT(buf_text(&out), "\xef\xbb\xbfLieu;Montant (€);Pass\r\n"
	                           "\"'=1+1;2\";-1234,05;masqué\r\n"
	                           "\"Été, le \"\"bus\"\"\";0,07;-12\r\n");
}

static void a_workbook_is_written_after_what_is_there(void)
{
	AUTO(buf_release) struct buf out = { 0 };

	buf_adds(&out, "before");
	write(GRID_XLSX, &out);
	CHECK(out.size > 2000);
	CHECK_BYTES(out.data, "beforePK\3\4", 10);
}

/* A row of each kind of cell. */
static void add_row(struct grid *grid, int row)
{
	grid_text(grid, row % 2 ? " a & b <c>" : "@SUM(A1)");
	grid_cents(grid, row * 101);
	grid_instant(grid, row ? 1775029500 + row * 60 : 0);
	grid_end_row(grid);
}

static void days_and_times_are_those_of_paris(void)
{
	static const char *const want[] = { "2026-04-01,09:45\r\n", "01/04/2026;09:45\r\n" };

	for (int kind = GRID_CSV; kind <= GRID_EXCEL; kind++) {
		AUTO(buf_release) struct buf out = { 0 };
		struct grid grid;

		CHECK_OK(grid_open(&grid, kind, &out, &err));
		grid_instant(&grid, 1775029500);
		grid_end_row(&grid);
		CHECK_OK(grid_close(&grid, &err));
		CHECK_TEXT(buf_text(&out) + (kind == GRID_EXCEL ? 3 : 0), want[kind]);
	}
}

/* Made in one go, or three rows at a time by ever new ones: tests/api/walk_exports.py opens it. */
static void a_table_is_gone_on_with_after_a_pause(void)
{
	for (int kind = 0; kind < GRID__COUNT; kind++) {
		AUTO(buf_release) struct buf whole = { 0 }, parts = { 0 };
		struct grid_place place;
		struct grid grid;

		CHECK_OK(grid_open(&grid, kind, &whole, &err));
		for (int row = 0; row < 9; row++)
			add_row(&grid, row);
		CHECK_OK(grid_close(&grid, &err));
		CHECK_OK(grid_open(&grid, kind, &parts, &err));
		for (int row = 0; row < 9; row++) {
			add_row(&grid, row);
			if (row % 3 < 2)
				continue;
			CHECK_OK(grid_pause(&grid, &place, &err));
			CHECK_OK(grid_resume(&grid, kind, &place, &parts, &err));
		}
		CHECK_OK(grid_close(&grid, &err));
		if (kind == GRID_XLSX)
			CHECK(place.at[0] == 9 && place.at[1] && place.at[2] > place.at[3]);
		else
			CHECK_TEXT(buf_text(&parts), buf_text(&whole));
	}
}

static void the_same_sheets_are_the_same_bytes(void)
{
	static const char *const names[] = { "Parcours", "Par mois" };
	AUTO(buf_release) struct buf first = { 0 }, second = { 0 };
	struct grid grid;

	for (int i = 0; i < 2; i++) {
		CHECK_OK(grid_open_sheets(&grid, names, 2, i ? &second : &first, &err));
		add_row(&grid, 1);
		grid_next_sheet(&grid);
		add_row(&grid, 2);
		CHECK_OK(grid_close(&grid, &err));
	}
	CHECK_INT(first.size, second.size);
	CHECK_BYTES(buf_text(&first), buf_text(&second), first.size);
}

static void names_are_read_back(void)
{
	for (int kind = 0; kind < GRID__COUNT; kind++)
		CHECK_INT(grid_kind_parse(grid_kind_name((enum grid_kind)kind)), kind);
	CHECK_INT(grid_kind_parse("ods"), -1);
}

CHECK_MAIN({ "csv_is_for_programs", csv_is_for_programs },
           { "excel_is_for_a_french_spreadsheet", excel_is_for_a_french_spreadsheet },
           { "a_workbook_is_written_after_what_is_there",
             a_workbook_is_written_after_what_is_there },
           { "days_and_times_are_those_of_paris", days_and_times_are_those_of_paris },
           { "a_table_is_gone_on_with_after_a_pause", a_table_is_gone_on_with_after_a_pause },
           { "the_same_sheets_are_the_same_bytes", the_same_sheets_are_the_same_bytes },
           { "names_are_read_back", names_are_read_back })

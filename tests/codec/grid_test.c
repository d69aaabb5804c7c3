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
           { "names_are_read_back", names_are_read_back })

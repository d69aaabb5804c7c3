#include "codec/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

struct xlsx {
	int file; /* of this program's memory: the library writes to names only */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *euros;
	lxw_row_t row;
	lxw_col_t column;
	lxw_error error; /* the first one */
};

enum { WIDTH = 18 /* of a column, in characters */, COLUMNS = 12 };

static void release(struct xlsx *x)
{
	if (x->file >= 0)
		close(x->file);
	free(x);
}

bool xlsx_open(struct xlsx **ret, struct err *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct xlsx *x = calloc(1, sizeof *x);
	char name[32];

	if (!x)
		return err_set(err, ERR_SYSTEM, "no memory for a workbook");
	x->file = memfd_create("xlsx", MFD_CLOEXEC);
	snprintf(name, sizeof name, "/proc/self/fd/%d", x->file);
	x->book = x->file >= 0 ? workbook_new_opt(name, &options) : NULL;
	x->sheet = x->book ? workbook_add_worksheet(x->book, NULL) : NULL;
	if (!x->sheet) {
		err_set(err, ERR_SYSTEM, "opening a workbook: %s", strerror(errno));
		release(x);
		return false;
	}
	x->bold = workbook_add_format(x->book);
	format_set_bold(x->bold);
	x->euros = workbook_add_format(x->book);
	format_set_num_format(x->euros, "#,##0.00");
	worksheet_set_column(x->sheet, 0, COLUMNS, WIDTH, NULL);
	worksheet_freeze_panes(x->sheet, 1, 0);
	*ret = x;
	return true;
}

static void noted(struct xlsx *x, lxw_error error)
{
	x->error = x->error ? x->error : error;
	x->column++;
}

void xlsx_title(struct xlsx *x, const char *text)
{
	noted(x, worksheet_write_string(x->sheet, x->row, x->column, text, x->bold));
}

void xlsx_text(struct xlsx *x, const char *text)
{
	noted(x, text && *text ? worksheet_write_string(x->sheet, x->row, x->column, text, NULL)
	                       : LXW_NO_ERROR);
}

void xlsx_int(struct xlsx *x, int64_t value)
{
	noted(x, worksheet_write_number(x->sheet, x->row, x->column, (double)value, NULL));
}

void xlsx_cents(struct xlsx *x, int64_t cents)
{
	noted(x,
	      worksheet_write_number(x->sheet, x->row, x->column, (double)cents / 100, x->euros));
}

void xlsx_end_row(struct xlsx *x)
{
	x->row++;
	x->column = 0;
}

static bool read_all(int file, struct buf *out, struct err *err)
{
	char part[16384];
	ssize_t size;
	off_t at = 0;

	while ((size = pread(file, part, sizeof part, at)) > 0) {
		buf_add(out, part, (size_t)size);
		at += size;
	}
	return size == 0 || err_set(err, ERR_SYSTEM, "reading a workbook: %s", strerror(errno));
}

bool xlsx_close(struct xlsx **xlsx, struct buf *out, struct err *err)
{
	struct xlsx *x = *xlsx;
	lxw_error last = workbook_close(x->book); /* frees it */
	lxw_error error = x->error ? x->error : last;
	bool done = error ? err_set(err, ERR_SYSTEM, "writing a workbook: %s", lxw_strerror(error))
	                  : read_all(x->file, out, err);

	release(x);
	*xlsx = NULL;
	return done && buf_check(out, err);
}

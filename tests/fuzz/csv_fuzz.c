/* CSV read in pieces is CSV read at once; what we write of it is read back. */
#include "codec/csv.h"

#include "base/buf.h"
#include "base/text.h"
#include "codec/csv_write.h"
#include "fuzz.h"

/* Rows as a text to compare: each field after a byte that no field has. */
struct rows {
	struct buf shown;
	struct buf
		written; /* the same rows by csv_write, after a heading that says the separator */
	struct buf expected; /* what reading that should show */
	struct csv_writer writer;
};

static void rows_release(struct rows *rows)
{
	buf_release(&rows->shown);
	buf_release(&rows->written);
	buf_release(&rows->expected);
}

static bool take_row(void *context, const struct csv_row *row, struct err *err)
{
	struct rows *rows = context;
	bool vanishes = row->count == 1 && !*row->fields[0];

	(void)err;
	MUST(row->count >= 1 && row->count <= CSV_COLUMN_MAX);
	buf_addf(&rows->shown, "\1%zu%s", row->number, row->cut ? "!" : "");
	for (size_t i = 0; i < row->count; i++) {
		const char *field = row->fields[i];
		bool formula = *field && strchr("=+-@\t\r\n", *field);

		MUST(strlen(field) <= CSV_FIELD_MAX && text_is_utf8(field, strlen(field)));
		buf_addf(&rows->shown, "\2%s", field);
		csv_write_text(&rows->writer, field);
		if (!vanishes)
			buf_addf(&rows->expected, "\2%s%s", formula ? "'" : "", field);
	}
	csv_write_end_row(&rows->writer);
	return true;
}

static bool read_in_steps(const char *data, size_t size, size_t step, struct rows *rows,
                          struct err *err)
{
	AUTO(csv_close) struct csv_reader *reader = NULL;

	rows->writer = (struct csv_writer){ .to = &rows->written, .separator = ';' };
	buf_adds(&rows->written, "h;h\r\n");
	MUST(csv_open(&reader, take_row, rows, err));
	for (size_t at = 0; at < size; at += step)
		if (!csv_feed(reader, data + at, size - at < step ? size - at : step, err))
			return false;
	return csv_end(reader, err);
}

static bool take_again(void *context, const struct csv_row *row, struct err *err)
{
	(void)err;
	for (size_t i = 0; row->number > 1 && i < row->count; i++)
		buf_addf(context, "\2%s", row->fields[i]);
	return true;
}

static void must_read_back(const struct rows *rows)
{
	AUTO(csv_close) struct csv_reader *reader = NULL;
	AUTO(buf_release) struct buf shown = { 0 };
	struct err err;

	MUST(csv_open(&reader, take_again, &shown, &err));
	MUST(csv_feed(reader, buf_text(&rows->written), rows->written.size, &err));
	MUST(csv_end(reader, &err));
	MUST(strcmp(buf_text(&shown), buf_text(&rows->expected)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(rows_release) struct rows whole = { 0 }, pieces = { 0 };
	size_t step = 1 + fuzz_number(data, size) % 7;
	struct err said = { 0 }, again = { 0 };
	bool good = read_in_steps((const char *)data, size, size + 1, &whole, &said);

	MUST(good == read_in_steps((const char *)data, size, step, &pieces, &again));
	MUST(strcmp(buf_text(&whole.shown), buf_text(&pieces.shown)) == 0);
	MUST(strcmp(said.text, again.text) == 0 && text_is_utf8(said.text, strlen(said.text)));
	must_read_back(&whole);
	return 0;
}

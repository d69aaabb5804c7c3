#include "codec/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"

enum { STEP_SIZE = 4096 }; /* the library's own buffer can outgrow CSV_FIELD_MAX by this at most */

struct csv_reader {
	csv_row_fn fn;
	void *context;
	struct csv_parser parser;
	struct buf head; /* the first line, until its separator is known */
	bool started;
	bool ending;
	struct buf row;
	size_t offsets[CSV_COLUMN_MAX];
	size_t count, number;
	int last_end; /* the line end just seen, to count CR LF once */
	bool failed;
	struct err err;
};

bool csv_open(struct csv_reader **ret, csv_row_fn fn, void *context, struct err *err)
{
	AUTO(csv_close) struct csv_reader *reader = calloc(1, sizeof *reader);

	if (!reader)
		return err_memory(err);
	reader->fn = fn;
	reader->context = context;
	reader->number = 1;
	if (csv_init(&reader->parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
		return err_memory(err);
	*ret = TAKE(reader);
	return true;
}

void csv_close(struct csv_reader **reader)
{
	if (!*reader)
		return;
	csv_free(&(*reader)->parser);
	buf_release(&(*reader)->head);
	buf_release(&(*reader)->row);
	free(*reader);
	*reader = NULL;
}

static void too_long(struct csv_reader *reader, const char *what, int max, const char *unit)
{
	reader->failed = true;
	err_named(&reader->err, ERR_INPUT, "too_long", "row %zu: %s over %d %s", reader->number,
	          what, max, unit);
	err_row(reader->number, &reader->err);
}

/* Windows-1252 text in French has its accents in e0..fb, each followed by something that cannot
 * continue a UTF-8 character; random bytes have control characters too. */
static bool looks_like_windows_1252(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < ' ' && (!c || !strchr("\t\r\n", c))) || c == 0x7f || c == 0x81 ||
		    c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d)
			return false;
	}
	return true;
}

static void check_utf8(struct csv_reader *reader, const char *text, size_t size)
{
	if (text_is_utf8(text, size))
		return;
	reader->failed = true;
	if (looks_like_windows_1252(text, size))
		err_named(&reader->err, ERR_INPUT, "windows_1252",
		          "row %zu: not UTF-8; it looks like Windows-1252: save the file as CSV"
		          " UTF-8",
		          reader->number);
	else
		err_named(&reader->err, ERR_INPUT, "not_utf8", "row %zu: not UTF-8",
		          reader->number);
	err_row(reader->number, &reader->err);
}

static void take_field(void *data, size_t size, void *context)
{
	struct csv_reader *reader = context;

	if (reader->failed)
		return;
	if (size > CSV_FIELD_MAX)
		too_long(reader, "a field", CSV_FIELD_MAX, "bytes");
	else if (reader->count == CSV_COLUMN_MAX)
		too_long(reader, "the number of columns", CSV_COLUMN_MAX, "columns");
	else if (reader->row.size + size + 1 > CSV_ROW_MAX)
		too_long(reader, "the row", CSV_ROW_MAX, "bytes");
	else
		check_utf8(reader, data, size);
	if (reader->failed)
		return;
	reader->last_end = 0;
	reader->offsets[reader->count++] = reader->row.size;
	buf_add(&reader->row, data, size);
	buf_addc(&reader->row, '\0');
}

static void give_row(struct csv_reader *reader)
{
	const char *fields[CSV_COLUMN_MAX];
	struct csv_row row = { reader->number, fields, reader->count, reader->ending };

	for (size_t i = 0; i < reader->count; i++)
		fields[i] = reader->row.data + reader->offsets[i];
	if (!buf_check(&reader->row, &reader->err) ||
	    !reader->fn(reader->context, &row, &reader->err))
		reader->failed = true;
}

static void end_row(int end, void *context)
{
	struct csv_reader *reader = context;

	if (reader->failed)
		return;
	if (!reader->count && end == '\n' && reader->last_end == '\r') {
		reader->last_end = 0;
		return;
	}
	if (reader->count)
		give_row(reader);
	reader->number++;
	reader->last_end = end;
	reader->count = 0;
	buf_clear(&reader->row);
}

static bool fail(struct csv_reader *reader, struct err *err)
{
	reader->failed = true;
	*err = reader->err;
	return false;
}

static bool parse(struct csv_reader *reader, const char *data, size_t size, struct err *err)
{
	while (size && !reader->failed) {
		size_t step = size < STEP_SIZE ? size : STEP_SIZE;

		if (csv_parse(&reader->parser, data, step, take_field, end_row, reader) != step)
			reader->failed = !err_memory(&reader->err);
		else if (!reader->failed && reader->parser.entry_pos > CSV_FIELD_MAX)
			too_long(reader, "a field", CSV_FIELD_MAX, "bytes");
		data += step;
		size -= step;
	}
	return !reader->failed || fail(reader, err);
}

/* The separator that occurs most outside quotes in the first line; the comma when none does. */
static unsigned char find_separator(const struct buf *head)
{
	static const char candidates[] = ",;\t|";
	size_t counts[sizeof candidates] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < head->size && (quoted || !strchr("\r\n", head->data[i])); i++) {
		const char *found = strchr(candidates, head->data[i]);

		if (head->data[i] == '"')
			quoted = !quoted;
		else if (!quoted && found && *found)
			counts[found - candidates]++;
	}
	for (size_t i = 1; i < sizeof candidates - 1; i++)
		if (counts[i] > counts[best])
			best = i;
	return (unsigned char)candidates[best];
}

static bool start(struct csv_reader *reader, struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf";
	const struct buf *head = &reader->head;
	size_t skip = head->size >= 3 && memcmp(head->data, mark, 3) == 0 ? 3 : 0;

	reader->started = true;
	if (!buf_check(head, err))
		return false;
	csv_set_delim(&reader->parser, find_separator(head));
	return !head->size || parse(reader, head->data + skip, head->size - skip, err);
}

bool csv_feed(struct csv_reader *reader, const char *data, size_t size, struct err *err)
{
	size_t head_size = 0;

	if (reader->failed)
		return fail(reader, err);
	if (reader->started)
		return parse(reader, data, size, err);
	while (head_size < size && reader->head.size + head_size < CSV_FIELD_MAX &&
	       data[head_size] != '\n' && data[head_size] != '\r')
		head_size++;
	buf_add(&reader->head, data, head_size);
	if (head_size == size && reader->head.size < CSV_FIELD_MAX)
		return buf_check(&reader->head, err);
	return start(reader, err) && parse(reader, data + head_size, size - head_size, err);
}

bool csv_end(struct csv_reader *reader, struct err *err)
{
	if (reader->failed)
		return fail(reader, err);
	if (!reader->started && !start(reader, err))
		return false;
	/* only now strict: before, a quote inside an unquoted field is no error */
	csv_set_opts(&reader->parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
	reader->ending = true;
	if (csv_fini(&reader->parser, take_field, end_row, reader) != 0) {
		reader->failed = true;
		err_named(&reader->err, ERR_INPUT, "bad_csv",
		          "row %zu: a quote is opened and never closed", reader->number);
		err_row(reader->number, &reader->err);
	}
	return !reader->failed || fail(reader, err);
}

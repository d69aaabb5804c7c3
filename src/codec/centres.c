#include "codec/centres.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "codec/centres_json.h"
#include "codec/centres_place.h"
#include "codec/centres_seen.h"
#include "codec/csv.h"
#include "codec/json.h"

enum { READ_SIZE = 64 * 1024 };

struct centres {
	struct centres_sink sink;
	struct centres_doubts doubts;
	struct centres_counts counts;
	struct centres_seen ids, places, columns;
	struct csv_reader *csv; /* one of the two, as soon as the first character is known */
	struct centres_json *json;
	size_t mark_size; /* bytes of the byte-order mark met so far */
	size_t column_count;
	enum centres_field columns_of[CSV_COLUMN_MAX];
	struct buf values; /* of the JSON entry being read */
};

bool centres_open(struct centres **ret, const struct centres_sink *sink, struct err *err)
{
	struct centres *centres = calloc(1, sizeof *centres);

	if (!centres)
		return err_memory(err);
	centres->sink = *sink;
	centres->doubts.sink = &centres->sink;
	*ret = centres;
	return true;
}

void centres_close(struct centres **centres)
{
	if (!*centres)
		return;
	csv_close(&(*centres)->csv);
	centres_json_close(&(*centres)->json);
	centres_seen_release(&(*centres)->ids);
	centres_seen_release(&(*centres)->places);
	centres_seen_release(&(*centres)->columns);
	buf_release(&(*centres)->values);
	free(*centres);
	*centres = NULL;
}

/* The same id again is dropped; the same place under another id is only said: which of the two to
 * keep is for somebody to decide. */
static bool is_new(struct centres *centres, const struct site_place *place)
{
	const char *id[] = { place->source_id };
	const char *where[] = { place->name, place->address, place->postcode };
	size_t row = centres->doubts.row, before;
	char text[24];

	before = centres_seen_add(&centres->ids, id, 1, false, row);
	if (before) {
		snprintf(text, sizeof text, "%zu", before);
		centres_doubt_add(&centres->doubts, DOUBT_SAME_ID, "id", text);
		return false;
	}
	before = *place->address ? centres_seen_add(&centres->places, where, 3, true, row) : 0;
	if (before) {
		snprintf(text, sizeof text, "%zu", before);
		centres_doubt_add(&centres->doubts, DOUBT_SAME_PLACE, "", text);
	}
	return true;
}

/* What the sink or the memory refused while a row was read becomes the reader's failure. */
static bool check(struct centres *centres, struct err *err)
{
	if (centres->ids.failed || centres->places.failed || centres->columns.failed)
		return err_memory(err);
	if (centres->doubts.failed)
		*err = centres->doubts.err;
	return !centres->doubts.failed;
}

static bool take_row(struct centres *centres, const struct centres_raw *raw, struct err *err)
{
	struct site_place place;
	bool kept = centres_place_read(&place, raw, &centres->doubts) && is_new(centres, &place);

	if (!check(centres, err))
		return false;
	if (!kept)
		return true;
	centres->counts.kept++;
	return centres->sink.place(centres->sink.context, centres->doubts.row, &place, err);
}

static void begin_row(struct centres *centres, size_t row)
{
	centres->doubts.row = row;
	centres->doubts.id = NULL;
}

static bool count_row(struct centres *centres, struct err *err)
{
	return centres->counts.rows++ < CENTRES_ROWS_MAX ||
	       err_named(err, ERR_INPUT, "too_many_rows", "row %zu: a file has at most %d places",
	                 centres->doubts.row, CENTRES_ROWS_MAX) ||
	       err_row(centres->doubts.row, err);
}

static enum centres_field find_column(struct centres *centres, const char *name)
{
	enum centres_field field = centres_terms_field(name);

	if (field == FIELD_UNKNOWN &&
	    !centres_seen_add(&centres->columns, &name, 1, false, centres->doubts.row))
		centres_doubt_add(&centres->doubts, DOUBT_UNKNOWN_COLUMN, name, "");
	return field;
}

/* A value of a column that older files name otherwise does not hide another that is there. */
static void set_value(struct centres_raw *raw, enum centres_field field, const char *value)
{
	if (field < FIELD__COUNT && (!raw->values[field] || !*raw->values[field]))
		raw->values[field] = value;
}

static bool take_header(struct centres *centres, const struct csv_row *row, struct err *err)
{
	bool has[FIELD_UNKNOWN + 1] = { false };

	centres->column_count = row->count;
	for (size_t i = 0; i < row->count; i++) {
		centres->columns_of[i] = find_column(centres, row->fields[i]);
		has[centres->columns_of[i]] = true;
	}
	if (!has[FIELD_NAME] || !(has[FIELD_ID] || has[FIELD_ADDRESS] || has[FIELD_COMMUNE]))
		return err_named(err, ERR_INPUT, "not_centres",
		                 "not a file of mediation places: its first row names no columns"
		                 " \"nom\" and \"id\", \"adresse\" or \"commune\"");
	return check(centres, err);
}

static bool take_csv_row(void *context, const struct csv_row *row, struct err *err)
{
	struct centres *centres = context;
	struct centres_raw raw = { 0 };
	char text[24];

	begin_row(centres, row->number);
	if (!centres->column_count)
		return take_header(centres, row, err);
	if (!count_row(centres, err))
		return false;
	if (row->cut && row->count < centres->column_count)
		return err_named(err, ERR_INPUT, "truncated",
		                 "the file ends in the middle of row %zu", row->number) ||
		       err_row(row->number, err);
	if (row->count != centres->column_count) {
		snprintf(text, sizeof text, "%zu / %zu", row->count, centres->column_count);
		centres_doubt_add(&centres->doubts, DOUBT_WRONG_COLUMNS, "", text);
		return check(centres, err);
	}
	for (size_t i = 0; i < row->count; i++)
		set_value(&raw, centres->columns_of[i], row->fields[i]);
	return take_row(centres, &raw, err);
}

struct members {
	struct centres *centres;
	size_t offsets[FIELD__COUNT]; /* into `values`, since it may move; 0 = none */
};

static bool take_member(void *context, const char *name, const struct json *value, struct err *err)
{
	struct members *members = context;
	struct buf *values = &members->centres->values;
	enum centres_field field = find_column(members->centres, name);
	size_t begins = values->size;

	if (field >= FIELD__COUNT)
		return check(members->centres, err);
	if (!centres_json_value(values, value)) {
		centres_doubt_add(&members->centres->doubts, DOUBT_WRONG_TYPE,
		                  centres_terms_name(field), "");
		return check(members->centres, err);
	}
	buf_addc(values, '\0');
	if (values->size > begins + 1 && !members->offsets[field])
		members->offsets[field] = begins;
	return buf_check(values, err);
}

static bool take_entry(void *context, size_t number, const struct json *entry, struct err *err)
{
	struct centres *centres = context;
	struct members members = { .centres = centres };
	struct centres_raw raw = { 0 };

	begin_row(centres, number);
	if (!count_row(centres, err))
		return false;
	if (json_kind(entry) != JSON_IS_OBJECT) {
		centres_doubt_add(&centres->doubts, DOUBT_NOT_OBJECT, "", "");
		return check(centres, err);
	}
	centres->doubts.id = json_text(json_get(entry, "id"));
	buf_clear(&centres->values);
	buf_addc(&centres->values, '\0'); /* so that no offset is 0 */
	if (!json_each(entry, take_member, &members, err))
		return false;
	for (int i = 0; i < FIELD__COUNT; i++)
		if (members.offsets[i])
			raw.values[i] = centres->values.data + members.offsets[i];
	return take_row(centres, &raw, err);
}

/* When nothing is said, the first character that is no space and no byte-order mark tells JSON from
 * CSV. */
static bool start(struct centres *centres, const char **data, size_t *size, struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf";

	for (; *size; ++*data, --*size) {
		if (centres->mark_size < 3 && **data == mark[centres->mark_size])
			centres->mark_size++;
		else if (!strchr(" \t\r\n", **data) || !**data)
			break;
	}
	if (!*size)
		return true;
	if (centres->sink.form == CENTRES_JSON ||
	    (centres->sink.form == CENTRES_ANY && (**data == '{' || **data == '[')))
		return centres_json_open(&centres->json, take_entry, centres, err);
	return csv_open(&centres->csv, take_csv_row, centres, err);
}

bool centres_feed(struct centres *centres, const char *data, size_t size, struct err *err)
{
	if (!centres->json && !centres->csv && !start(centres, &data, &size, err))
		return false;
	if (centres->json)
		return centres_json_feed(centres->json, data, size, err);
	return !size || csv_feed(centres->csv, data, size, err);
}

bool centres_end(struct centres *centres, struct centres_counts *ret, struct err *err)
{
	if (centres->json ? !centres_json_end(centres->json, err)
	                  : centres->csv && !csv_end(centres->csv, err))
		return false;
	if (!centres->json && !centres->column_count)
		return err_named(err, ERR_INPUT, "not_centres", "the file is empty");
	memcpy(centres->counts.doubts, centres->doubts.counts, sizeof centres->counts.doubts);
	*ret = centres->counts;
	return true;
}

static void close_file(FILE **file)
{
	if (*file && *file != stdin)
		fclose(*file);
}

bool centres_read(const char *path, const struct centres_sink *sink, struct centres_counts *ret,
                  struct err *err)
{
	AUTO(close_file) FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rbe");
	AUTO(centres_close) struct centres *centres = NULL;
	char data[READ_SIZE];
	size_t size;

	if (!file)
		return err_set(err, errno == ENOENT ? ERR_MISSING : ERR_SYSTEM, "%s: %s", path,
		               strerror(errno));
	if (!centres_open(&centres, sink, err))
		return false;
	while ((size = fread(data, 1, sizeof data, file)) > 0)
		if (!centres_feed(centres, data, size, err))
			return err_during(err, "%s", path);
	if (ferror(file))
		return err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	return centres_end(centres, ret, err) || err_during(err, "%s", path);
}

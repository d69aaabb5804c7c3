/* A breakdown as JSON and as a table: the same columns, from one list. */
#include <stddef.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/breakdown.h"
#include "domain/guard.h"

#define OF(...) (1u << (__VA_ARGS__))
#define SITES (OF(BREAKDOWN_CENTRE) | OF(BREAKDOWN_DESK))
#define PLACES (SITES | OF(BREAKDOWN_COMMUNE))
#define USES (OF(BREAKDOWN_MONTH) | OF(BREAKDOWN_CENTRE) | OF(BREAKDOWN_COMMUNE))
#define PERSONS (OF(BREAKDOWN_MONTH) | SITES)

struct column {
	const char *name, *words;
	unsigned of; /* bits of enum breakdown_by */
	enum { TEXT, COUNT, PASSES, CENTS } unit;
	size_t offset; /* in struct breakdown_row */
};

#define COLUMN(name, words, of, unit)                                                              \
	{                                                                                          \
#name, words, of, unit, offsetof(struct breakdown_row, name)                       \
	}
static const struct column columns[] = {
	COLUMN(name, "Nom", SITES, TEXT),
	COLUMN(postcode, "Code postal", PLACES, TEXT),
	COLUMN(commune, "Commune", PLACES, TEXT),
	COLUMN(centres, "Lieux", OF(BREAKDOWN_COMMUNE), COUNT),
	COLUMN(vouchers, "Coupons utilisés", USES, COUNT),
	COLUMN(cents, "Montant dû (€)", USES, CENTS),
	COLUMN(handed_out, "Pass remis", OF(BREAKDOWN_DESK), PASSES),
	COLUMN(used, "Pass utilisés", PERSONS, PASSES),
};
enum { COLUMNS = sizeof columns / sizeof *columns };

enum { KEY_SIZE = 96 };

static bool is_of(const struct column *column, const struct breakdown *b)
{
	return column->of & OF(b->by);
}

static const char *text_of(const struct breakdown_row *row, const struct column *column)
{
	return (const char *)row + column->offset;
}

static int64_t value_of(const struct breakdown_row *row, const struct column *column)
{
	return *(const int64_t *)((const char *)row + column->offset);
}

/* What names a line: "2026-04", the number of a site, "96000 Brézolières". */
static void key_of(const struct breakdown_row *row, char to[static KEY_SIZE])
{
	char day[DAY_TEXT_SIZE];

	if (row->month_day) {
		day_format(row->month_day, day);
		snprintf(to, KEY_SIZE, "%.7s", day);
	} else if (row->site)
		snprintf(to, KEY_SIZE, "%lld", (long long)row->site);
	else
		snprintf(to, KEY_SIZE, "%s %s", row->postcode, row->commune);
}

static void json_value(struct json_writer *json, const struct breakdown_row *row,
                       const struct column *column)
{
	json_write_name(json, column->name);
	if (column->unit == TEXT)
		json_write_text(json, text_of(row, column));
	else if (column->unit == PASSES && value_of(row, column) == GUARD_HIDDEN)
		json_write_null(json);
	else
		json_write_int(json, value_of(row, column));
}

static void json_row(struct json_writer *json, const struct breakdown *b,
                     const struct breakdown_row *row)
{
	char key[KEY_SIZE];

	json_write_begin_object(json);
	if (row != &b->whole) {
		key_of(row, key);
		json_write_field_text(json, "key", key);
	}
	for (size_t i = 0; i < COLUMNS; i++)
		if (is_of(&columns[i], b) && !(row == &b->whole && columns[i].unit == TEXT))
			json_value(json, row, &columns[i]);
	json_write_end_object(json);
}

void breakdown_json(const struct breakdown *b, int threshold, struct buf *out)
{
	struct json_writer json = { .to = out };
	char id[24], from[DAY_TEXT_SIZE] = "", until[DAY_TEXT_SIZE];

	snprintf(id, sizeof id, "%lld", (long long)b->programme.id);
	if (b->from_day)
		day_format(b->from_day, from);
	day_format(b->until_day, until);
	json_write_begin_object(&json);
	json_write_field_text(&json, "programme", id);
	json_write_field_text(&json, "by", breakdown_by_name(b->by));
	json_write_field_text(&json, "from", *from ? from : NULL);
	json_write_field_text(&json, "until", until);
	json_write_name(&json, "rows");
	json_write_begin_array(&json);
	for (size_t i = 0; i < b->count; i++)
		json_row(&json, b, &b->rows[i]);
	json_write_end_array(&json);
	json_write_name(&json, "whole");
	json_row(&json, b, &b->whole);
	json_write_field_int(&json, "hidden_below", threshold);
	json_write_field_int(&json, "rounded_to", threshold > 1 ? threshold : 1);
	json_write_end_object(&json);
}

static const char *key_words(enum breakdown_by by)
{
	static const char *const words[BREAKDOWN__COUNT] = {
		[BREAKDOWN_MONTH] = "Mois",
		[BREAKDOWN_CENTRE] = "Lieu",
		[BREAKDOWN_COMMUNE] = "Commune et code postal",
		[BREAKDOWN_DESK] = "Guichet",
	};

	return words[by];
}

static void add_value(struct grid *grid, const struct breakdown_row *row,
                      const struct column *column)
{
	int64_t value = column->unit == TEXT ? 0 : value_of(row, column);

	if (column->unit == TEXT)
		grid_text(grid, text_of(row, column));
	else if (column->unit == CENTS)
		grid_cents(grid, value);
	else if (column->unit == PASSES && value == GUARD_HIDDEN)
		grid_hidden(grid);
	else
		grid_int(grid, value);
}

static void add_row(struct grid *grid, const struct breakdown *b, const struct breakdown_row *row)
{
	char key[KEY_SIZE];

	key_of(row, key);
	grid_text(grid, key);
	for (size_t i = 0; i < COLUMNS; i++)
		if (is_of(&columns[i], b))
			add_value(grid, row, &columns[i]);
	grid_end_row(grid);
}

void breakdown_table(const struct breakdown *b, struct grid *grid)
{
	grid_title(grid, breakdown_by_name(b->by), key_words(b->by));
	for (size_t i = 0; i < COLUMNS; i++)
		if (is_of(&columns[i], b))
			grid_title(grid, columns[i].name, columns[i].words);
	grid_end_row(grid);
	for (size_t i = 0; i < b->count; i++)
		add_row(grid, b, &b->rows[i]);
}

bool breakdown_grid(const struct breakdown *b, enum grid_kind kind, struct buf *out,
                    struct err *err)
{
	struct grid grid;

	if (!grid_open(&grid, kind, out, err))
		return false;
	breakdown_table(b, &grid);
	return grid_close(&grid, err);
}

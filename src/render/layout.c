#include "render/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "render/layout_check.h"
#include "render/template.h"

static const char *const kinds[] = { "text", "steps", "places", "map", "mark", "grid", "qr" };
_Static_assert(COUNT_OF(kinds) == LAYOUT__COUNT, "every kind has a name");

static const char *const parts[] = { "letter", "coupons", "coupon" };
_Static_assert(COUNT_OF(parts) == LAYOUT_PART__COUNT, "every part has a name");

static const char *const aligns[] = { "start", "center", "end" };
static const char *const weights[] = { "normal", "bold" };

void layout_close(struct layout **layout)
{
	free(*layout);
	*layout = NULL;
}

/* `count` numbers and nothing else. */
static bool read_numbers(const char *value, double *to, int count)
{
	char *end;

	for (int i = 0; i < count; i++, value = end) {
		to[i] = strtod(value, &end);
		if (end == value || !(to[i] >= 0 && to[i] < 10000))
			return false;
	}
	return !value[strspn(value, " \t")];
}

static int read_name(const char *value, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], value) == 0)
			return (int)i;
	return -1;
}

static bool read_whole(const char *value, int *to)
{
	int64_t number;

	if (!text_parse_int(value, &number) || number < 0 || number > 100)
		return false;
	*to = (int)number;
	return true;
}

/* "x y width", "x y width height"; y may be "+2" (under the box before) or "=" (beside it). */
static bool read_at(struct layout_box *box, const char *value)
{
	char x[12], y[12], rest[40] = "";
	double size[2] = { 0, 0 };

	if (sscanf(value, "%11s %11s %39[^\n]", x, y, rest) < 2 || !read_numbers(x, &box->x_mm, 1))
		return false;
	box->from = *y == '+' ? LAYOUT_FROM_ABOVE : *y == '=' ? LAYOUT_BESIDE : LAYOUT_FROM_TOP;
	if (box->from != LAYOUT_BESIDE && !read_numbers(y + (*y == '+'), &box->y_mm, 1))
		return false;
	if (*rest && !read_numbers(rest, size, 2) && !read_numbers(rest, size, 1))
		return false;
	box->width_mm = size[0];
	box->height_mm = *rest && strchr(rest, ' ') ? size[1] : 0;
	return true;
}

static bool read_draws(struct layout_box *box, const char *value)
{
	int kind = read_name(value, kinds, COUNT_OF(kinds));

	box->kind = kind < 0 ? LAYOUT_TEXT : (enum layout_kind)kind;
	return kind >= 0;
}

static bool read_text(struct layout_box *box, const char *value)
{
	return TEXT_COPY(box->text, value);
}

static bool read_size(struct layout_box *box, const char *value)
{
	return read_numbers(value, &box->size_pt, 1);
}

static bool read_least(struct layout_box *box, const char *value)
{
	return read_numbers(value, &box->least_pt, 1);
}

static bool read_weight(struct layout_box *box, const char *value)
{
	box->bold = strcmp(value, "bold") == 0;
	return read_name(value, weights, COUNT_OF(weights)) >= 0;
}

static bool read_align(struct layout_box *box, const char *value)
{
	int align = read_name(value, aligns, COUNT_OF(aligns));

	box->align = align < 0 ? FONTS_START : (enum fonts_align)align;
	return align >= 0;
}

static bool read_lines(struct layout_box *box, const char *value)
{
	return read_whole(value, &box->lines);
}

static bool read_tag(struct layout_box *box, const char *value)
{
	static const char *const tags[] = { "H1", "H2", "H3", "P" };

	return TEXT_COPY(box->tag, value) && read_name(value, tags, COUNT_OF(tags)) >= 0;
}

static bool read_frame(struct layout_box *box, const char *value)
{
	return read_numbers(value, &box->frame_mm, 1);
}

static bool read_module(struct layout_box *box, const char *value)
{
	return read_numbers(value, &box->module_mm, 1);
}

static bool read_wide(struct layout_box *box, const char *value)
{
	return read_numbers(value, &box->wide_mm, 1);
}

static bool read_most(struct layout_box *box, const char *value)
{
	return read_whole(value, &box->most) && box->most <= SHEET_PLACES_MAX;
}

static bool read_cells(struct layout_box *box, const char *value)
{
	double cells[2];

	if (!read_numbers(value, cells, 2))
		return false;
	box->columns = (int)cells[0];
	box->rows = (int)cells[1];
	return box->columns > 0 && box->rows > 0;
}

static const struct {
	const char *key;
	bool (*read)(struct layout_box *box, const char *value);
} properties[] = {
	{ "draws", read_draws },   { "text", read_text },     { "at", read_at },
	{ "size", read_size },     { "weight", read_weight }, { "align", read_align },
	{ "lines", read_lines },   { "tag", read_tag },       { "frame", read_frame },
	{ "module", read_module }, { "wide", read_wide },     { "most", read_most },
	{ "cells", read_cells },   { "least", read_least },
};

static bool read_property(struct layout_box *box, const struct template *file,
                          const struct template_line *line, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(properties); i++)
		if (strcmp(properties[i].key, line->key) == 0)
			return properties[i].read(box, line->value) ||
			       template_fail(err, file, line->number, "\"%s\" cannot be \"%.40s\"",
			                     line->key, line->value);
	return template_fail(err, file, line->number, "\"%.40s\" is unknown", line->key);
}

/* What stands before the first section. */
static bool read_paper(struct layout *layout, const struct template *file,
                       const struct template_line *line, struct err *err)
{
	double paper[2];
	bool good = false;

	if (strcmp(line->key, "font") == 0)
		good = TEXT_COPY(layout->families, line->value);
	else if (strcmp(line->key, "margin") == 0)
		good = read_numbers(line->value, &layout->margin_mm, 1);
	else if (strcmp(line->key, "line_height") == 0)
		good = read_numbers(line->value, &layout->line_height, 1);
	else if (strcmp(line->key, "type_min") == 0)
		good = read_numbers(line->value, &layout->type_min_pt, 1);
	else if (strcmp(line->key, "paper") == 0 && read_numbers(line->value, paper, 2)) {
		layout->width_mm = paper[0];
		layout->height_mm = paper[1];
		good = true;
	}
	return good || template_fail(err, file, line->number, "\"%.40s\" cannot be \"%.40s\"",
	                             line->key, line->value);
}

/* "[letter title]": the box of that name, made when the section begins. */
static bool find_box(struct layout *layout, const struct template *file,
                     const struct template_line *line, struct layout_box **ret, struct err *err)
{
	char part_name[12] = "", name[24] = "";
	int part;

	if (sscanf(line->section, "%11s %23s", part_name, name) != 2 ||
	    (part = read_name(part_name, parts, COUNT_OF(parts))) < 0)
		return template_fail(err, file, line->number,
		                     "a section is [letter ...], [coupons ...] or [coupon ...], "
		                     "not [%.40s]",
		                     line->section);
	for (size_t i = 0; i < layout->count[part]; i++)
		if (strcmp(layout->boxes[part][i].name, name) == 0) {
			*ret = &layout->boxes[part][i];
			return true;
		}
	if (layout->count[part] == LAYOUT_BOXES_MAX)
		return template_fail(err, file, line->number, "more than %d boxes",
		                     LAYOUT_BOXES_MAX);
	*ret = &layout->boxes[part][layout->count[part]++];
	TEXT_COPY((*ret)->name, name);
	(*ret)->line = line->number;
	return true;
}

bool layout_open(struct layout **ret, const char *dir, const char *name, struct err *err)
{
	AUTO(layout_close) struct layout *layout = calloc(1, sizeof *layout);
	AUTO(template_close) struct template *file = NULL;
	struct layout_box *box = NULL;

	if (!layout)
		return err_memory(err);
	TEXT_COPY(layout->name, name);
	if (!template_open(&file, dir, name, err))
		return false;
	for (size_t i = 0; i < file->count; i++) {
		const struct template_line *line = &file->lines[i];

		if (!*line->section) {
			if (!read_paper(layout, file, line, err))
				return false;
		} else if (!find_box(layout, file, line, &box, err) ||
		           !read_property(box, file, line, err)) {
			return false;
		}
	}
	if (!layout_check(layout, file, err))
		return false;
	*ret = TAKE(layout);
	return true;
}

const struct layout_box *layout_find(const struct layout *layout, enum layout_part part,
                                     enum layout_kind kind)
{
	for (size_t i = 0; i < layout->count[part]; i++)
		if (layout->boxes[part][i].kind == kind)
			return &layout->boxes[part][i];
	return NULL;
}

double layout_cell_width(const struct layout *layout)
{
	const struct layout_box *grid = layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID);

	return grid->width_mm / grid->columns;
}

double layout_cell_height(const struct layout *layout)
{
	const struct layout_box *grid = layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID);

	return grid->height_mm / grid->rows;
}

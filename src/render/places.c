#include "render/places.h"

#include <math.h>
#include <stdio.h>

#include "base/auto.h"
#include "base/text.h"
#include "render/map.h"
#include "render/place_words.h"

static const double GAP_MM = 2.5, SLACK_MM = 0.1;

enum { PLACES_MIN = 3 }; /* so many are promised */

/* One place: its words, and as they were measured last. */
struct entry {
	const struct sheet_place *place;
	struct buf name, about, hours[PLACE_HOURS__COUNT]; /* a form is said when it is tried */
	enum place_hours form;
	double width_mm, name_mm, about_mm, hours_mm;
};

/* In this order, until the places fit: each is whole, with all its hours, one period a line or at
 * least in a row; the map gives way; the longest hours do, to a line that says to ask for them;
 * then names and addresses end in "..."; then there are fewer places than promised. */
static const struct way {
	bool map;
	int hours_lines; /* of one place at most; the layout may say fewer */
	int lines;       /* of a name, an address...; 0: any */
	size_t fewest;
} ways[] = {
	{ true, 99, 0, PLACES_MIN }, { false, 99, 0, PLACES_MIN }, { false, 4, 0, PLACES_MIN },
	{ false, 3, 0, PLACES_MIN }, { false, 2, 0, PLACES_MIN },  { false, 0, 0, PLACES_MIN },
	{ false, 0, 2, PLACES_MIN }, { false, 0, 1, 1 },
};

struct list {
	struct entry entries[SHEET_PLACES_MAX];
	const struct layout_box *box;
	struct fonts_style style;
	double top_mm, indent_mm, line_mm;
	double map_end_mm; /* the map stands beside what begins above */
	size_t most;
	const struct way *way; /* being tried */
	enum place_hours form; /* at best */
};

static void list_release(struct list *list)
{
	for (size_t i = 0; i < COUNT_OF(list->entries); i++) {
		struct entry *e = &list->entries[i];

		buf_release(&e->name);
		buf_release(&e->about);
		for (int form = 0; form < PLACE_HOURS__COUNT; form++)
			buf_release(&e->hours[form]);
	}
}

static double radius_of(const struct layout_box *box)
{
	return box->size_pt / PT_PER_MM * 0.72;
}

static double height_of(const struct list *list, const struct entry *e)
{
	return fmax(e->name_mm + e->about_mm + e->hours_mm, 2 * radius_of(list->box));
}

static struct fonts_style bold(struct fonts_style style)
{
	style.bold = true;
	return style;
}

static void fill_list(struct draw *draw, struct list *list)
{
	for (size_t i = 0; i < list->most; i++) {
		const struct sheet_place *place = &draw->sheet->places[i];
		struct entry *e = &list->entries[i];

		e->place = place;
		place_words_name(draw, &e->name, place);
		place_words_about(draw, &e->about, place);
	}
}

static bool measure_text(struct draw *draw, const struct fonts_style *style, const struct buf *text,
                         double *ret_mm, struct err *err)
{
	*ret_mm = 0;
	return !text->size || fonts_measure(draw->fonts, style, buf_text(text), ret_mm, err);
}

/* The first form from `form` on that takes no more lines than it may. */
static bool measure_hours(struct draw *draw, const struct list *list, struct entry *e,
                          struct err *err)
{
	const struct way *way = list->way;
	int most = list->box->lines && list->box->lines < way->hours_lines ? list->box->lines
	                                                                   : way->hours_lines;
	struct fonts_style style = list->style;

	style.lines = 0;
	style.width_mm = e->width_mm;
	for (int f = (int)list->form; f < PLACE_HOURS__COUNT; f++) {
		e->form = (enum place_hours)f;
		if (!e->hours[f].size)
			place_words_hours(draw, &e->hours[f], e->place, e->form);
		if (!measure_text(draw, &style, &e->hours[f], &e->hours_mm, err))
			return false;
		if (e->hours_mm <= most * list->line_mm + SLACK_MM)
			break;
	}
	return true;
}

static bool measure(struct draw *draw, struct list *list, size_t count, double *ret_bottom_mm,
                    struct err *err)
{
	struct fonts_style style = list->style;
	double y = list->top_mm;

	for (size_t i = 0; i < count; i++) {
		struct entry *e = &list->entries[i];
		bool beside = list->way->map && y < list->map_end_mm;
		double wide_mm = list->box->wide_mm > 0 ? list->box->wide_mm : list->box->width_mm;
		struct fonts_style name;

		e->width_mm = (beside ? list->box->width_mm : wide_mm) - list->indent_mm;
		style.width_mm = e->width_mm;
		name = bold(style);
		if (!measure_text(draw, &name, &e->name, &e->name_mm, err) ||
		    !measure_text(draw, &style, &e->about, &e->about_mm, err) ||
		    !measure_hours(draw, list, e, err))
			return false;
		*ret_bottom_mm = y + height_of(list, e);
		y = *ret_bottom_mm + GAP_MM;
	}
	return true;
}

/* The most places that fit in this way; 0 when too few do. */
static bool fit_way(struct draw *draw, struct list *list, const struct way *way, size_t *ret_count,
                    struct err *err)
{
	static const enum place_hours forms[] = { PLACE_PERIODS, PLACE_ROW };
	double bottom;

	list->way = way;
	list->style.lines = way->lines;
	for (size_t count = list->most; count > 0; count--) {
		if (count < way->fewest && count < list->most)
			break;
		for (size_t f = 0; f < COUNT_OF(forms); f++) {
			list->form = forms[f];
			if (!measure(draw, list, count, &bottom, err))
				return false;
			if (bottom <= list->box->height_mm) {
				*ret_count = count;
				return true;
			}
		}
	}
	*ret_count = 0;
	return true;
}

static bool fit(struct draw *draw, struct list *list, size_t *ret_count, bool *ret_map,
                struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		if (!fit_way(draw, list, &ways[i], ret_count, err))
			return false;
		*ret_map = ways[i].map;
		if (*ret_count)
			return true;
	}
	return err_named(err, ERR_INPUT, "bad_template", "%s: not even one place fits the letter",
	                 draw->layout->name);
}

static bool draw_number(struct draw *draw, const struct list *list, size_t index, double y_mm,
                        struct err *err)
{
	double radius = radius_of(list->box), x = draw_x(draw, list->box->x_mm, 2 * radius);
	struct fonts_style digit = bold(list->style);
	char number[8];

	digit.width_mm = 2 * radius;
	digit.align = FONTS_CENTER;
	snprintf(number, sizeof number, "%zu", index + 1);
	page_disc(draw->page, x + radius, y_mm + list->line_mm / 2, radius, false);
	return page_text(draw->page, &digit, x, &y_mm, number, err);
}

static bool draw_entry(struct draw *draw, const struct list *list, const struct entry *e,
                       double y_mm, struct err *err)
{
	struct fonts_style style = list->style, name;
	double x = draw_x(draw, list->box->x_mm + list->indent_mm, e->width_mm);
	const struct buf *hours = &e->hours[e->form];

	style.width_mm = e->width_mm;
	name = bold(style);
	if (e->name.size && !page_text(draw->page, &name, x, &y_mm, buf_text(&e->name), err))
		return false;
	if (e->about.size && !page_text(draw->page, &style, x, &y_mm, buf_text(&e->about), err))
		return false;
	style.lines = 0;
	return !hours->size || page_text(draw->page, &style, x, &y_mm, buf_text(hours), err);
}

static bool draw_list(struct draw *draw, const struct list *list, size_t count, struct err *err)
{
	double y = list->top_mm;
	bool done = true;

	page_tag(draw->page, "L");
	for (size_t i = 0; done && i < count; i++) {
		page_tag(draw->page, "LI");
		page_tag(draw->page, "LBody");
		done = draw_number(draw, list, i, y, err) &&
		       draw_entry(draw, list, &list->entries[i], y, err);
		page_untag(draw->page, "LBody");
		page_untag(draw->page, "LI");
		y += height_of(list, &list->entries[i]) + GAP_MM;
	}
	page_untag(draw->page, "L");
	return done;
}

/* Where a map beside the list ends; nowhere, when there is none. */
static double map_end(const struct draw *draw, double y_mm)
{
	const struct layout_box *map = layout_find(draw->layout, LAYOUT_LETTER, LAYOUT_MAP);

	if (!map || !map_is_known(draw->sheet))
		return 0;
	return map->from == LAYOUT_BESIDE ? y_mm + map->height_mm : draw->layout->height_mm;
}

static bool draw_none(struct draw *draw, const struct layout_box *box, double y_mm, struct err *err)
{
	struct layout_box none = *box;
	double bottom;

	none.kind = LAYOUT_TEXT;
	none.height_mm = none.lines = 0;
	if (box->wide_mm > 0)
		none.width_mm = box->wide_mm;
	TEXT_COPY(none.text, "places_none");
	return draw_box(draw, &none, y_mm, &bottom, err);
}

bool places_draw(struct draw *draw, const struct layout_box *box, double y_mm, size_t *ret_on_map,
                 struct err *err)
{
	AUTO(list_release)
	struct list list = {
		.box = box,
		.style = draw_style(draw, box),
		.top_mm = y_mm,
		.indent_mm = 2 * radius_of(box) + 2.5,
		.map_end_mm = map_end(draw, y_mm),
		.most = draw->sheet->places_count,
	};
	size_t count;
	bool map;

	*ret_on_map = 0;
	if (list.most > (size_t)box->most)
		list.most = (size_t)box->most;
	if (!list.most)
		return draw_none(draw, box, y_mm, err);
	fill_list(draw, &list);
	list.style.lines = 0;
	if (!fonts_measure(draw->fonts, &list.style, "0", &list.line_mm, err) ||
	    !fit(draw, &list, &count, &map, err))
		return false;
	*ret_on_map = map ? count : 0;
	return draw_list(draw, &list, count, err);
}

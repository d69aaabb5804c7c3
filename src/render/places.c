#include "render/places.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/hours_words.h"
#include "render/words.h"

static const double GAP_MM = 2.5;

enum { PLACES_MIN = 3 }; /* so many are promised, if need be in one line each */

/* One place, measured: its name and what is under it. */
struct entry {
	struct buf name, details;
	double name_mm, details_mm;
};

struct list {
	struct entry entries[SHEET_PLACES_MAX];
	struct fonts_style style;
	double indent_mm;
};

static void list_release(struct list *list)
{
	for (size_t i = 0; i < COUNT_OF(list->entries); i++) {
		buf_release(&list->entries[i].name);
		buf_release(&list->entries[i].details);
	}
}

static double radius_of(const struct layout_box *box)
{
	return box->size_pt / PT_PER_MM * 0.72;
}

/* "à 1,2 km": the text of `key` when `value` is known. */
static void add_known(struct draw *draw, struct buf *to, const char *key, const char *word,
                      const char *value)
{
	if (!*value)
		return;
	if (to->size && to->data[to->size - 1] != '\n')
		buf_adds(to, " – ");
	fills_set(&draw->fills, word, value);
	texts_fill(to, draw->texts, texts_find(draw->texts, key), &draw->fills);
	fills_set(&draw->fills, word, "");
}

static void end_line(struct buf *to)
{
	if (to->size && to->data[to->size - 1] != '\n')
		buf_addc(to, '\n');
}

/* "12 rue X, 16100 COGNAC" with whatever of it is known. */
static void add_address(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf where = { 0 };
	struct fills fills = { 0 };

	words_clean(&where, place->address);
	if (where.size && (*place->postcode || *place->commune))
		buf_adds(&where, ", ");
	words_clean(&where, place->postcode);
	if (*place->postcode && *place->commune)
		buf_addc(&where, ' ');
	words_clean(&where, place->commune);
	if (!where.size)
		return;
	fills_set(&fills, "desk", buf_text(&where));
	texts_fill(to, draw->texts, "{desk}", &fills);
}

/* Hours that are no timetable we know are shown as they were published. */
static void add_hours(struct draw *draw, struct buf *to, const char *published)
{
	AUTO(buf_release) struct buf said = { 0 }, clean = { 0 };
	struct hours hours;

	if (hours_parse(published, &hours))
		hours_words_add(&said, &hours, texts_hours(draw->texts));
	words_clean(&clean, said.size ? buf_text(&said) : published);
	add_known(draw, to, "place_hours", "hours", buf_text(&clean));
	end_line(to);
}

static void add_details(struct draw *draw, struct buf *to, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf distance = { 0 }, phone = { 0 }, stored = { 0 };

	add_address(draw, to, place);
	end_line(to);
	if (place->distance_m >= 0)
		words_distance(&distance, draw->texts, place->distance_m);
	words_clean(&stored, place->phone);
	words_phone(&phone, buf_text(&stored));
	add_known(draw, to, "place_distance", "distance", buf_text(&distance));
	add_known(draw, to, "place_phone", "phone", buf_text(&phone));
	end_line(to);
	if (place->mobile) {
		buf_adds(to, texts_find(draw->texts, "place_mobile"));
		end_line(to);
	}
	add_hours(draw, to, place->hours);
	if (to->size && to->data[to->size - 1] == '\n')
		to->data[--to->size] = '\0';
}

static struct fonts_style name_style(const struct list *list)
{
	struct fonts_style style = list->style;

	style.bold = true;
	style.lines = 2;
	return style;
}

static void fill_list(struct draw *draw, struct list *list)
{
	for (size_t i = 0; i < draw->sheet->places_count; i++) {
		AUTO(buf_release) struct buf name = { 0 };
		struct fills fills = { 0 };

		words_clean(&name, draw->sheet->places[i].name);
		fills_set(&fills, "desk", buf_text(&name));
		texts_fill(&list->entries[i].name, draw->texts, "{desk}", &fills);
		add_details(draw, &list->entries[i].details, &draw->sheet->places[i]);
	}
}

static bool measure(struct draw *draw, struct list *list, size_t count, double *ret_mm,
                    struct err *err)
{
	struct fonts_style bold = name_style(list);

	*ret_mm = 0;
	for (size_t i = 0; i < count; i++) {
		struct entry *e = &list->entries[i];

		e->details_mm = e->name_mm = 0;
		if ((e->name.size &&
		     !fonts_measure(draw->fonts, &bold, buf_text(&e->name), &e->name_mm, err)) ||
		    (e->details.size && !fonts_measure(draw->fonts, &list->style,
		                                       buf_text(&e->details), &e->details_mm, err)))
			return false;
		*ret_mm += fmax(e->name_mm + e->details_mm,
		                2 * radius_of(&(struct layout_box){ .size_pt = bold.size_pt })) +
		           (i ? GAP_MM : 0);
	}
	return true;
}

/* The most places, then the most lines, that fit the room. */
static bool fit(struct draw *draw, struct list *list, int lines, double room_mm, size_t *count,
                struct err *err)
{
	double need;

	for (size_t most = *count; most > 0; most--)
		for (list->style.lines = lines; list->style.lines > (most > PLACES_MIN);
		     list->style.lines--) {
			if (!measure(draw, list, most, &need, err))
				return false;
			if (need <= room_mm) {
				*count = most;
				return true;
			}
		}
	return err_named(err, ERR_INPUT, "bad_template", "%s: not even one place fits the letter",
	                 draw->layout->name);
}

static bool draw_entry(struct draw *draw, const struct layout_box *box, struct list *list,
                       size_t index, double y_mm, struct err *err)
{
	struct entry *e = &list->entries[index];
	double radius = radius_of(box), text_x = box->x_mm + list->indent_mm;
	struct fonts_style bold = name_style(list), digit = bold;
	double x = draw_x(draw, text_x, list->style.width_mm), digit_mm;
	char number[8];

	digit.width_mm = 2 * radius;
	digit.align = FONTS_CENTER;
	snprintf(number, sizeof number, "%zu", index + 1);
	if (!fonts_measure(draw->fonts, &digit, number, &digit_mm, err))
		return false;
	page_disc(draw->page, draw_x(draw, box->x_mm, 2 * radius) + radius, y_mm + digit_mm / 2,
	          radius, false);
	return page_text(draw->page, &digit, draw_x(draw, box->x_mm, 2 * radius), y_mm, number,
	                 err) &&
	       page_text(draw->page, &bold, x, y_mm, buf_text(&e->name), err) &&
	       page_text(draw->page, &list->style, x, y_mm + e->name_mm, buf_text(&e->details),
	                 err);
}

static bool draw_list(struct draw *draw, const struct layout_box *box, struct list *list,
                      size_t count, double y_mm, struct err *err)
{
	bool done = true;

	page_tag(draw->page, "L");
	for (size_t i = 0; done && i < count; i++) {
		page_tag(draw->page, "LI");
		page_tag(draw->page, "LBody");
		done = draw_entry(draw, box, list, i, y_mm, err);
		page_untag(draw->page, "LBody");
		page_untag(draw->page, "LI");
		y_mm += fmax(list->entries[i].name_mm + list->entries[i].details_mm,
		             2 * radius_of(box)) +
		        GAP_MM;
	}
	page_untag(draw->page, "L");
	return done;
}

bool places_draw(struct draw *draw, const struct layout_box *box, double y_mm, bool beside_map,
                 size_t *ret_count, struct err *err)
{
	AUTO(list_release) struct list list = { .style = draw_style(draw, box) };
	struct layout_box none = *box;
	double bottom;

	*ret_count = draw->sheet->places_count;
	if (*ret_count > (size_t)box->most)
		*ret_count = (size_t)box->most;
	if (!beside_map && box->wide_mm > 0)
		none.width_mm = list.style.width_mm = box->wide_mm;
	if (!*ret_count) {
		none.kind = LAYOUT_TEXT;
		none.height_mm = 0;
		TEXT_COPY(none.text, "places_none");
		return draw_box(draw, &none, y_mm, &bottom, err);
	}
	list.indent_mm = 2 * radius_of(box) + 2.5;
	list.style.width_mm -= list.indent_mm;
	fill_list(draw, &list);
	return fit(draw, &list, box->lines, box->height_mm - y_mm, ret_count, err) &&
	       draw_list(draw, box, &list, *ret_count, y_mm, err);
}

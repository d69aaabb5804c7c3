#include "render/letter.h"

#include <stdio.h>

#include "codec/cover.h"
#include "render/map.h"
#include "render/places.h"
#include "render/sketch.h"

/* Where the box before stood, and what the map must know of the list. */
struct flow {
	double top_mm, bottom_mm;
	size_t places_on_map;
};

static double top_of(const struct layout_box *box, const struct flow *flow)
{
	switch (box->from) {
	case LAYOUT_FROM_TOP:
		return box->y_mm;
	case LAYOUT_FROM_ABOVE:
		return flow->bottom_mm + box->y_mm;
	case LAYOUT_BESIDE:
		break;
	}
	return flow->top_mm;
}

/* "1. Choose a place": the number in its own column. */
static bool draw_step(struct draw *draw, const struct layout_box *box, int number, double *y_mm,
                      struct err *err)
{
	const char *text = texts_find_number(draw->texts, "step", number);
	double indent = box->size_pt / PT_PER_MM * 1.5, label_mm = *y_mm;
	struct fonts_style style = draw_style(draw, box), label = style;
	char digit[8];

	snprintf(digit, sizeof digit, "%d.", number);
	style.width_mm -= indent;
	label.width_mm = indent;
	label.bold = true;
	return page_text(draw->page, &label, draw_x(draw, box->x_mm, indent), &label_mm, digit,
	                 err) &&
	       page_text(draw->page, &style, draw_x(draw, box->x_mm + indent, style.width_mm), y_mm,
	                 text, err);
}

static bool draw_steps(struct draw *draw, const struct layout_box *box, double *y_mm,
                       struct err *err)
{
	bool done = true;

	page_tag(draw->page, "L");
	for (int number = 1; done && texts_find_number(draw->texts, "step", number); number++) {
		page_tag(draw->page, "LI");
		page_tag(draw->page, "LBody");
		done = draw_step(draw, box, number, y_mm, err);
		page_untag(draw->page, "LBody");
		page_untag(draw->page, "LI");
	}
	page_untag(draw->page, "L");
	return done;
}

/* What names the pass, to be scanned at a desk. */
static bool draw_cover(struct draw *draw, const struct layout_box *box, struct err *err)
{
	char digits[COVER_DIGITS + 1];

	return !cover_digits(draw->sheet->cover_code, digits) ||
	       draw_symbol(draw, box, digits, "cover_alt", err);
}

static bool draw_one(struct draw *draw, const struct layout_box *box, struct flow *flow,
                     struct err *err)
{
	double y = top_of(box, flow), bottom = y;

	flow->top_mm = y;
	switch (box->kind) {
	case LAYOUT_TEXT:
		if (!draw_box(draw, box, y, &bottom, err))
			return false;
		break;
	case LAYOUT_MARK:
		return draw_box(draw, box, y, &bottom, err); /* takes no room in the flow */
	case LAYOUT_STEPS:
		if (!draw_steps(draw, box, &bottom, err))
			return false;
		break;
	case LAYOUT_PLACES:
		bottom = box->height_mm;
		if (!places_draw(draw, box, y, &flow->places_on_map, err))
			return false;
		break;
	case LAYOUT_MAP:
		if (flow->places_on_map && map_is_known(draw->sheet) &&
		    !sketch_draw(draw, box, y, flow->places_on_map, err))
			return false;
		break;
	case LAYOUT_QR: /* takes no room in the flow */
		return draw_cover(draw, box, err);
	case LAYOUT_GRID:
	case LAYOUT__COUNT:
		break;
	}
	flow->bottom_mm = bottom;
	return bottom <= draw->layout->height_mm - draw->layout->margin_mm + 0.1 ||
	       err_named(err, ERR_INPUT, "bad_template",
	                 "%s: \"%s\" (%s) ends at %.1f mm, in the margin", draw->layout->name,
	                 box->name, texts_language(draw->texts), bottom);
}

bool letter_draw(struct draw *draw, struct err *err)
{
	struct flow flow = { 0 };
	bool done = true;

	for (size_t i = 0; done && i < draw->layout->count[LAYOUT_LETTER]; i++)
		done = draw_one(draw, &draw->layout->boxes[LAYOUT_LETTER][i], &flow, err);
	if (done)
		page_next(draw->page);
	return done;
}

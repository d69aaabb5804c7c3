#include "render/draw.h"

#include <stdio.h>
#include <string.h>

#include "codec/qr.h"

double draw_x(const struct draw *draw, double x_mm, double width_mm)
{
	if (texts_are_rtl(draw->texts))
		x_mm = draw->width_mm - x_mm - width_mm;
	return draw->left_mm + x_mm;
}

struct fonts_style draw_style(const struct draw *draw, const struct layout_box *box)
{
	return (struct fonts_style){
		.families = draw->layout->families,
		.size_pt = box->size_pt,
		.width_mm = box->width_mm,
		.line_height = draw->layout->line_height,
		.lines = box->lines,
		.align = box->align,
		.bold = box->bold,
		.rtl = texts_are_rtl(draw->texts),
	};
}

const char *draw_words(struct draw *draw, const char *key)
{
	char none[32];
	const char *text = texts_find(draw->texts, key);

	if (strcmp(key, "workshops") == 0)
		text = texts_find_number(draw->texts, key, (int)draw->sheet->vouchers_count);
	snprintf(none, sizeof none, "%s_none", key);
	buf_clear(&draw->words);
	if (text && texts_fill(&draw->words, draw->texts, text, &draw->fills))
		return buf_text(&draw->words);
	buf_clear(&draw->words);
	text = texts_find(draw->texts, none);
	if (text && !texts_fill(&draw->words, draw->texts, text, &draw->fills))
		buf_clear(&draw->words);
	return buf_text(&draw->words);
}

/* A specimen that is printed again is still a specimen. */
static const char *mark_words(struct draw *draw)
{
	if (draw->sheet->specimen)
		return texts_find(draw->texts, "specimen");
	return draw->sheet->duplicate ? texts_find(draw->texts, "duplicate") : "";
}

/* In a frame the text stands in the middle. `*y_mm` becomes the bottom. */
static bool draw_framed(struct draw *draw, const struct layout_box *box,
                        const struct fonts_style *style, double *y_mm, const char *text,
                        struct err *err)
{
	double x = draw_x(draw, box->x_mm, box->width_mm), room = box->height_mm, height;
	double top = *y_mm, text_mm = top, y;

	if (box->frame_mm > 0) {
		if (!fonts_measure(draw->fonts, style, text, &height, err))
			return false;
		page_frame(draw->page,
		           (struct page_area){ x, top, box->width_mm, room > 0 ? room : height },
		           box->frame_mm);
		text_mm += room > 0 ? (room - height) / 2 : 0;
	}
	y = text_mm;
	if (!page_text(draw->page, style, x, &y, text, err))
		return false;
	height = y - text_mm;
	if (room > 0 && height > room + 0.1)
		return err_named(err, ERR_INPUT, "bad_template",
		                 "%s: the text of \"%s\" (%s) needs %.1f mm and has %.1f",
		                 draw->layout->name, box->name, texts_language(draw->texts), height,
		                 room);
	*y_mm = room > 0 ? top + room : y;
	return true;
}

/* Smaller type, as far as the box allows, for a text that would take a second line. */
static bool shrink(struct draw *draw, const struct layout_box *box, struct fonts_style *style,
                   const char *text, struct err *err)
{
	double height;

	for (; style->size_pt - 1 >= box->least_pt; style->size_pt--) {
		if (!fonts_measure(draw->fonts, style, text, &height, err))
			return false;
		if (height < 1.5 * style->size_pt * style->line_height / PT_PER_MM)
			break;
	}
	return true;
}

bool draw_box(struct draw *draw, const struct layout_box *box, double y_mm, double *ret_bottom_mm,
              struct err *err)
{
	const char *text =
		box->kind == LAYOUT_MARK ? mark_words(draw) : draw_words(draw, box->text);
	const char *tag = *box->tag ? box->tag : "P";
	struct fonts_style style = draw_style(draw, box);
	bool done;

	*ret_bottom_mm = y_mm;
	if (!*text)
		return buf_check(&draw->words, err);
	if (box->least_pt > 0 && !shrink(draw, box, &style, text, err))
		return false;
	if (!draw->in_paragraph)
		page_tag(draw->page, tag);
	done = draw_framed(draw, box, &style, ret_bottom_mm, text, err);
	if (!draw->in_paragraph)
		page_untag(draw->page, tag);
	return done;
}

void draw_figure(struct draw *draw, const char *alt_key)
{
	const char *alt = draw_words(draw, alt_key);

	buf_add(&draw->alts, alt, strlen(alt) + 1);
}

bool draw_symbol(struct draw *draw, const struct layout_box *box, const char *digits,
                 const char *alt_key, struct err *err)
{
	struct qr qr;
	double side = box->module_mm * QR_SIDE;

	if (!qr_encode(&qr, draw->sheet->host, digits, err))
		return false;
	draw_figure(draw, alt_key);
	page_tag(draw->page, "Figure");
	page_modules(draw->page,
	             (struct page_area){ draw_x(draw, box->x_mm, side), draw->top_mm + box->y_mm,
	                                 side, side },
	             QR_SIDE, qr.dark);
	page_untag(draw->page, "Figure");
	return true;
}

/* One pass being drawn: the boxes of its layout with the words of its language. */
#pragma once

#include "render/layout.h"
#include "render/page.h"
#include "render/texts.h"

struct draw {
	struct page *page;
	struct fonts *fonts;
	const struct layout *layout;
	const struct texts *texts;
	const struct sheet *sheet;
	struct fills fills; /* what the words in braces stand for, at this point */
	struct buf words;   /* the text being drawn */
	struct buf alts;    /* for each Figure, what a screen reader says; each ends with '\0' */
	double left_mm, top_mm; /* of the coupon being drawn; 0, 0 on the page itself */
	bool in_paragraph;      /* a tag is open already: boxes add none of their own */
	double width_mm;        /* of the coupon or the page: what is mirrored */
};

/* The box's x on paper: right-to-left languages see the layout in a mirror. */
double draw_x(const struct draw *draw, double x_mm, double width_mm);

struct fonts_style draw_style(const struct draw *draw, const struct layout_box *box);

/* The text of `key` with its words filled in, or of "<key>_none" when one of them is empty; ""
 * when there is neither. Borrowed until the next call. */
const char *draw_words(struct draw *draw, const char *key);

/* Draw a text or a mark at `y_mm`; `*ret_bottom_mm` is where it ends (y when nothing is drawn). */
bool draw_box(struct draw *draw, const struct layout_box *box, double y_mm, double *ret_bottom_mm,
              struct err *err);

/* A QR code of the sheet's host and those digits, in the box's place on the page or the coupon. */
bool draw_symbol(struct draw *draw, const struct layout_box *box, const char *digits,
                 const char *alt_key, struct err *err);

/* Remember what a screen reader says of the Figure that begins now. */
void draw_figure(struct draw *draw, const char *alt_key);

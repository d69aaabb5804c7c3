/* Ink on paper: a PDF in millimetres from the top left corner, black only, or a picture of one page
 * of it. The door of Cairo. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "render/fonts.h"

struct page; /* one document being drawn */

/* Begin a document that grows in `to`, which stays the caller's; one size for all pages. */
struct page_about {
	const char *title, *author, *day; /* day: "2026-11-22" */
	double width_mm, height_mm;
	int picture; /* 0 = all pages, as PDF; n = the n-th alone, as PNG */
};
bool page_open(struct page **ret, struct fonts *fonts, struct buf *to,
               const struct page_about *about, struct err *err);

/* The page is full: the next drawing goes on a new one. */
void page_next(struct page *page);

/* How many were filled. */
int page_count(const struct page *page);

/* The last bytes are in `to`. ERR_SYSTEM when any drawing since page_open() went wrong. */
bool page_end(struct page *page, struct err *err);
void page_close(struct page **page);

/* What a screen reader is told: "H1", "P", "L", "LI", "Figure"... around what they hold. */
void page_tag(struct page *page, const char *tag);
void page_untag(struct page *page, const char *tag);

/* Text in a column that begins at x (its left side, whatever the direction) under `*y_mm`, which
 * becomes its bottom. */
bool page_text(struct page *page, const struct fonts_style *style, double x_mm, double *y_mm,
               const char *text, struct err *err);

struct page_area {
	double x_mm, y_mm, width_mm, height_mm;
};

/* Lines from (x, y) to (x + width, y + height). */
void page_lines(struct page *page, const struct page_area *along, size_t count, double thick_mm,
                bool dashed);
/* The frame lies inside its area, the circle inside its radius. */
void page_frame(struct page *page, struct page_area around, double thick_mm);

/* A circle: white inside with a black rim, or all black. */
void page_disc(struct page *page, double x_mm, double y_mm, double radius_mm, bool black);
void page_fill(struct page *page, struct page_area area);
/* A black surface between three points: x, y, x, y, x, y. */
void page_triangle(struct page *page, const double at_mm[6]);

/* Square modules in as many columns as rows, 1 = black, from the area's top left corner over its
 * width: one stencil, sharp on any printer. */
void page_modules(struct page *page, struct page_area area, int side, const unsigned char *black);

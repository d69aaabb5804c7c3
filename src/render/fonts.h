/* Texts laid out in lines: the door of Pango (and GLib, which comes with it). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define PT_PER_MM (72 / 25.4)

struct fonts;  /* fonts, and the texts already laid out: kept from document to document */
struct _cairo; /* Cairo's own name of what it draws with */

enum fonts_align { FONTS_START, FONTS_CENTER, FONTS_END };

struct fonts_style {
	const char *families; /* in order of preference: "Noto Sans, Noto Naskh Arabic" */
	double size_pt, width_mm;
	double line_height; /* from one line to the next, in sizes of the type: 1.25 */
	int lines;          /* of each paragraph at most, then "..."; 0: as many as it takes */
	enum fonts_align align;
	bool bold, rtl;
};

bool fonts_open(struct fonts **ret, struct err *err);
void fonts_close(struct fonts **fonts);

/* Has an installed font this character? Without `fonts` (NULL) every one is. */
bool fonts_have(struct fonts *fonts, uint32_t c);

/* How high the text is. ERR_SYSTEM "glyph_missing" when no installed font has one of its
 * characters: nothing is ever printed as an empty box. */
bool fonts_measure(struct fonts *fonts, const struct fonts_style *style, const char *text,
                   double *ret_height_mm, struct err *err);

/* Show it at the present point of `cr`, its top left corner. */
bool fonts_show(struct fonts *fonts, const struct fonts_style *style, const char *text,
                struct _cairo *cr, double *ret_height_mm, struct err *err);

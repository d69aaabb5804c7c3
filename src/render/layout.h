/* Where things go on the paper: a file such as a4-normal.layout, as boxes in millimetres. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "render/fonts.h"
#include "model/sheet.h"

enum { LAYOUT_BOXES_MAX = 24 };

enum layout_kind {
	LAYOUT_TEXT,   /* one text of the language's file */
	LAYOUT_STEPS,  /* "step 1", "step 2"... as a numbered list */
	LAYOUT_PLACES, /* the numbered list of places, down to the box's bottom */
	LAYOUT_MAP,    /* the sketch of the same places */
	LAYOUT_MARK,   /* "duplicate" or "specimen", when it is one */
	LAYOUT_GRID,   /* the coupons, with their cut lines */
	LAYOUT_QR, /* in a coupon or on the letter: the symbol; `at` is its corner, the quiet zone
	              lies outside */
	LAYOUT__COUNT
};

enum layout_part { LAYOUT_LETTER, LAYOUT_COUPONS, LAYOUT_COUPON, LAYOUT_PART__COUNT };

enum layout_from {
	LAYOUT_FROM_TOP,   /* y from the top of the paper (or of the coupon) */
	LAYOUT_FROM_ABOVE, /* y from the bottom of the box before */
	LAYOUT_BESIDE      /* y as the top of the box before */
};

struct layout_box {
	char name[24];
	int line; /* of the file */
	enum layout_kind kind;
	char text[24]; /* key in the language's file */
	double x_mm, y_mm, width_mm;
	double height_mm; /* 0: as high as the text */
	enum layout_from from;
	double size_pt, frame_mm, module_mm;
	double least_pt; /* down to which the type may shrink to stay on one line; 0: not at all */
	double wide_mm;  /* of places, when there is no map beside them; 0: the same */
	enum fonts_align align;
	bool bold;
	int lines; /* of a paragraph at most; 0: any */
	int most;  /* places */
	int columns, rows;
	char tag[8]; /* for screen readers; "" = P */
};

struct layout {
	char name[40];
	char families[120];
	double width_mm, height_mm, margin_mm, type_min_pt, line_height;
	struct layout_box boxes[LAYOUT_PART__COUNT][LAYOUT_BOXES_MAX];
	size_t count[LAYOUT_PART__COUNT];
};

/* Read the file of that name ("a4-normal.layout") and check it: nothing in the margins, no type
 * under its own minimum, the QR at least 25 mm wide with its quiet zone free. Else "bad_template".
 */
bool layout_open(struct layout **ret, const char *dir, const char *name, struct err *err);
void layout_close(struct layout **layout);

/* The first box of a kind in a part, NULL when there is none. */
const struct layout_box *layout_find(const struct layout *layout, enum layout_part part,
                                     enum layout_kind kind);
double layout_cell_width(const struct layout *layout);
double layout_cell_height(const struct layout *layout);

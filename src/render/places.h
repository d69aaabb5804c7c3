/* The nearest places: a numbered list. The sketch map has the same numbers. */
#pragma once

#include "render/draw.h"

/* Draw as many places as fit above the box's bottom, in as many lines as they may take.
 * `*ret_count` says how many the map may number. */
bool places_draw(struct draw *draw, const struct layout_box *box, double y_mm, bool beside_map,
                 size_t *ret_count, struct err *err);

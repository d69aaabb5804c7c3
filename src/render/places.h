/* The nearest places: a numbered list. The sketch map has the same numbers. */
#pragma once

#include "render/draw.h"

/* Draw as many places as fit above the box's bottom, each whole, three at least (see places.c for
 * what gives way for that). `*ret_on_map` of them are for the map; 0: there is no room for one. */
bool places_draw(struct draw *draw, const struct layout_box *box, double y_mm, size_t *ret_on_map,
                 struct err *err);

/* The sketch map on paper: the desk in the middle, the numbers of the list, north, a scale. */
#pragma once

#include "render/draw.h"

/* Of the first `count` places; nothing when no coordinates are known. */
bool sketch_draw(struct draw *draw, const struct layout_box *box, double y_mm, size_t count,
                 struct err *err);

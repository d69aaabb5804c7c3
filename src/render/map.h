/* The sketch map: where the places lie around the desk, without any tile. Pure geometry. */
#pragma once

#include "model/sheet.h"

struct map_spot {
	double x_mm, y_mm;             /* where the place is, from the top left of the plot */
	double label_x_mm, label_y_mm; /* where its number stands, clear of the others */
	bool moved;                    /* far enough for a line between the two */
	bool known;                    /* has coordinates */
};

struct map {
	struct map_spot spots[SHEET_PLACES_MAX];
	double desk_x_mm, desk_y_mm;
	double mm_per_m;
	int64_t scale_m; /* a round length for the scale bar */
};

struct map_plot {
	double width_mm, height_mm;
	double radius_mm; /* of a number's circle */
	double corner_mm; /* side of the north arrow's square, top right (left when mirrored) */
	bool corner_left;
};

/* Has the desk coordinates, and one of its places? */
bool map_is_known(const struct sheet *sheet);

/* Place the first `count` places. False when none of them can be placed. */
bool map_make(struct map *ret, const struct sheet *sheet, size_t count,
              const struct map_plot *plot);

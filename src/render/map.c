#include "render/map.h"

#include <math.h>

#include "base/auto.h"

enum { ROUNDS = 300 };

/* Metres of a degree of latitude; of longitude it is that times the cosine of the latitude. */
static const double METRES_PER_DEGREE = 111195;
static const double SPAN_MIN_M = 150, AIR_MM = 0.8;

static bool has_coordinates(double latitude, double longitude)
{
	return isfinite(latitude) && isfinite(longitude) && fabs(latitude) <= 90 &&
	       fabs(longitude) <= 180 && (latitude != 0 || longitude != 0);
}

bool map_is_known(const struct sheet *sheet)
{
	bool any = false;

	for (size_t i = 0; i < sheet->places_count; i++)
		any = any || has_coordinates(sheet->places[i].latitude, sheet->places[i].longitude);
	return any && has_coordinates(sheet->latitude, sheet->longitude);
}

static double radians(double degrees)
{
	return degrees * M_PI / 180;
}

/* Offsets from the desk in metres (x to the east, y to the south) go into the spots for a while. */
static bool measure(struct map *map, const struct sheet *sheet, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		const struct sheet_place *place = &sheet->places[i];
		struct map_spot *spot = &map->spots[i];

		spot->known = has_coordinates(place->latitude, place->longitude);
		if (!spot->known)
			continue;
		spot->x_mm = (place->longitude - sheet->longitude) * METRES_PER_DEGREE *
		             cos(radians(sheet->latitude));
		spot->y_mm = (sheet->latitude - place->latitude) * METRES_PER_DEGREE;
		any = true;
	}
	return any;
}

static void scale(struct map *map, size_t count, const struct map_plot *plot)
{
	static const int64_t rounds[] = { 50,    100,   200,   500,    1000,   2000,   5000,
		                          10000, 20000, 50000, 100000, 200000, 500000, 1000000 };
	double room_x = plot->width_mm / 2 - plot->radius_mm - AIR_MM;
	double room_y = plot->height_mm / 2 - plot->radius_mm - AIR_MM;
	double need = SPAN_MIN_M / room_x; /* metres per millimetre */

	for (size_t i = 0; i < count; i++)
		if (map->spots[i].known)
			need = fmax(need, fmax(fabs(map->spots[i].x_mm) / room_x,
			                       fabs(map->spots[i].y_mm) / room_y));
	map->mm_per_m = 1 / need;
	map->scale_m = rounds[0];
	for (size_t i = 0; i < COUNT_OF(rounds); i++)
		if ((double)rounds[i] * map->mm_per_m <= plot->width_mm * 0.4)
			map->scale_m = rounds[i];
}

/* Push the number away from a circle that it touches; from its very centre in a direction that
 * differs from number to number. */
static bool push(struct map_spot *spot, size_t index, double x, double y, double reach)
{
	double dx = spot->label_x_mm - x, dy = spot->label_y_mm - y, distance = hypot(dx, dy);

	if (distance >= reach)
		return false;
	if (distance < 0.01) {
		dx = cos(2.4 * (double)index - 1);
		dy = sin(2.4 * (double)index - 1);
		distance = 1;
	}
	spot->label_x_mm = x + dx / distance * (reach + 0.05);
	spot->label_y_mm = y + dy / distance * (reach + 0.05);
	return true;
}

static void keep_inside(struct map_spot *spot, const struct map_plot *plot)
{
	double edge = plot->radius_mm + 0.3;

	spot->label_x_mm = fmin(fmax(spot->label_x_mm, edge), plot->width_mm - edge);
	spot->label_y_mm = fmin(fmax(spot->label_y_mm, edge), plot->height_mm - edge);
}

/* One number away from the desk, the north arrow and the other numbers. */
static bool clear(struct map *map, size_t index, size_t count, const struct map_plot *plot)
{
	double reach = 2 * plot->radius_mm + AIR_MM, half = plot->corner_mm / 2;
	double corner_x = plot->corner_left ? half : plot->width_mm - half;
	struct map_spot *spot = &map->spots[index];
	bool moved = push(spot, index, map->desk_x_mm, map->desk_y_mm, reach);

	moved |= push(spot, index, corner_x, half, half + plot->radius_mm + AIR_MM);
	for (size_t i = 0; i < count; i++)
		if (i != index && map->spots[i].known)
			moved |= push(spot, index, map->spots[i].label_x_mm,
			              map->spots[i].label_y_mm, reach);
	keep_inside(spot, plot);
	return moved;
}

static void spread(struct map *map, size_t count, const struct map_plot *plot)
{
	bool moved = true;

	for (int round = 0; moved && round < ROUNDS; round++) {
		moved = false;
		for (size_t i = 0; i < count; i++)
			if (map->spots[i].known)
				moved |= clear(map, i, count, plot);
	}
}

bool map_make(struct map *ret, const struct sheet *sheet, size_t count, const struct map_plot *plot)
{
	*ret = (struct map){ .desk_x_mm = plot->width_mm / 2, .desk_y_mm = plot->height_mm / 2 };
	if (!map_is_known(sheet) || !measure(ret, sheet, count))
		return false;
	scale(ret, count, plot);
	for (size_t i = 0; i < count; i++) {
		struct map_spot *spot = &ret->spots[i];

		spot->x_mm = ret->desk_x_mm + spot->x_mm * ret->mm_per_m;
		spot->y_mm = ret->desk_y_mm + spot->y_mm * ret->mm_per_m;
		spot->label_x_mm = spot->x_mm;
		spot->label_y_mm = spot->y_mm;
	}
	spread(ret, count, plot);
	for (size_t i = 0; i < count; i++) {
		struct map_spot *spot = &ret->spots[i];

		spot->moved = hypot(spot->label_x_mm - spot->x_mm, spot->label_y_mm - spot->y_mm) >
		              plot->radius_mm;
	}
	return true;
}

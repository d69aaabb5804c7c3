#include "render/map.h"

#include <math.h>

#include "check.h"

static const struct map_plot plot = {
	.width_mm = 60, .height_mm = 50, .radius_mm = 3.6, .corner_mm = 10
};

static struct sheet sheet_around(void)
{
	return (struct sheet){ .latitude = 45.7, .longitude = -0.33, .places_count = 5 };
}

static void check_readable(const struct map *map, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct map_spot *a = &map->spots[i];

		CHECK(a->label_x_mm >= plot.radius_mm &&
		      a->label_x_mm <= plot.width_mm - plot.radius_mm);
		CHECK(a->label_y_mm >= plot.radius_mm &&
		      a->label_y_mm <= plot.height_mm - plot.radius_mm);
		CHECK(hypot(a->label_x_mm - map->desk_x_mm, a->label_y_mm - map->desk_y_mm) >=
		      plot.radius_mm + 2);
		for (size_t j = i + 1; j < count; j++)
			CHECK(hypot(a->label_x_mm - map->spots[j].label_x_mm,
			            a->label_y_mm - map->spots[j].label_y_mm) >=
			      2 * plot.radius_mm);
	}
}

static void directions_and_scale_are_true(void)
{
	static const double offsets[5][2] = {
		{ 0.02, 0 }, { -0.02, 0 }, { 0, 0.03 }, { 0, -0.03 }, { 0.01, 0.01 }
	};
	struct sheet sheet = sheet_around();
	struct map map;

	for (int i = 0; i < 5; i++) {
		sheet.places[i].latitude = sheet.latitude + offsets[i][0];
		sheet.places[i].longitude = sheet.longitude + offsets[i][1];
	}
	if (!CHECK(map_make(&map, &sheet, 5, &plot)))
		return;
	CHECK(map.spots[0].y_mm < map.desk_y_mm && map.spots[1].y_mm > map.desk_y_mm);
	CHECK(map.spots[2].x_mm > map.desk_x_mm && map.spots[3].x_mm < map.desk_x_mm);
	/* 0.02 degrees of latitude are 2,224 m */
	CHECK(fabs((map.desk_y_mm - map.spots[0].y_mm) / map.mm_per_m - 2224) < 5);
	CHECK((double)map.scale_m * map.mm_per_m <= plot.width_mm * 0.4);
	check_readable(&map, 5);
}

static void places_at_one_point_stay_readable(void)
{
	struct sheet sheet = sheet_around();
	struct map map;

	for (int i = 0; i < 5; i++) {
		sheet.places[i].latitude = sheet.latitude;
		sheet.places[i].longitude = sheet.longitude;
	}
	if (CHECK(map_make(&map, &sheet, 5, &plot)))
		check_readable(&map, 5);
	sheet.places[4].latitude += 1; /* one far away pushes the others together */
	if (CHECK(map_make(&map, &sheet, 5, &plot)))
		check_readable(&map, 5);
	for (int i = 0; i < 5; i++) { /* all in the corner of the north arrow */
		sheet.places[i].latitude = sheet.latitude + 0.1;
		sheet.places[i].longitude = sheet.longitude + 0.15;
	}
	if (CHECK(map_make(&map, &sheet, 5, &plot)))
		check_readable(&map, 5);
}

static void without_coordinates_there_is_no_map(void)
{
	struct sheet sheet = sheet_around();
	struct map map;

	CHECK(!map_make(&map, &sheet, 5, &plot));
	sheet.places[2].latitude = 45.71;
	sheet.places[2].longitude = -0.3;
	CHECK(!map_make(&map, &sheet, 2, &plot)); /* the one that is known is not among them */
	CHECK(map_make(&map, &sheet, 3, &plot) && map.spots[2].known && !map.spots[0].known);
	sheet.places[2].latitude = NAN;
	CHECK(!map_make(&map, &sheet, 5, &plot));
	sheet.places[2].latitude = 45.71;
	sheet.latitude = sheet.longitude = 0;
	CHECK(!map_make(&map, &sheet, 5, &plot));
}

CHECK_MAIN({ "directions_and_scale_are_true", directions_and_scale_are_true },
           { "places_at_one_point_stay_readable", places_at_one_point_stay_readable },
           { "without_coordinates_there_is_no_map", without_coordinates_there_is_no_map })

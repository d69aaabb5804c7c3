#include "cli/point.h"

#include "base/auto.h"
#include "check.h"

static struct err err;

static void a_point_is_two_numbers_in_degrees(void)
{
	struct geo_point point;

	CHECK_OK(point_read("45.65,0.16", &point, &err));
	CHECK_INT(point.latitude_e6, 45650000);
	CHECK_INT(point.longitude_e6, 160000);
	CHECK_OK(point_read("-21.1,-55.5", &point, &err));
	CHECK_INT(point.longitude_e6, -55500000);
}

static void anything_else_is_refused(void)
{
	static const char *const texts[] = { "",           "45.65",   "45.65,",    ",0.16",
		                             "45,65,0,16", "0,0",     "91.0,0.16", "45.65,181.0",
		                             "x,y",        "45.65, ", ",",         "45.65;0.16",
		                             "NaN,0.16",   "1e2,3.0" };
	struct geo_point point;

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (!CHECK_ERR(point_read(texts[i], &point, &err), ERR_INPUT))
			printf("# %s\n", texts[i]);
		CHECK_TEXT(err.name, "bad_point");
	}
}

CHECK_MAIN({ "a_point_is_two_numbers_in_degrees", a_point_is_two_numbers_in_degrees },
           { "anything_else_is_refused", anything_else_is_refused })

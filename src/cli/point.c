#include "cli/point.h"

#include <string.h>

#include "base/text.h"

bool point_read(const char *text, struct geo_point *ret, struct err *err)
{
	char latitude[24];
	const char *comma = strchr(text, ',');

	if (comma && (size_t)(comma - text) < sizeof latitude) {
		text_copy(latitude, (size_t)(comma - text) + 1, text);
		if (geo_parse_degrees(latitude, &ret->latitude_e6) &&
		    geo_parse_degrees(comma + 1, &ret->longitude_e6) && geo_is_valid(*ret))
			return true;
	}
	return err_named(err, ERR_INPUT, "bad_point",
	                 "a point is latitude and longitude in degrees, such as 45.65,0.16");
}

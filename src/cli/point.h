/* A point of the earth on the command line. */
#pragma once

#include "base/err.h"
#include "model/geo.h"

/* "45.65,0.16": latitude and longitude in degrees, with points. ERR_INPUT "bad_point". */
bool point_read(const char *text, struct geo_point *ret, struct err *err);

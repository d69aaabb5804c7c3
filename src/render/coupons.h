/* The coupons with their cut lines: as many pages as the grid needs. */
#pragma once

#include "render/draw.h"

bool coupons_draw(struct draw *draw, struct err *err);

#include "model/site.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { SAME_DOOR_M = 100 };

void site_face_make(struct site_face *ret, const struct site_place *place)
{
	char both[sizeof place->address + sizeof place->commune];

	snprintf(both, sizeof both, "%s %s", place->address, place->commune);
	text_fold(ret->name, sizeof ret->name, place->name);
	text_fold(ret->address, sizeof ret->address, *place->address ? both : "");
	ret->point = place->point;
}

static bool holds(const char *whole, const char *part)
{
	return *part && strstr(whole, part);
}

bool site_face_same(const struct site_face *a, const struct site_face *b)
{
	if (!holds(a->name, b->name) && !holds(b->name, a->name))
		return false;
	return (*a->address && strcmp(a->address, b->address) == 0) ||
	       geo_distance_m(a->point, b->point) <= SAME_DOOR_M;
}

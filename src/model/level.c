#include "model/level.h"

#include <string.h>

#include "base/auto.h"

static const struct {
	const char *name, *digit;
} levels[] = {
	[LEVEL_NONE] = { "", "" },
	[LEVEL_ACCOMPANIED] = { "accompanied", "1" },
	[LEVEL_PARTLY] = { "partly", "2" },
	[LEVEL_AUTONOMOUS] = { "autonomous", "3" },
};
_Static_assert(COUNT_OF(levels) == LEVEL__COUNT, "every level has a name");

const char *level_name(enum level level)
{
	return levels[level].name;
}

int level_parse(const char *text)
{
	for (int level = LEVEL_ACCOMPANIED; level < LEVEL__COUNT; level++)
		if (strcmp(levels[level].name, text) == 0 || strcmp(levels[level].digit, text) == 0)
			return level;
	return -1;
}

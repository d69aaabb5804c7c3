/* What catalogue.py makes of templates/lang/fr.json, in the order of strcmp(). */
#pragma once

#include <stddef.h>

struct catalogue_line {
	const char *key, *text;
};

extern const struct catalogue_line catalogue_lines[];
extern const size_t catalogue_lines_count;

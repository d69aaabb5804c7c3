/* The files of templates/pass as they were at build time (made by embed.py). */
#pragma once

#include <stddef.h>

struct embedded {
	const char *name;
	const unsigned char *data;
	size_t size;
};

extern const struct embedded embedded_templates[];
extern const size_t embedded_templates_count;

/* The databases this program knows; tests bring a longer list. Private to the store. */
#pragma once

#include <stddef.h>

struct driver;

extern const struct driver *const drivers[];
extern const size_t drivers_count;

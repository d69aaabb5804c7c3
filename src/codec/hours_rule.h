/* One rule of an `opening_hours` text; private to codec/hours. */
#pragma once

#include <stddef.h>

#include "codec/hours.h"

/* Which days, and what they are. */
struct hours_rule {
	unsigned months, days, parities; /* bit sets */
	bool holidays, school_holidays;
	bool selects;            /* any of the above was said */
	bool says_times, is_off; /* neither: it is only a comment */
	struct hours_day day;
	const char *note; /* borrowed from the text */
	size_t note_size;
};

/* Read one rule and move `*at` to what ends it. False when it is not understood. */
bool hours_rule_read(const char **at, struct hours_rule *rule);

/* Keep spans in order and apart. False when the day has too many. */
bool hours_rule_add_span(struct hours_day *day, struct hours_span span);

void hours_rule_skip_spaces(const char **at);

/* Move over spaces, then over `c` when it is next; `c` is not the end. */
bool hours_rule_skip(const char **at, char c);

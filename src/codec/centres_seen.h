/* What was already met, and in which row: hashes only, 16 bytes each; private to codec/centres. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct centres_seen {
	struct centres_seen_entry *entries;
	size_t count, capacity;
	bool failed; /* memory ran out */
};

void centres_seen_release(struct centres_seen *seen);

/* The row where these parts (compared as text_fold() does when `folded`) came first, 0 when
 * it is now, which `row` remembers. */
size_t centres_seen_add(struct centres_seen *seen, const char *const *parts, size_t count,
                        bool folded, size_t row);

#include "codec/centres_seen.h"

#include <stdlib.h>

#include "base/text.h"

struct centres_seen_entry {
	uint64_t hash;
	size_t row; /* 0 = free */
};

void centres_seen_release(struct centres_seen *seen)
{
	free(seen->entries);
	*seen = (struct centres_seen){ 0 };
}

/* FNV-1a, the end of each part counted too. */
static uint64_t hash_parts(const char *const *parts, size_t count, bool folded)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char fold[512];

	for (size_t i = 0; i < count; i++) {
		const char *part = parts[i];

		if (folded) {
			text_fold(fold, sizeof fold, part);
			part = fold;
		}
		do
			hash = (hash ^ (unsigned char)*part) * UINT64_C(1099511628211);
		while (*part++);
	}
	return hash;
}

static struct centres_seen_entry *find(const struct centres_seen *seen, uint64_t hash)
{
	size_t at = (hash ^ hash >> 32) & (seen->capacity - 1);

	while (seen->entries[at].row && seen->entries[at].hash != hash)
		at = (at + 1) & (seen->capacity - 1);
	return &seen->entries[at];
}

/* Keep at least half of the places free. */
static bool grow(struct centres_seen *seen)
{
	struct centres_seen old = *seen;

	if (seen->count * 2 < seen->capacity)
		return true;
	seen->capacity = old.capacity ? old.capacity * 2 : 1024;
	seen->entries = calloc(seen->capacity, sizeof *seen->entries);
	if (!seen->entries) {
		*seen = old;
		return !(seen->failed = true);
	}
	for (size_t i = 0; i < old.capacity; i++)
		if (old.entries[i].row)
			*find(seen, old.entries[i].hash) = old.entries[i];
	free(old.entries);
	return true;
}

size_t centres_seen_add(struct centres_seen *seen, const char *const *parts, size_t count,
                        bool folded, size_t row)
{
	uint64_t hash = hash_parts(parts, count, folded);
	struct centres_seen_entry *entry;

	if (seen->failed || !grow(seen))
		return 0;
	entry = find(seen, hash);
	if (entry->row)
		return entry->row;
	*entry = (struct centres_seen_entry){ hash, row };
	seen->count++;
	return 0;
}

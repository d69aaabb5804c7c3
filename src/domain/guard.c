#include "domain/guard.h"

#include "base/auto.h"

enum { FUNDER_THRESHOLD = 5 };

int guard_threshold(enum role role)
{
	return role == ROLE_FUNDER ? FUNDER_THRESHOLD : 0;
}

static bool is_small(int64_t count, int threshold)
{
	return count > 0 && count < threshold;
}

static int64_t guarded(int64_t count, int threshold)
{
	return is_small(count, threshold) ? GUARD_HIDDEN : count - count % threshold;
}

/* The smallest one that is shown and not 0; NULL when there is none. */
static int64_t *smallest(int64_t *const *cells, size_t count)
{
	int64_t *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (*cells[i] > 0 && (!found || *cells[i] < *found))
			found = cells[i];
	return found;
}

/* Cells that were rounded or hidden, and what is known of them all together. */
struct parts {
	int64_t left; /* of the total, for remainders and what is hidden */
	int64_t hidden, shown;
};

static struct parts count_parts(int64_t *const *cells, size_t count, int64_t total)
{
	struct parts parts = { .left = total };

	for (size_t i = 0; i < count; i++) {
		parts.hidden += *cells[i] == GUARD_HIDDEN;
		parts.shown += *cells[i] > 0;
		parts.left -= *cells[i] > 0 ? *cells[i] : 0;
	}
	return parts;
}

/* Must a hidden one be more than 1? The least it can be: the other hidden ones and all remainders
 * are as great as they can be. */
static bool tells_least(const struct parts *p, int threshold)
{
	return p->hidden && p->left - (p->hidden - 1 + p->shown) * (threshold - 1) > 1;
}

/* May a hidden one be any small number? The greatest is what is left when the other hidden ones are
 * 1. */
static bool tells(const struct parts *p, int threshold)
{
	return (p->hidden && p->left - (p->hidden - 1) < threshold - 1) ||
	       tells_least(p, threshold);
}

static void hide_all(int64_t *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		*cells[i] = GUARD_HIDDEN;
}

void guard_parts(int64_t *const *cells, size_t count, int64_t total, int threshold)
{
	struct parts parts;
	int64_t *next;

	for (size_t i = 0; i < count; i++)
		*cells[i] = guarded(*cells[i], threshold);
	parts = count_parts(cells, count, total);
	/* So few that even which of them are 0 tells something. */
	if (parts.hidden && total <= (parts.hidden + parts.shown) * (threshold - 1)) {
		hide_all(cells, count);
		return;
	}
	while (tells(&parts, threshold) && (next = smallest(cells, count))) {
		*next = GUARD_HIDDEN;
		parts = count_parts(cells, count, total);
	}
}

void guard_one(int64_t *count, int threshold)
{
	*count = threshold > 1 ? guarded(*count, threshold) : *count;
}

void guard_overlapping(int64_t *const *cells, size_t count, int64_t total, int threshold)
{
	struct parts parts;

	for (size_t i = 0; i < count; i++)
		*cells[i] = guarded(*cells[i], threshold);
	parts = count_parts(cells, count, total);
	/* To hide one more would tell more: as many others as before, and more is left for them. */
	if (tells_least(&parts, threshold))
		hide_all(cells, count);
}

/* Of who came. Those who did not are the rest of `total`, which is known. */
static void guard_came(int64_t *count, int64_t total, int threshold)
{
	*count = is_small(total - *count, threshold) ? GUARD_HIDDEN : guarded(*count, threshold);
}

void guard_passes(struct figures_passes *p, int threshold)
{
	int64_t *const ends[] = { &p->finished, &p->expired, &p->blocked, &p->replaced };
	int64_t *levels[LEVEL__COUNT * LEVEL__COUNT];
	int64_t issued = p->issued;

	if (threshold <= 1)
		return;
	for (size_t i = 0; i < COUNT_OF(levels); i++)
		levels[i] = &p->levels[i / LEVEL__COUNT][i % LEVEL__COUNT];
	if (is_small(issued, threshold))
		p->issued = GUARD_HIDDEN;
	p->handed_out = guarded(p->handed_out, threshold);
	guard_came(&p->started, issued, threshold);
	guard_came(&p->used, issued, threshold);
	guard_parts(ends, COUNT_OF(ends), issued, threshold);
	guard_parts(levels, COUNT_OF(levels), issued, threshold);
}

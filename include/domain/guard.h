/* What a funder is told of persons, so that no answer, no difference of two lines and no difference
 * of two answers gives back a number below the threshold:
 *
 * - passes issued are exact: the money committed on them says it anyway;
 * - other counts are rounded down to a multiple of the threshold, so that any difference of two of
 *   them may be each of the small numbers;
 * - a count from 1 to the threshold less one is hidden; so is one of people who came when those who
 *   did not are so few;
 * - where counts are parts of the passes issued, the smallest others are hidden too until what is
 *   left for the hidden ones leaves more than one way to make it up.
 *
 * Money and vouchers stay exact: who pays them may list them one by one, and a line names no pass.
 */
#pragma once

#include <stddef.h>

#include "model/role.h"
#include "store/figures.h"

enum { GUARD_HIDDEN = -1 };

/* Fewer persons are hidden from whoever has that role; 0 = it sees all. */
int guard_threshold(enum role role);

/* In place. A threshold of 1 or less leaves all as it is. */
void guard_passes(struct figures_passes *passes, int threshold);

/* One that stands alone. */
void guard_one(int64_t *count, int threshold);

/* Cells of which one person may be in several, `total` persons in all of them: what is left for
 * the hidden ones never says that they are many. */
void guard_overlapping(int64_t *const *cells, size_t count, int64_t total, int threshold);

/* Cells that are parts of `total`, each of another. */
void guard_parts(int64_t *const *cells, size_t count, int64_t total, int threshold);

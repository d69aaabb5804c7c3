/* The places that an import will write, packed: a struct of each would be some 3 KB, whatever it
 * says; so it is some 130 bytes and its texts. Private to domain/import. */
#pragma once

#include "base/buf.h"
#include "domain/import_place.h"

struct import_plan {
	struct buf rows;
};

void import_plan_release(struct import_plan *plan);

/* Keep a place. A lack of memory is told by import_plan_next(). */
void import_plan_add(struct import_plan *plan, const struct import_place *place);

/* The places from byte `*at` on, in their order, as many as fit: none at the end. */
bool import_plan_next(const struct import_plan *plan, size_t *at, struct import_place *ret,
                      size_t max, size_t *ret_count, struct err *err);

/* Do they say the same? Their ids and the bodies they belong to do not count. */
bool import_plan_same(const struct site_place *a, const struct site_place *b);

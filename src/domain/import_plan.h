/* The places that an import will write, packed: a struct of each would be some 3 KB, whatever it
 * says; so it is some 100 bytes and its texts. Private to domain/import. */
#pragma once

#include "base/buf.h"
#include "model/site.h"

struct import_plan {
	struct buf rows;
};

void import_plan_release(struct import_plan *plan);

/* Keep a place. A lack of memory is told by import_plan_each(). */
void import_plan_add(struct import_plan *plan, size_t row, const struct site_place *place);

typedef bool import_plan_fn(void *context, size_t row, const struct site_place *place,
                            struct err *err);

/* All of them, in their order; as often as it is called. */
bool import_plan_each(const struct import_plan *plan, import_plan_fn *fn, void *context,
                      struct err *err);

/* Do they say the same? Their ids and the bodies they belong to do not count. */
bool import_plan_same(const struct site_place *a, const struct site_place *b);

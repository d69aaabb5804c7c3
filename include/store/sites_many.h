/* Sites by the hundred: an import holds other writers up as long as it writes. */
#pragma once

#include "store/sites.h"

/* Keep many new ones, or many that were edited, in one transaction and few round trips: `ret_done`
 * says of each whether it is in. One whose source id is known already, or that another has changed
 * meanwhile, is left as it was.
 */
bool sites_add_many(struct sql *sql, struct site *const *sites, size_t count, int64_t now,
                    bool *ret_done, struct err *err);
bool sites_change_many(struct sql *sql, struct site *const *sites, size_t count, int64_t now,
                       bool *ret_done, struct err *err);

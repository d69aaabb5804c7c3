/* Batches of passes for the stock: one row each, and one for each handful of passes made. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/batch.h"
#include "model/pass.h"

struct sql;

/* Keep a new one, waiting; its id is made here. */
bool batches_add(struct sql *sql, struct batch *batch, struct err *err);

/* ERR_MISSING "no_batch". */
bool batches_find(struct sql *sql, int64_t id, struct batch *ret, struct err *err);

/* Those of an account that are not over. */
bool batches_count_open(struct sql *sql, int64_t account, int64_t *ret, struct err *err);

/* The oldest that is not over and that nobody has held since `now`: is there one? */
bool batches_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err);

/* Hold that one until `until`, under the number `lease`; false in `ret_held` when another was
 * faster. */
struct batch_lease {
	int64_t id, lease, now, until;
};
bool batches_claim(struct sql *sql, const struct batch_lease *lease, bool *ret_held,
                   struct err *err);

/* Is it still held under that number, and not over? Then it has `count` passes more, is done when
 * none is missing (`now`), and is held until `until`. The row is held until the transaction ends.
 */
bool batches_advance(struct sql *sql, const struct batch_lease *lease, int count, bool *ret_held,
                     struct err *err);

/* The passes that go with it. */
bool batches_add_part(struct sql *sql, int64_t batch, int first, const struct pass *passes,
                      size_t count, struct err *err);

/* No more passes come: state, error and ended_at of `batch` are kept. `*ret_done` is false when it
 * was over before, or when batch->lease is not 0 and no longer its holder's. */
bool batches_end(struct sql *sql, const struct batch *batch, bool *ret_done, struct err *err);

/* Whoever held it need not be waited for. */
bool batches_let_go(struct sql *sql, const struct batch *batch, struct err *err);

/* Newest first. */
struct batches_page {
	int64_t desk;      /* 0 = of all */
	int64_t before_id; /* INT64_MAX = from the newest */
	size_t limit;
};
typedef bool batch_fn(void *context, const struct batch *batch, struct err *err);
bool batches_each(struct sql *sql, const struct batches_page *page, batch_fn *fn, void *context,
                  struct err *err);

/* Its passes at those places, in their order. */
typedef bool batch_pass_fn(void *context, const struct pass *pass, struct err *err);
bool batches_passes(struct sql *sql, const struct batch_range *range, batch_pass_fn *fn,
                    void *context, struct err *err);

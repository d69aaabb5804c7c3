/* Batches: hundreds of passes for a desk's stock, made a few at a time, so that nobody who redeems
 * meanwhile waits, and kept in the books, so that whoever asked may leave. domain/batches_work
 * makes them. */
#pragma once

#include <stddef.h>

#include "domain/issue.h"
#include "model/batch.h"

enum {
	BATCHES_OPEN_MAX = 3,           /* of one account that are not over */
	BATCH_FRESH_SECONDS = 3 * 86400 /* a document asked for later is a duplicate */
};

/* Keep what was asked; the passes stay in the stock whatever `request` says of a person. Refused is
 * what issue_passes() would refuse now, money for all of them included; ERR_CONFLICT
 * "too_many_batches". */
bool batch_ask(struct app *app, const struct caller *caller, const struct issue_request *request,
               struct batch *ret, struct err *err);

/* One that this caller may see: an agent those of its desk. ERR_MISSING "no_batch". */
bool batch_find(struct app *app, const struct caller *caller, int64_t id, struct batch *ret,
                struct err *err);

struct batches_wish {
	int64_t desk;  /* 0 = any; an agent has its own in any case */
	int64_t after; /* a batch: those before it; 0 = from the newest */
	size_t limit;
};

/* Newest first. ERR_MISSING "no_site" for the desk of others. */
typedef bool batches_fn(void *context, const struct batch *batch, struct err *err);
bool batches_list(struct app *app, const struct caller *caller, const struct batches_wish *wish,
                  batches_fn *fn, void *context, struct err *err);

/* Make no more of it: what was made stays in the stock. ERR_CONFLICT "batch_over". */
bool batch_cancel(struct app *app, const struct caller *caller, int64_t id, struct batch *ret,
                  struct err *err);

/* Its passes at those places that are in the stock still: the others are somebody's, or ended.
 * `ret` holds range->count. */
bool batch_passes(struct app *app, const struct batch_range *range, struct pass *ret,
                  size_t *ret_count, struct err *err);

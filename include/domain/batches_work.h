/* The passes of batches as they are made: a few in one transaction, with how many there are then.
 * So a crash loses none and makes none twice, and whoever comes next goes on at the very pass where
 * it stopped. Of several servers on the same books one works on a batch, as long as it is heard of.
 */
#pragma once

#include "domain/app.h"
#include "model/batch.h"

enum {
	BATCH_CHUNK = 25,        /* passes of one transaction: others write too */
	BATCH_LEASE_SECONDS = 10 /* who has made none for so long has died */
};

/* Take up the oldest that nobody works on; among those who try, one gets it. */
bool batch_claim(struct app *app, struct batch *ret, bool *ret_found, struct err *err);

/* Its next passes, and in the same transaction how many there are now. When that is refused, or it
 * was cancelled or another works on it, `batch` says so: batch->lease is 0 when there is nothing
 * left for this holder to do. False: it may be tried again. */
bool batch_work(struct app *app, struct batch *batch, struct err *err);

/* Others need not wait until the lease is over. */
bool batch_let_go(struct app *app, const struct batch *batch, struct err *err);

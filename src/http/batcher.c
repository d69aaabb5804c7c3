#include "http/batcher.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/auto.h"
#include "domain/batches_work.h"
#include "http/record.h"

enum {
	IDLE_MS = 500,  /* between looks for work, or after a failure */
	PAUSE_MS = 20,  /* after each chunk: redemptions come first */
	MS_NS = 1000000 /* nanoseconds */
};

struct batcher {
	struct app *app;
	struct record *record;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool closing;
	pthread_t thread;
	bool started;
};

/* False when it is time to stop. */
static bool rest(struct batcher *batcher, int64_t ms)
{
	struct timespec until;
	bool closing;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ms * MS_NS;
	until.tv_sec += until.tv_nsec / (1000 * MS_NS);
	until.tv_nsec %= 1000 * MS_NS;
	pthread_mutex_lock(&batcher->lock);
	while (!batcher->closing &&
	       pthread_cond_timedwait(&batcher->wake, &batcher->lock, &until) == 0)
		;
	closing = batcher->closing;
	pthread_mutex_unlock(&batcher->lock);
	return !closing;
}

static bool failed(struct batcher *batcher, const struct err *err)
{
	record_repeated(batcher->record, "batch failed", err);
	return false;
}

/* Until it is over or another's; false when it is time to stop. */
static bool work(struct batcher *batcher, struct batch *batch)
{
	struct err err;

	while (batch->lease) {
		int done = batch->done;
		bool worked = batch_work(batcher->app, batch, &err) || failed(batcher, &err);

		metrics_add(batcher->record->metrics, METRIC_BATCH_PASSES, batch->done - done);
		if (rest(batcher, worked ? PAUSE_MS : IDLE_MS))
			continue;
		if (batch->lease && !batch_let_go(batcher->app, batch, &err))
			failed(batcher, &err);
		return false;
	}
	return true;
}

static void *keep_working(void *context)
{
	struct batcher *batcher = context;
	struct batch batch;
	struct err err;
	bool found;

	for (;;) {
		if (!batch_claim(batcher->app, &batch, &found, &err))
			found = failed(batcher, &err);
		if (found ? !work(batcher, &batch) : !rest(batcher, IDLE_MS))
			return NULL;
	}
}

bool batcher_open(struct batcher **ret, struct app *app, struct record *record, struct err *err)
{
	AUTO(batcher_close) struct batcher *batcher = calloc(1, sizeof *batcher);
	pthread_condattr_t monotonic;

	if (!batcher)
		return err_memory(err);
	batcher->app = app;
	batcher->record = record;
	pthread_mutex_init(&batcher->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&batcher->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&batcher->thread, NULL, keep_working, batcher) != 0)
		return err_set(err, ERR_SYSTEM, "could not start the thread of batches");
	batcher->started = true;
	*ret = TAKE(batcher);
	return true;
}

void batcher_close(struct batcher **batcher)
{
	if (!*batcher)
		return;
	pthread_mutex_lock(&(*batcher)->lock);
	(*batcher)->closing = true;
	pthread_cond_signal(&(*batcher)->wake);
	pthread_mutex_unlock(&(*batcher)->lock);
	if ((*batcher)->started)
		pthread_join((*batcher)->thread, NULL);
	pthread_cond_destroy(&(*batcher)->wake);
	pthread_mutex_destroy(&(*batcher)->lock);
	free(TAKE(*batcher));
}

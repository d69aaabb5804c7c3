#include "http/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "domain/app.h"
#include "http/metrics.h"

struct writer {
	struct app *app;
	writer_batch *batch;
	struct metrics *metrics;
	pthread_mutex_t books; /* held by who uses `app` */
	pthread_mutex_t lock;  /* of what follows */
	pthread_cond_t wake;
	struct writer_job *first, **end;
	bool closing;
	pthread_t thread;
	bool started;
	atomic_int near; /* calls between enter and leave */
};

/* What goes into one transaction. */
struct group {
	struct redeem_item *items[REDEEM_BATCH_MAX];
	size_t count;
	struct writer_job *jobs[REDEEM_BATCH_MAX];
	size_t jobs_count;
};

/* With the lock held: the oldest waiting items. A job leaves the queue with its last item. */
static void take(struct writer *writer, struct group *group)
{
	group->count = group->jobs_count = 0;
	while (writer->first && group->count < REDEEM_BATCH_MAX) {
		struct writer_job *job = writer->first;

		while (job->taken < job->count && group->count < REDEEM_BATCH_MAX)
			group->items[group->count++] = &job->items[job->taken++];
		group->jobs[group->jobs_count++] = job;
		if (job->taken < job->count)
			break;
		writer->first = job->next;
		if (!writer->first)
			writer->end = &writer->first;
	}
	metrics_add(writer->metrics, METRIC_WRITER_QUEUE, -(int64_t)group->count);
}

/* With the lock held: a job whose other half failed is not continued. */
static void drop(struct writer *writer, struct writer_job *job)
{
	if (writer->first != job)
		return;
	metrics_add(writer->metrics, METRIC_WRITER_QUEUE, -(int64_t)(job->count - job->taken));
	job->taken = job->count;
	writer->first = job->next;
	if (!writer->first)
		writer->end = &writer->first;
}

/* Nobody could write for seconds: who waits has waited, too. A queue of groups that each wait their
 * own seconds would keep its last one for minutes. */
static void send_away(struct writer *writer, const struct err *err)
{
	struct writer_job *job, *next;

	pthread_mutex_lock(&writer->lock);
	job = writer->first;
	writer->first = NULL;
	writer->end = &writer->first;
	pthread_mutex_unlock(&writer->lock);
	for (; job; job = next) {
		next = job->next;
		metrics_add(writer->metrics, METRIC_WRITER_QUEUE,
		            -(int64_t)(job->count - job->taken));
		job->failed = true;
		job->err = *err;
		job->done(job);
	}
}

static void finish(struct writer *writer, struct group *group, bool settled, const struct err *err)
{
	if (!settled) {
		pthread_mutex_lock(&writer->lock);
		for (size_t i = 0; i < group->jobs_count; i++) {
			group->jobs[i]->failed = true;
			group->jobs[i]->err = *err;
			drop(writer, group->jobs[i]);
		}
		pthread_mutex_unlock(&writer->lock);
	}
	for (size_t i = 0; i < group->jobs_count; i++)
		if (group->jobs[i]->taken == group->jobs[i]->count)
			group->jobs[i]->done(group->jobs[i]);
	if (!settled && strcmp(err->name, "database_busy") == 0)
		send_away(writer, err);
}

/* With the books held: one transaction. */
static bool run_batch(struct writer *writer, struct redeem_item *const *items, size_t count,
                      struct err *err)
{
	int64_t begun_ns = clock_ticks_ns();
	bool settled = writer->batch(writer->app, items, count, err);

	metrics_observe(writer->metrics, METRIC_GROUP_SIZE, 0, (int64_t)count);
	metrics_observe(writer->metrics, METRIC_COMMIT_SECONDS, 0, clock_ticks_ns() - begun_ns);
	return settled;
}

static bool wait_for_work(struct writer *writer)
{
	bool more;

	pthread_mutex_lock(&writer->lock);
	while (!writer->first && !writer->closing)
		pthread_cond_wait(&writer->wake, &writer->lock);
	more = writer->first != NULL;
	pthread_mutex_unlock(&writer->lock);
	return more;
}

static void *write_groups(void *context)
{
	struct writer *writer = context;
	struct group group;

	while (wait_for_work(writer)) {
		struct err err;
		bool settled;

		pthread_mutex_lock(&writer->books);
		pthread_mutex_lock(
			&writer->lock); /* only now: more came while the books were busy */
		take(writer, &group);
		pthread_mutex_unlock(&writer->lock);
		settled = run_batch(writer, group.items, group.count, &err);
		pthread_mutex_unlock(&writer->books);
		finish(writer, &group, settled, &err);
	}
	return NULL;
}

bool writer_open(struct writer **ret, struct app *app, writer_batch *batch, struct metrics *metrics,
                 struct err *err)
{
	AUTO(writer_close) struct writer *writer = calloc(1, sizeof *writer);

	if (!writer)
		return err_memory(err);
	writer->app = app;
	writer->batch = batch;
	writer->metrics = metrics;
	writer->end = &writer->first;
	pthread_mutex_init(&writer->books, NULL);
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->wake, NULL);
	if (pthread_create(&writer->thread, NULL, write_groups, writer) != 0)
		return err_set(err, ERR_SYSTEM, "could not start the writer's thread");
	writer->started = true;
	*ret = TAKE(writer);
	return true;
}

void writer_close(struct writer **writer)
{
	if (!*writer)
		return;
	pthread_mutex_lock(&(*writer)->lock);
	(*writer)->closing = true;
	pthread_cond_signal(&(*writer)->wake);
	pthread_mutex_unlock(&(*writer)->lock);
	if ((*writer)->started)
		pthread_join((*writer)->thread, NULL);
	pthread_cond_destroy(&(*writer)->wake);
	pthread_mutex_destroy(&(*writer)->lock);
	pthread_mutex_destroy(&(*writer)->books);
	free(TAKE(*writer));
}

void writer_enter(struct writer *writer)
{
	atomic_fetch_add(&writer->near, 1);
}

void writer_leave(struct writer *writer)
{
	atomic_fetch_sub(&writer->near, 1);
}

static bool is_alone(struct writer *writer)
{
	return atomic_load(&writer->near) == 1 && pthread_mutex_trylock(&writer->books) == 0;
}

bool writer_try(struct writer *writer, struct writer_job *job)
{
	struct redeem_item *items[REDEEM_BATCH_MAX];

	if (job->count > REDEEM_BATCH_MAX || !is_alone(writer))
		return false;
	for (size_t i = 0; i < job->count; i++)
		items[i] = &job->items[i];
	writer->app->hasty = true; /* this thread has other calls */
	job->failed = !run_batch(writer, items, job->count, &job->err);
	writer->app->hasty = false;
	pthread_mutex_unlock(&writer->books);
	if (!job->failed || strcmp(job->err.name, "database_busy") != 0)
		return true;
	job->failed = false;
	return false;
}

void writer_add(struct writer *writer, struct writer_job *job)
{
	job->next = NULL;
	job->taken = 0;
	metrics_add(writer->metrics, METRIC_WRITER_QUEUE, (int64_t)job->count);
	pthread_mutex_lock(&writer->lock);
	*writer->end = job;
	writer->end = &job->next;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->lock);
}

struct waiting {
	struct writer_job job; /* first: job and waiting have one address */
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool done;
};

static void wake(struct writer_job *job)
{
	struct waiting *waiting = (struct waiting *)job;

	pthread_mutex_lock(&waiting->lock);
	waiting->done = true;
	pthread_cond_signal(&waiting->wake);
	pthread_mutex_unlock(&waiting->lock);
}

void writer_settle(struct writer *writer, struct writer_job *job)
{
	struct waiting waiting = {
		.job = { .items = job->items, .count = job->count, .done = wake },
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.wake = PTHREAD_COND_INITIALIZER
	};

	writer_add(writer, &waiting.job);
	pthread_mutex_lock(&waiting.lock);
	while (!waiting.done)
		pthread_cond_wait(&waiting.wake, &waiting.lock);
	pthread_mutex_unlock(&waiting.lock);
	job->failed = waiting.job.failed;
	job->err = waiting.job.err;
}

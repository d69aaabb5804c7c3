#include "http/workers.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "domain/app.h"

enum { WORKERS_MAX = 8 };

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct work *first, **end;
	int waiting; /* places taken in the queue */
	struct workers_kind kind;
	bool closing;
	struct metrics *metrics;
	struct seat {
		struct workers *workers;
		struct worker worker;
		pthread_t thread;
	} seats[WORKERS_MAX];
	int count; /* threads that run */
};

static struct work *next_work(struct workers *workers)
{
	struct work *work;

	pthread_mutex_lock(&workers->lock);
	while (!workers->first && !workers->closing)
		pthread_cond_wait(&workers->wake, &workers->lock);
	work = workers->first;
	if (work) {
		workers->waiting--;
		workers->first = work->next;
		if (!workers->first)
			workers->end = &workers->first;
	}
	pthread_mutex_unlock(&workers->lock);
	return work;
}

static void *do_works(void *context)
{
	struct seat *seat = context;
	struct workers *workers = seat->workers;
	struct work *work;

	while ((work = next_work(workers))) {
		metrics_add(workers->metrics, workers->kind.queue, -1);
		metrics_add(workers->metrics, workers->kind.busy, 1);
		seat->worker.late = clock_ticks_ns() - work->added_ns >
		                    workers->kind.waiting_seconds * INT64_C(1000000000);
		work->run(&seat->worker, work);
		metrics_add(workers->metrics, workers->kind.busy, -1);
	}
	return NULL;
}

static bool take_seat(struct workers *workers, const struct app *app, struct err *err)
{
	struct seat *seat = &workers->seats[workers->count];

	seat->workers = workers;
	if (!app_clone(&seat->worker.app, app, false, err))
		return false;
	if (pthread_create(&seat->thread, NULL, do_works, seat) != 0)
		return err_set(err, ERR_SYSTEM, "could not start a worker's thread");
	workers->count++;
	return true;
}

bool workers_open(struct workers **ret, const struct app *app, const struct workers_kind *kind,
                  struct metrics *metrics, struct err *err)
{
	AUTO(workers_close) struct workers *workers = calloc(1, sizeof *workers);

	if (!workers)
		return err_memory(err);
	workers->metrics = metrics;
	workers->end = &workers->first;
	workers->kind = *kind;
	pthread_mutex_init(&workers->lock, NULL);
	pthread_cond_init(&workers->wake, NULL);
	for (int i = 0; i < kind->count && i < WORKERS_MAX; i++)
		if (!take_seat(workers, app, err))
			return false;
	*ret = TAKE(workers);
	return true;
}

void workers_close(struct workers **workers)
{
	if (!*workers)
		return;
	pthread_mutex_lock(&(*workers)->lock);
	(*workers)->closing = true;
	pthread_cond_broadcast(&(*workers)->wake);
	pthread_mutex_unlock(&(*workers)->lock);
	for (int i = 0; i < (*workers)->count; i++)
		pthread_join((*workers)->seats[i].thread, NULL);
	for (int i = 0; i < WORKERS_MAX; i++) { /* also of one whose thread did not start */
		printer_close(&(*workers)->seats[i].worker.printer);
		app_close(&(*workers)->seats[i].worker.app);
	}
	pthread_cond_destroy(&(*workers)->wake);
	pthread_mutex_destroy(&(*workers)->lock);
	free(TAKE(*workers));
}

bool workers_enter(struct workers *workers, struct err *err)
{
	bool room;

	pthread_mutex_lock(&workers->lock);
	room = workers->waiting < workers->kind.waiting_max;
	workers->waiting += room;
	pthread_mutex_unlock(&workers->lock);
	return room || err_set(err, ERR_BUSY, "too many calls wait for a worker");
}

void workers_add(struct workers *workers, struct work *work)
{
	work->next = NULL;
	work->added_ns = clock_ticks_ns();
	metrics_add(workers->metrics, workers->kind.queue, 1);
	pthread_mutex_lock(&workers->lock);
	*workers->end = work;
	workers->end = &work->next;
	pthread_cond_signal(&workers->wake);
	pthread_mutex_unlock(&workers->lock);
}

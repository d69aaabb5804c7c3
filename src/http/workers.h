/* A few threads with their own books and print room, for calls that take their time. */
#pragma once

#include "base/err.h"
#include "http/metrics.h"
#include "http/printer.h"

struct app;
struct workers;

/* What one thread has. */
struct worker {
	struct app *app;
	struct printer printer;
	bool late; /* the present work has waited too long: say so instead of doing it */
};

/* Something to do; of the caller again when `run` is called. */
struct work {
	void (*run)(struct worker *worker, struct work *work);
	struct work *next; /* the workers' */
	int64_t added_ns;
};

/* How many there are. */
struct workers_kind {
	int count;               /* threads */
	int waiting_max;         /* works that wait for one */
	int waiting_seconds;     /* one that has waited longer is late */
	enum metric queue, busy; /* gauges */
};

bool workers_open(struct workers **ret, const struct app *app, const struct workers_kind *kind,
                  struct metrics *metrics, struct err *err);

/* Does what still waits. */
void workers_close(struct workers **workers);

/* Take a place in the queue. ERR_BUSY when there is none: who comes later is told so at once. */
bool workers_enter(struct workers *workers, struct err *err);

/* What was let in by workers_enter(). */
void workers_add(struct workers *workers, struct work *work);

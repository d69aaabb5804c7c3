/* A few threads with their own books and print room, for calls that take their time. */
#pragma once

#include "base/err.h"
#include "http/printer.h"

struct app;
struct metrics;
struct workers;

/* What one thread has. */
struct worker {
	struct app *app;
	struct printer printer;
};

/* Something to do; of the caller again when `run` is called. */
struct work {
	void (*run)(struct worker *worker, struct work *work);
	struct work *next; /* the workers' */
};

bool workers_open(struct workers **ret, const struct app *app, int count, struct metrics *metrics,
                  struct err *err);

/* Does what still waits. */
void workers_close(struct workers **workers);
void workers_add(struct workers *workers, struct work *work);

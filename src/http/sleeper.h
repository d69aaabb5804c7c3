/* A thread beside the lanes that sleeps most of the time: it looks for work, rests, looks again,
 * and ends when it is told while it rests. */
#pragma once

#include <pthread.h>
#include <stdint.h>

#include "base/err.h"

struct sleeper {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t thread;
	bool opened, closing;
};

/* `run` is called with `context` in a thread of its own; `name` is for the error. */
bool sleeper_open(struct sleeper *sleeper, const char *name, void *(*run)(void *context),
                  void *context, struct err *err);

/* For the thread itself. False: it is time to end, at once. */
bool sleeper_rest(struct sleeper *sleeper, int64_t ms);

/* Waits until the thread has ended. One that is all zero may be closed. */
void sleeper_close(struct sleeper *sleeper);

#include "http/sleeper.h"

#include <time.h>

enum { MS_NS = 1000000, SECOND_NS = 1000 * MS_NS }; /* nanoseconds */

bool sleeper_rest(struct sleeper *sleeper, int64_t ms)
{
	struct timespec until;
	bool closing;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * MS_NS;
	until.tv_sec += until.tv_nsec / SECOND_NS;
	until.tv_nsec %= SECOND_NS;
	pthread_mutex_lock(&sleeper->lock);
	while (!sleeper->closing &&
	       pthread_cond_timedwait(&sleeper->wake, &sleeper->lock, &until) == 0)
		;
	closing = sleeper->closing;
	pthread_mutex_unlock(&sleeper->lock);
	return !closing;
}

static void release(struct sleeper *sleeper)
{
	pthread_cond_destroy(&sleeper->wake);
	pthread_mutex_destroy(&sleeper->lock);
	sleeper->opened = false;
}

bool sleeper_open(struct sleeper *sleeper, const char *name, void *(*run)(void *context),
                  void *context, struct err *err)
{
	pthread_condattr_t monotonic;

	sleeper->closing = false;
	pthread_mutex_init(&sleeper->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&sleeper->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	sleeper->opened = pthread_create(&sleeper->thread, NULL, run, context) == 0;
	if (sleeper->opened)
		return true;
	release(sleeper);
	return err_set(err, ERR_SYSTEM, "could not start the thread of %s", name);
}

void sleeper_close(struct sleeper *sleeper)
{
	if (!sleeper->opened)
		return;
	pthread_mutex_lock(&sleeper->lock);
	sleeper->closing = true;
	pthread_cond_signal(&sleeper->wake);
	pthread_mutex_unlock(&sleeper->lock);
	pthread_join(sleeper->thread, NULL);
	release(sleeper);
}

#include "http/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "http/record.h"

enum {
	ROUND_MS = 250, /* between two looks at what is late */
	FULL_MS = 2,    /* until the next look for room */
	NO_FILES_MS = 50,
	AT_ONCE = 64 /* let in before the next look */
};

struct listener {
	struct listener_options options;
	int wake;
	atomic_bool quiet, closing;
	pthread_t thread;
	bool started;
	/* of the thread */
	int64_t round_at_ms, open_at_ms;
};

int64_t listener_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* No file, no memory: trying again at once would only burn the processor. */
static void pause_for(struct listener *listener, int error, int64_t now_ms)
{
	struct err err;

	watch_make_room(listener->options.watch, now_ms);
	listener->open_at_ms = now_ms + NO_FILES_MS;
	err_set(&err, ERR_SYSTEM, "no connection could be let in: %s", strerror(error));
	record_repeated(listener->options.record, "listening is hard", &err);
}

/* False: there is nobody at the door, or no room. */
static bool let_in(struct listener *listener, int64_t now_ms)
{
	const struct listener_options *o = &listener->options;
	struct sockaddr_storage from;
	socklen_t size = sizeof from;
	int fd;

	if (o->socket < 0 || watch_is_full(o->watch))
		return false;
	fd = accept4(o->socket, (struct sockaddr *)&from, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		int error = errno;

		if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM)
			pause_for(listener, error, now_ms);
		return error == ECONNABORTED || error == EINTR;
	}
	if (!watch_add(o->watch, fd, now_ms))
		close(fd);
	else if (!o->take(o->context, fd, (struct sockaddr *)&from, size))
		watch_remove(o->watch, fd); /* closed, and nobody else gives its number out */
	return true;
}

static void let_all_in(struct listener *listener, int64_t now_ms)
{
	struct watch *watch = listener->options.watch;

	if (now_ms < listener->open_at_ms)
		return;
	listener->open_at_ms = 0;
	for (int i = 0; i < AT_ONCE && let_in(listener, now_ms); i++)
		if (watch_is_crowded(watch))
			watch_make_room(watch, now_ms);
}

/* Until somebody comes, or it is time to look. */
static void wait_outside(struct listener *listener)
{
	const struct watch *watch = listener->options.watch;
	bool full = watch_is_full(watch), paused = listener->open_at_ms != 0;
	struct pollfd polls[2] = { { .fd = listener->wake, .events = POLLIN },
		                   { .fd = listener->options.socket, .events = POLLIN } };
	int timeout = full ? FULL_MS : paused ? NO_FILES_MS : watch_is_empty(watch) ? -1 : ROUND_MS;

	if (full || paused)
		polls[1].fd = -1;
	poll(polls, 2, timeout);
	if (polls[0].revents) {
		uint64_t told;

		(void)!read(listener->wake, &told, sizeof told);
	}
}

static void stop_listening(struct listener *listener)
{
	if (listener->options.socket >= 0)
		close(listener->options.socket);
	listener->options.socket = -1;
}

static void *listen_on(void *context)
{
	struct listener *listener = context;

	while (!atomic_load(&listener->closing)) {
		int64_t now_ms = listener_now_ms();

		if (atomic_load(&listener->quiet))
			stop_listening(listener);
		let_all_in(listener, now_ms);
		if (watch_is_full(listener->options.watch))
			watch_make_room(listener->options.watch, now_ms);
		if (now_ms >= listener->round_at_ms) {
			watch_round(listener->options.watch, now_ms);
			listener->round_at_ms = now_ms + ROUND_MS;
		}
		wait_outside(listener);
	}
	return NULL;
}

bool listener_open(struct listener **ret, const struct listener_options *options, struct err *err)
{
	AUTO(listener_close) struct listener *listener = calloc(1, sizeof *listener);

	if (!listener) {
		close(options->socket);
		return err_memory(err);
	}
	listener->options = *options;
	listener->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (listener->wake < 0 || fcntl(options->socket, F_SETFL, O_NONBLOCK) != 0)
		return err_set(err, ERR_SYSTEM, "could not listen: %s", strerror(errno));
	if (pthread_create(&listener->thread, NULL, listen_on, listener) != 0)
		return err_set(err, ERR_SYSTEM, "could not start the listening thread");
	listener->started = true;
	*ret = TAKE(listener);
	return true;
}

static void wake(struct listener *listener, atomic_bool *flag)
{
	uint64_t one = 1;

	atomic_store(flag, true);
	(void)!write(listener->wake, &one, sizeof one);
}

void listener_quiet(struct listener *listener)
{
	wake(listener, &listener->quiet);
}

void listener_close(struct listener **listener)
{
	struct listener *l = TAKE(*listener);

	if (!l)
		return;
	if (l->started) {
		wake(l, &l->closing);
		pthread_join(l->thread, NULL);
	}
	stop_listening(l);
	if (l->wake >= 0)
		close(l->wake);
	free(l);
}

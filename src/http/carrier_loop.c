#include "http/carrier_loop.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/auto.h"
#include "domain/app.h"

enum { NEWCOMERS_IN_TURN = 16 }; /* then those that are there have theirs */

/* Small enough that a pipe takes it whole or not at all. */
struct newcomer {
	int fd;
	socklen_t size;
	struct sockaddr_storage from;
};

bool carrier_loop_take(struct carrier_loop *loop, int fd, const struct sockaddr *from,
                       socklen_t size)
{
	struct newcomer newcomer = { .fd = fd, .size = size };

	if (size > sizeof newcomer.from)
		return false;
	memcpy(&newcomer.from, from, size);
	return write(loop->inbox[1], &newcomer, sizeof newcomer) == sizeof newcomer;
}

/* False: the other end was closed, nobody comes any more. */
static bool let_in(struct carrier_loop *loop)
{
	struct newcomer newcomer;
	ssize_t got = -1;

	for (int i = 0; i < NEWCOMERS_IN_TURN; i++) {
		got = read(loop->inbox[0], &newcomer, sizeof newcomer);
		if (got != sizeof newcomer)
			break;
		MHD_add_connection(loop->daemon, newcomer.fd, (struct sockaddr *)&newcomer.from,
		                   newcomer.size);
	}
	return got != 0;
}

/* Until when there is nothing to do, in milliseconds; -1 = until something happens. */
static int patience(struct carrier_loop *loop)
{
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(loop->daemon, &ms) != MHD_YES)
		return -1;
	return ms > 1000 ? 1000 : (int)ms;
}

void carrier_loop_wake(struct carrier_loop *loop)
{
	uint64_t one = 1;

	if (!atomic_exchange(&loop->rung, true))
		(void)!write(loop->bell, &one, sizeof one);
}

/* What was let go since is seen in this turn; what is from now on rings again. */
static void hear(struct carrier_loop *loop)
{
	uint64_t times;

	(void)!read(loop->bell, &times, sizeof times);
	atomic_store(&loop->rung, false);
}

static void *drive(void *context)
{
	struct carrier_loop *loop = context;
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd polls[3] = { { .fd = loop->inbox[0], .events = POLLIN },
		                   { .fd = loop->bell, .events = POLLIN },
		                   { .fd = info->epoll_fd, .events = POLLIN } };

	do {
		loop->turn++;
		if (MHD_run(loop->daemon) != MHD_YES)
			break;
		poll(polls, COUNT_OF(polls), patience(loop));
		if (polls[1].revents)
			hear(loop);
	} while (!polls[0].revents || let_in(loop));
	return NULL;
}

bool carrier_loop_open(struct carrier_loop *loop, struct err *err)
{
	if (pipe2(loop->inbox, O_CLOEXEC | O_NONBLOCK) != 0) {
		loop->inbox[0] = loop->inbox[1] = 0;
		return err_set(err, ERR_SYSTEM, "no pipe for a loop: %s", strerror(errno));
	}
	loop->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (loop->bell < 0)
		return err_set(err, ERR_SYSTEM, "no bell for a loop: %s", strerror(errno));
	loop->started = pthread_create(&loop->thread, NULL, drive, loop) == 0;
	return loop->started || err_set(err, ERR_SYSTEM, "could not start a loop's thread");
}

void carrier_loop_release(struct carrier_loop *loop)
{
	if (loop->inbox[1] > 0)
		close(loop->inbox[1]);
	if (loop->started)
		pthread_join(loop->thread, NULL);
	if (loop->inbox[0] > 0)
		close(loop->inbox[0]);
	if (loop->bell > 0)
		close(loop->bell);
	if (loop->daemon)
		MHD_stop_daemon(loop->daemon);
	app_close(&loop->app);
	*loop = (struct carrier_loop){ 0 };
}

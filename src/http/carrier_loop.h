/* One thread that drives one of the library's daemons. The library's own threads either look at
 * every connection at each event (poll), so that thousands of slow ones slow all others down, or
 * wait in vain when 128 are ready at once (epoll); asked from outside, its epoll does neither. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "base/err.h"

struct MHD_Daemon;
struct app;
struct carrier;

struct carrier_loop {
	struct carrier *carrier;
	struct MHD_Daemon *daemon; /* of the thread; set before carrier_loop_open() */
	struct app *app;           /* its read-only books, opened at its first call */
	unsigned turn;             /* counts how often it looked at its connections */
	int inbox[2];              /* a pipe of new connections; its end is the thread's */
	int bell;                  /* an eventfd: some connection was let go */
	atomic_bool rung;          /* and not heard yet */
	pthread_t thread;
	bool started;
};

bool carrier_loop_open(struct carrier_loop *loop, struct err *err);

/* Stops the thread, then the daemon: no call may be held. One that is all zero may be released. */
void carrier_loop_release(struct carrier_loop *loop);

/* Hand a socket over; false: it was not taken, and is still the caller's. From any thread. */
bool carrier_loop_take(struct carrier_loop *loop, int fd, const struct sockaddr *from,
                       socklen_t size);

/* Look at your connections again. From any thread. */
void carrier_loop_wake(struct carrier_loop *loop);

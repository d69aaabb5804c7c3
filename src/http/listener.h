/* The thread that lets connections in, as many as there is room for, and shuts those that take too
 * long. */
#pragma once

#include <sys/socket.h>

#include "http/watch.h"

struct listener;
struct record;

struct listener_options {
	int socket;          /* listens; the listener's from now on */
	struct watch *watch; /* borrowed; ...and who tells it of the rest */
	/* Takes a socket over, or closes it and returns false; from the listener's thread. */
	bool (*take)(void *context, int fd, const struct sockaddr *from, socklen_t size);
	void *context;
	struct record *record; /* of what goes wrong */
};

/* `options->socket` is closed when this fails, too. */
bool listener_open(struct listener **ret, const struct listener_options *options, struct err *err);

/* Nobody is let in any more; connections are still watched. */
void listener_quiet(struct listener *listener);
void listener_close(struct listener **listener);

/* Milliseconds of the clock that the watch goes by. */
int64_t listener_now_ms(void);

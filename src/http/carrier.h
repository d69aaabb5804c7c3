/* Bytes in, calls through their lanes, bytes out. Its .c file is the only one that knows
 * libmicrohttpd. */
#pragma once

#include <sys/socket.h>

#include "http/limits.h"
#include "http/tls.h"
#include "http/watch.h"

struct carrier;

struct carrier_options {
	struct app *app;       /* what each loop's read-only books are cloned from */
	struct lanes *lanes;   /* opened by carrier_open()'s caller, with carrier_hold()... */
	struct limits *limits; /* ...all borrowed */
	struct watch *watch;
	struct tls *tls; /* NULL = plain text */
	const struct proxies *proxies;
	int connections_max;
};

bool carrier_open(struct carrier **ret, const struct carrier_options *options, struct err *err);

/* No call may be held any more. */
void carrier_close(struct carrier **carrier);

/* What lanes do with connections: struct lanes, `hold` and `release`. */
void carrier_hold(struct call *call);
void carrier_let_go(struct call *call);

/* Takes a connected socket over, or closes it and returns false. From one thread. */
bool carrier_take(struct carrier *carrier, int fd, const struct sockaddr *from, socklen_t size);

/* How many calls have begun and not been answered. */
int carrier_calls(const struct carrier *carrier);

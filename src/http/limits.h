/* What one caller may take of the server, so that there is something left for the others. */
#pragma once

#include <stdatomic.h>

#include "http/call.h"
#include "http/peer.h"
#include "http/rates.h"

enum {
	LIMITS_BODIES_MAX = 64 * 1024 * 1024, /* bytes of all bodies that are kept, together */
	LIMITS_RATE_ADDRESS = 100,            /* calls a second, when nothing else is said */
	LIMITS_RATE_ACCOUNT = 50,
	LIMITS_CONNECTIONS = 2 /* new ones, for each call that an address may make */
};

struct limits {
	struct rates *address, *account, *connection; /* NULL = none */
	bool spare_address, spare_account;            /* not for programs on this machine */
	atomic_size_t bodies_size;
};

/* Is this address, is this account too fast? The call is refused then: ERR_BUSY "too_fast". The
 * address before anything is done for it, the account once it is proven. */
bool limits_address(struct limits *limits, struct call *call, const struct peer_address *peer);
bool limits_account(struct limits *limits, struct call *call);

/* May one more connection of this peer be let in? Proxies come as often as they like. */
bool limits_connection(struct limits *limits, const struct proxies *proxies,
                       const struct sockaddr *from);

/* More of a call's body, when there is room; else the call is refused: ERR_BUSY "too_much". */
void limits_add(struct limits *limits, struct call *call, const char *data, size_t size);

/* The call is over. */
void limits_release(struct limits *limits, struct call *call);

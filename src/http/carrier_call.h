/* What the two halves of the carrier share: carrier.c has the library's daemons and their
 * connections, carrier_call.c one call, from its head to its answer. */
#pragma once

#include <stdatomic.h>

#include "domain/app.h"
#include "http/call.h"
#include "http/carrier.h"
#include "http/carrier_loop.h"

struct MHD_Connection;

enum {
	CARRIER_LOOPS_MAX = 16,
	CARRIER_CALLS_IN_TURN = 4, /* of one connection; then the others of its loop have theirs */
	/* Read and dropped, so that the answer arrives: of a body that is too long; of one that is
	 * refused anyway, who sends more than this is not waiting for an answer. */
	CARRIER_DROPPED_MAX = 8 * 1024 * 1024,
	CARRIER_REFUSED_MAX = 1024 * 1024,

	/* What http/watch goes by, in milliseconds. */
	CARRIER_FIRST_MS = 10 * 1000, /* to the first line of a connection's first call, with TLS */
	CARRIER_IDLE_MS = 30 * 1000,  /* ...of a later one */
	CARRIER_HEAD_MS = 10 * 1000,
	CARRIER_REFUSED_MS = 5 * 1000, /* to the end of a body that nobody wants */
	CARRIER_BODY_MS = 20 * 1000,   /* and one... */
	CARRIER_ANSWER_MS = 30 * 1000, /* ...more for each... */
	CARRIER_BYTES_PER_MS = 8       /* ...of so many bytes */
};

struct carrier {
	struct carrier_options options;
	struct app no_books; /* for routes that do without */
	struct carrier_loop loops[CARRIER_LOOPS_MAX];
	unsigned loops_count, next; /* `next` is the listener's */
	uint32_t born;              /* begins the ids of calls */
	atomic_uint calls;
	atomic_int open; /* calls between their first line and their end */
};

/* What a connection has of its own. */
struct carrier_wire {
	struct tls_keys *keys; /* in use by its session; NULL = plain text */
	unsigned turn, calls;  /* in the loop's turn of this number, so many calls have begun */
};

/* A connection's socket; -1: it has none any more. */
int carrier_socket(struct MHD_Connection *connection);

/* It waits for something else from now on. */
void carrier_await(struct carrier *carrier, struct MHD_Connection *connection,
                   enum watch_phase phase, int64_t most_ms);

/* The head as the library gives it; `version` and `method` lie in the bytes that came. */
struct carrier_head {
	const char *method, *path, *version;
};

/* The head is there; all of the body is there, or the call was held. False: close the connection.
 */
bool carrier_call_begin(struct carrier_loop *loop, struct call *call,
                        const struct carrier_head *given);
/* How much of its body is read at most. */
size_t carrier_call_body_max(const struct call *call);
bool carrier_call_answer(struct carrier_loop *loop, struct call *call);

/* One call from its first byte to its answer, on the lane that its route says. Knows no HTTP
 * library: who carries the bytes gives two functions that hold a connection and let it go. */
#pragma once

#include "http/lanes.h"
#include "http/message.h"
#include "http/route.h"

enum {
	CALL_ID_SIZE = 24,
	CALL_ITEMS_IN_LOOP = 8 /* more vouchers than these are verified by a worker */
};

struct call {
	struct lanes *lanes;
	const struct http_route *route; /* NULL: there is none, and `err` says why */
	struct http_request request;
	struct http_reply reply;
	struct buf body;
	size_t unread;       /* bytes of the body so far */
	size_t counted;      /* of those, what http/limits counts as kept */
	int retry_seconds;   /* after so long a refused call may be made again; 0 = not said */
	bool is_alone;       /* from a program on this machine that speaks for itself */
	bool begun;          /* its head was read */
	bool is_last;        /* of its connection */
	bool admitted;       /* call_admit() was here */
	bool refused;        /* `err` says why; what is left of the body is not kept */
	int64_t complete_ns; /* when all of it had been read: clock_ticks_ns(); 0 = not yet */
	bool too_large;
	bool held; /* between call_run() and call_resume() */
	char id[CALL_ID_SIZE];
	struct err err; /* of a reply that says a problem */
	struct writer_job job;
	struct work work;
	void *connection, *loop; /* of who carries the bytes */
};

/* The line, its head is known; the texts in call->request stay borrowed until call_close(). */
void call_begin(struct call *call, struct lanes *lanes, const char *method, const char *path);
void call_close(struct call *call);

/* All of the head is known: may this caller make this call? Before its body is read, so that
 * strangers fill no memory; call_run() does it when nobody has. A refusal is answered by
 * call_run().
 */
void call_admit(struct call *call, struct app *app);
void call_refuse(struct call *call, const struct err *err);

/* More of the body. What is beyond the route's limit is dropped and remembered. */
void call_add(struct call *call, const char *data, size_t size);

/* All has been read. True: call->reply is the answer. False: the connection is held; when it was
 * released, call_resume() makes the answer. Both in the loop's thread, with its read-only books. */
bool call_run(struct call *call, struct app *app);
void call_resume(struct call *call, struct app *app);

/* Answer with a failure. */
void call_fail(struct call *call, const struct err *err);

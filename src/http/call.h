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
	size_t unread; /* bytes of the body so far */
	bool too_large;
	bool held; /* between call_run() and call_resume() */
	char id[CALL_ID_SIZE];
	struct err err; /* of a reply that says a problem */
	struct writer_job job;
	struct work work;
	void *connection; /* of who carries the bytes */
};

/* The line, its head is known; the texts in call->request stay borrowed until call_close(). */
void call_begin(struct call *call, struct lanes *lanes, const char *method, const char *path);
void call_close(struct call *call);

/* More of the body. What is beyond the route's limit is dropped and remembered. */
void call_add(struct call *call, const char *data, size_t size);

/* All has been read. True: call->reply is the answer. False: the connection is held; when it was
 * released, call_resume() makes the answer. Both in the loop's thread, with its read-only books. */
bool call_run(struct call *call, struct app *app);
void call_resume(struct call *call, struct app *app);

/* Answer with a failure. */
void call_fail(struct call *call, const struct err *err);

/* The whole way of a call but the socket: route, lanes with a real writer and real workers. */
#pragma once

#include <pthread.h>

#include "database.h"
#include "fixture.h"
#include "http/call.h"

struct desk {
	struct test_database database;
	struct fixture fixture;
	struct lanes lanes;
	struct call *call;           /* the last one */
	struct http_reply *reply;    /* its answer */
	struct json *json;           /* the answer read; NULL when it is none */
	const char *idempotency_key; /* NULL = a new one where the route wants one */
	const char *if_match;        /* NULL = "*" where the route wants one */
	const char *if_none_match;
	bool is_local; /* the caller is a program on this machine */
	bool bare;     /* no headers of the two kinds by themselves */
	char fresh_key[24];
	const char *content_type; /* "application/json" unless a test says otherwise */
	struct http_pair query;   /* one parameter; no name = none */
	struct http_pair more;    /* one more, after the first */

	/* Cookie, Origin, Sec-Fetch-Site, Host, Accept, User-Agent and the peer; the rest of it is
	 * not looked at. */
	struct http_request browser;
};

void desk_open(struct desk *desk);
void desk_close(struct desk *desk);

/* Make a call as somebody (WHO__COUNT: without a token) and wait for its answer: the status. */
int desk_call(struct desk *desk, enum who who, const char *method, const char *path,
              const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Members and headers of the last answer; NULL, or -1, when there is none. */
const char *desk_text(const struct desk *desk, const char *name);
int64_t desk_int(const struct desk *desk, const char *name); /* booleans too */
const char *desk_header(const struct desk *desk, const char *name);

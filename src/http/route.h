/* How a call finds its line in the list of all that the server answers (http/routes). */
#pragma once

#include "base/err.h"
#include "http/message.h"

struct app;

/* Where a call runs. The verbs know nothing of it. */
enum http_lane {
	LANE_LOOP,    /* at once, in the thread of the event loop: quick reads */
	LANE_WORKER,  /* in a thread that may take its time: writes, documents */
	LANE_PRINTER, /* the same in the one thread of documents that take seconds */
	LANE_LOGIN,   /* the same in the one thread of passwords, whose body is wiped */
	LANE_WRITER   /* its vouchers go to the writer: http/redemptions */
};

/* What the lanes must see to before a handler runs. */
enum http_route_flag {
	ROUTE_KEYED = 1,    /* wants an Idempotency-Key */
	ROUTE_IF_MATCH = 2, /* wants an If-Match: nobody undoes what another has just changed */
	ROUTE_LOCAL = 4,    /* for callers on this machine */
	ROUTE_TOLD = 8,     /* the journal keeps the body: no secret, nothing of a person in it */
	ROUTE_PAGE = 16,    /* for people: a failure is a page too */
	ROUTE_READS =
		64, /* changes nothing, although it has a body: enough for a token that reads */
	ROUTE_NO_BOOKS =
		32 /* answers also while the books cannot be opened: app->sql may be NULL */
};

/* Fill the reply, or return false with the reason. In LANE_WRITER it is called twice: first it
 * fills request->writer and leaves reply->status 0; when its items are settled, it answers. */
typedef bool http_handler(struct app *app, const struct http_request *request,
                          struct http_reply *reply, struct err *err);

struct http_route {
	const char *method;
	const char *path; /* ":name" is one segment, "#name" one that only has decimal digits */
	unsigned roles;   /* ROLE_BIT...; ROLE_BIT(ROLE_ANYONE) = nobody need be proven */
	enum scope scope; /* of a token that may not do everything */
	enum http_lane lane;
	size_t body_max;  /* bytes; 0 = takes no body */
	unsigned flags;   /* ROUTE_... */
	const char *verb; /* for the journal, "pass.block"; NULL = it changes nothing there */
	http_handler *run;
	const char *about;
};

extern const struct http_route http_routes[];
extern const size_t http_routes_count;

/* Does the path fit the pattern? Fills `params` when it does. */
bool http_path_fits(const char *pattern, const char *path, struct http_params *params);

/* The line of a call; HEAD finds that of GET. ERR_MISSING "no_page", ERR_INPUT "wrong_method". */
const struct http_route *http_route_find(const char *method, const char *path,
                                         struct http_params *params, struct err *err);

enum { HTTP_ALLOW_SIZE = 64 };

/* "GET, HEAD, OPTIONS": what a path answers to; "" when it is no path. */
void http_route_allow(const char *path, char to[static HTTP_ALLOW_SIZE]);

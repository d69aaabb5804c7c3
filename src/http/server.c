/* The only file that knows libmicrohttpd: bytes in, calls through their lanes, bytes out. */
#include "http/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/log.h"
#include "domain/app.h"
#include "http/address.h"
#include "http/call.h"
#include "http/problem.h"
#include "http/stop.h"

enum {
	LOOPS_MAX = 16,
	CONNECTIONS_MAX = 4000,
	CONNECTION_MEMORY = 24 * 1024, /* line and headers of a call */
	IDLE_SECONDS = 30,
	UNREAD_MAX = 64 * 1024 * 1024, /* so much is read and dropped, so that the answer arrives */
	DRAIN_SECONDS = 10
};

struct http_server {
	struct MHD_Daemon *daemon;
	struct app *app; /* borrowed: what clones are made of */
	struct lanes lanes;
	pthread_key_t loop_app; /* of each loop's thread: its own read-only books */
	bool has_key;
	char address[ADDRESS_TEXT_SIZE];
	int listening; /* until the daemon has it */
	uint32_t born; /* begins the ids of calls */
	atomic_uint calls;
	atomic_int open; /* calls between their first byte and their end */
};

static void call_release(struct call **call)
{
	if (!*call)
		return;
	call_close(*call);
	free(TAKE(*call));
}

static void hold(struct call *call)
{
	MHD_suspend_connection(call->connection);
}

static void let_go(struct call *call)
{
	MHD_resume_connection(call->connection);
}

static void close_app(void *app)
{
	struct app *mine = app;

	app_close(&mine);
}

/* The books of this loop's thread, opened at its first call. */
static struct app *app_of_loop(struct http_server *server, struct err *err)
{
	struct app *app = pthread_getspecific(server->loop_app);

	if (app || !app_clone(&app, server->app, true, err))
		return app;
	pthread_setspecific(server->loop_app, app);
	return app;
}

static enum MHD_Result add_query(void *context, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
	struct http_request *request = context;

	(void)kind;
	if (request->query_count < HTTP_QUERY_MAX)
		request->query[request->query_count] =
			(struct http_pair){ name, value ? value : "" };
	request->query_count++;
	return MHD_YES;
}

static const char *header(struct call *call, const char *name)
{
	return MHD_lookup_connection_value(call->connection, MHD_HEADER_KIND, name);
}

static struct call *begin(struct http_server *server, struct MHD_Connection *connection,
                          const char *method, const char *path)
{
	struct call *call = calloc(1, sizeof *call);

	if (!call)
		return NULL;
	call->connection = connection;
	snprintf(call->id, sizeof call->id, "%08x-%06x", server->born,
	         atomic_fetch_add(&server->calls, 1));
	call_begin(call, &server->lanes, method, path);
	for (size_t i = 0; i < http_request_headers_count; i++) {
		const char *value = header(call, http_request_headers[i].name);

		memcpy((char *)&call->request + http_request_headers[i].offset, &value,
		       sizeof value);
	}
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_query, &call->request);
	atomic_fetch_add(&server->open, 1);
	return call;
}

static void add_headers(struct MHD_Response *response, const struct call *call)
{
	const struct http_reply *reply = &call->reply;

	for (const struct http_pair *h = http_kind_headers(reply->kind); h->name; h++)
		MHD_add_response_header(response, h->name, h->value);
	for (size_t i = 0; i < reply->headers_count; i++)
		MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
	MHD_add_response_header(response, "X-Request-Id", call->id);
	if (atomic_load(&call->lanes->stopping))
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* The bytes of the body are handed over, not copied. */
static enum MHD_Result send_reply(struct call *call)
{
	size_t size = call->reply.body.size;
	char *body = buf_take(&call->reply.body);
	struct MHD_Response *response;
	enum MHD_Result sent;

	if (call->reply.status >= 500)
		log_event(LOG_ERROR, "call failed", "call", call->id, "name", call->err.name,
		          "text", call->err.text, NULL);
	response = MHD_create_response_from_buffer(body ? size : 0, body, MHD_RESPMEM_MUST_FREE);
	if (!response) {
		free(body);
		return MHD_NO;
	}
	add_headers(response, call);
	sent = MHD_queue_response(call->connection, (unsigned)call->reply.status, response);
	MHD_destroy_response(response);
	return sent;
}

/* What needs no handler: OPTIONS, and which methods a path has. */
static bool answer_options(struct call *call, const char *method, const char *path)
{
	char allow[HTTP_ALLOW_SIZE];

	if (call->route)
		return false;
	http_route_allow(path, allow);
	if (!*allow)
		return false;
	if (strcmp(method, "OPTIONS") == 0)
		http_reply_begin(&call->reply, 204, HTTP_EMPTY);
	else
		call_fail(call, &call->err);
	http_reply_header(&call->reply, "Allow", allow);
	return true;
}

static enum MHD_Result answer(struct http_server *server, struct call *call)
{
	struct err err;
	struct app *app = app_of_loop(server, &err);

	if (!app)
		call_fail(call, &err);
	else if (call->held)
		call_resume(call, app);
	else if (!call_run(call, app))
		return MHD_YES; /* held: we come back when it is released */
	return send_reply(call);
}

/* Who sends a long body reads no answer before its end: closing early would look like a broken
 * server. One that is far too long, or that waits for our word, is answered at once. */
static bool is_far_too_long(struct call *call)
{
	const char *length = header(call, MHD_HTTP_HEADER_CONTENT_LENGTH);
	size_t max = call->route ? call->route->body_max : 0;

	if (!header(call, MHD_HTTP_HEADER_EXPECT))
		max += UNREAD_MAX;

	return length && strtoull(length, NULL, 10) > max;
}

/* The library's signature: eight parameters are its choice. */
#define ON_CALL                                                                                    \
	void *context, struct MHD_Connection *connection, const char *path, const char *method,    \
		const char *version, const char *data, size_t *data_size, void **state

static enum MHD_Result on_call(ON_CALL)
{
	struct http_server *server = context;
	struct call *call = *state;

	(void)version;
	if (!call) {
		call = *state = begin(server, connection, method, path);
		if (!call)
			return MHD_NO;
		if (!is_far_too_long(call))
			return MHD_YES;
		call->too_large = true;
	}
	if (*data_size > 0) {
		call->unread += *data_size;
		call_add(call, data, *data_size);
		*data_size = 0;
		return call->unread > UNREAD_MAX + (call->route ? call->route->body_max : 0)
		               ? MHD_NO
		               : MHD_YES;
	}
	if (!call->held && answer_options(call, method, path))
		return send_reply(call);
	return answer(server, call);
}

static void on_done(void *context, struct MHD_Connection *connection, void **state,
                    enum MHD_RequestTerminationCode why)
{
	struct http_server *server = context;
	struct call *call = *state;

	(void)connection, (void)why;
	if (!call)
		return;
	*state = NULL;
	call_release(&call);
	atomic_fetch_sub(&server->open, 1);
}

static void tidy_failed(const struct err *err)
{
	log_event(LOG_WARNING, "upkeep failed", "name", err->name, "text", err->text, NULL);
}

static unsigned loops_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 2 : cores > LOOPS_MAX / 2 ? LOOPS_MAX : (unsigned)cores * 2;
}

/* Poll threads: the library's epoll mode stalls when 128 connections are ready at once. */
static bool start_daemon(struct http_server *server, struct err *err)
{
	unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;

	server->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_call, server, MHD_OPTION_LISTEN_SOCKET, server->listening,
		MHD_OPTION_THREAD_POOL_SIZE, loops_count(), MHD_OPTION_NOTIFY_COMPLETED, on_done,
		server, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_END);
	if (!server->daemon)
		return err_set(err, ERR_SYSTEM, "the HTTP library could not start");
	server->listening = -1;
	return true;
}

static void allow_many_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= CONNECTIONS_MAX + 100)
		return;
	limit.rlim_cur =
		limit.rlim_max < CONNECTIONS_MAX + 100 ? limit.rlim_max : CONNECTIONS_MAX + 100;
	setrlimit(RLIMIT_NOFILE, &limit);
}

bool http_server_open(struct http_server **ret, struct app *app, const char *listen,
                      struct err *err)
{
	AUTO(http_server_close) struct http_server *server = calloc(1, sizeof *server);

	if (!server)
		return err_memory(err);
	server->listening = -1;
	server->app = app;
	server->born = (uint32_t)clock_now();
	server->has_key = pthread_key_create(&server->loop_app, close_app) == 0;
	if (!server->has_key)
		return err_set(err, ERR_SYSTEM, "no more keys for threads");
	allow_many_files();
	stop_block();
	server->lanes.hold = hold;
	server->lanes.release = let_go;
	if (!address_listen(listen, &server->listening, server->address, err) ||
	    !lanes_open(&server->lanes, app, tidy_failed, err) || !start_daemon(server, err))
		return false;
	*ret = TAKE(server);
	return true;
}

const char *http_server_address(const struct http_server *server)
{
	return server->address;
}

void http_server_run(struct http_server *server)
{
	stop_wait();
	log_event(LOG_INFO, "stopping", "address", server->address, NULL);
}

/* Calls that had begun get their answers; new ones are told that the server stops. */
static void drain(struct http_server *server)
{
	int fd = MHD_quiesce_daemon(server->daemon);

	if (fd >= 0)
		close(fd);
	atomic_store(&server->lanes.stopping, true);
	for (int i = 0; i < DRAIN_SECONDS * 100 && atomic_load(&server->open) > 0; i++)
		usleep(10 * 1000);
}

void http_server_close(struct http_server **server)
{
	struct http_server *s = *server;

	if (!s)
		return;
	if (s->daemon)
		drain(s);
	lanes_close(&s->lanes);
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	if (s->listening >= 0)
		close(s->listening);
	if (s->has_key)
		pthread_key_delete(s->loop_app);
	free(TAKE(*server));
}

#include "http/carrier_call.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/head.h"
#include "http/target.h"

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

struct reading {
	struct head head;
	struct http_request *request;
};

static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
	struct reading *reading = context;

	(void)kind;
	head_add(&reading->head, reading->request, name, value ? value : "");
	return MHD_YES;
}

static void add_headers(struct MHD_Response *response, const struct call *call)
{
	const struct http_reply *reply = &call->reply;
	char seconds[16];

	for (const struct http_pair *h = http_kind_headers(reply->kind); h->name; h++)
		MHD_add_response_header(response, h->name, h->value);
	for (size_t i = 0; i < reply->headers_count; i++)
		MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
	MHD_add_response_header(response, "X-Request-Id", call->id);
	if (call->request.peer.is_https)
		MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
	if (call->retry_seconds) {
		snprintf(seconds, sizeof seconds, "%d", call->retry_seconds);
		MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
	}
	if (call->is_last || atomic_load(&call->lanes->stopping))
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

struct secret {
	char *data;
	size_t size;
};

static void secret_free(void *context)
{
	struct secret *secret = context;

	explicit_bzero(secret->data, secret->size);
	free(secret->data);
	free(secret);
}

/* Of a body that is overwritten when the library has sent it. */
static struct MHD_Response *response_of_secret(char *body, size_t size)
{
	struct secret *secret = body ? malloc(sizeof *secret) : NULL;
	struct MHD_Response *response;

	if (!secret)
		return NULL;
	*secret = (struct secret){ body, size };
	response = MHD_create_response_from_buffer_with_free_callback_cls(size, body, secret_free,
	                                                                  secret);
	if (!response)
		free(secret);
	return response;
}

/* The bytes of the body are handed over, not copied. Such as are none of the body are nobody's. */
static struct MHD_Response *response_of(struct http_reply *reply)
{
	bool is_secret = reply->body.is_secret;
	struct MHD_Response *response;
	size_t size;
	char *body;

	if (reply->has_file) {
		response = MHD_create_response_from_fd64(reply->file_size, reply->file);
		reply->has_file = !response; /* it is closed with the response */
		return response;
	}
	if (reply->fixed)
		return MHD_create_response_from_buffer(reply->fixed_size, (void *)reply->fixed,
		                                       MHD_RESPMEM_PERSISTENT);
	size = reply->body.size;
	body = buf_take(&reply->body);
	response = is_secret ? response_of_secret(body, size)
	                     : MHD_create_response_from_buffer(body ? size : 0, body,
	                                                       MHD_RESPMEM_MUST_FREE);
	if (!response)
		free(body);
	return response;
}

static bool send_reply(struct carrier *carrier, struct call *call)
{
	struct MHD_Response *response;
	enum MHD_Result sent;
	size_t size = http_reply_size(&call->reply);

	record_answered(&call->lanes->record, call, size);
	response = response_of(&call->reply);
	if (!response)
		return false;
	add_headers(response, call);
	watch_served(carrier->options.watch, carrier_socket(call->connection),
	             call->reply.status < 400);
	carrier_await(carrier, call->connection, WATCH_ANSWER,
	              CARRIER_ANSWER_MS + (int64_t)size / CARRIER_BYTES_PER_MS);
	sent = MHD_queue_response(call->connection, (unsigned)call->reply.status, response);
	MHD_destroy_response(response);
	return sent == MHD_YES;
}

/* The books of this loop's thread. */
static struct app *books(struct carrier_loop *loop, const struct call *call, struct err *err)
{
	if (call->route && (call->route->flags & ROUTE_NO_BOOKS))
		return &loop->carrier->no_books;
	if (!loop->app)
		app_clone(&loop->app, loop->carrier->options.app, true, err);
	return loop->app;
}

static bool refuse(struct carrier *carrier, struct call *call, const struct err *err)
{
	call_fail(call, err);
	call->is_last = true;
	return send_reply(carrier, call);
}

/* What needs no handler: OPTIONS, and which methods a path has. */
static bool answer_options(struct call *call)
{
	char allow[HTTP_ALLOW_SIZE];

	if (call->route || call->refused)
		return false;
	http_route_allow(call->request.path, allow);
	if (!*allow)
		return false;
	if (strcmp(call->request.method, "OPTIONS") == 0)
		http_reply_begin(&call->reply, 204, HTTP_EMPTY);
	else
		call_fail(call, &call->err);
	http_reply_header(&call->reply, "Allow", allow);
	return true;
}

bool carrier_call_answer(struct carrier_loop *loop, struct call *call)
{
	struct carrier *carrier = loop->carrier;
	struct err err;
	struct app *app;

	carrier_await(carrier, call->connection, WATCH_WORK, 0);
	if (answer_options(call))
		return send_reply(carrier, call);
	app = books(loop, call, &err);
	if (!app)
		call_fail(call, &err);
	else if (call->held)
		call_resume(call, app);
	else if (!call_run(call, app))
		return true; /* held: we come back when it is released */
	return send_reply(carrier, call);
}

/* The library parses a head where it read it: its lines lie between the version and the end. */
static bool lines_check(struct MHD_Connection *connection, const struct carrier_head *given,
                        struct err *err)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	const char *lines = given->version + strlen(given->version) + 2;
	size_t size = info ? info->header_size : 0, before = (size_t)(lines - given->method);

	if (before > size || lines[-1] || given->path != given->method + strlen(given->method) + 1)
		return err_named(err, ERR_INPUT, "bad_head",
		                 "the first line does not end as lines end");
	return head_lines_check(lines, size - before, err);
}

static bool is_wanted(const struct call *call)
{
	return call->route && !call->refused;
}

size_t carrier_call_body_max(const struct call *call)
{
	return is_wanted(call) ? call->route->body_max + CARRIER_DROPPED_MAX : CARRIER_REFUSED_MAX;
}

/* Who sends a long body reads no answer before its end: closing early would look like a broken
 * server. One that is far too long, or that waits for our word, is answered at once. */
static bool is_answered_early(const struct call *call, const struct head *head)
{
	size_t max = call->route ? call->route->body_max : 0;
	unsigned long long size = 0;

	if (head->content_length)
		size = strtoull(head->content_length, NULL, 10);
	if (head->expect && (call->refused || size > max))
		return true;
	return size > carrier_call_body_max(call);
}

/* May it be made, by whom and how often? A refusal waits for the end of the body. */
static void admit(struct carrier_loop *loop, struct call *call, const struct reading *reading)
{
	struct carrier *carrier = loop->carrier;
	struct limits *limits = carrier->options.limits;
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct peer_address peer;
	struct app *app;
	struct err err;

	peer_of_socket(info->client_addr, &peer);
	call->is_alone = peer_find(carrier->options.proxies, &reading->head,
	                           carrier->options.tls != NULL, &call->request, &peer);
	if (!limits_address(limits, call, &peer))
		return;
	if (call->request.query_count > HTTP_QUERY_MAX) {
		err_named(&err, ERR_INPUT, "too_many_parameters",
		          "the query has more than %d parameters", HTTP_QUERY_MAX);
		call_refuse(call, &err);
	} else if (!head_check_encoding(&reading->head, &err)) {
		call_refuse(call, &err);
	} else if (!call->route) {
		return;
	}
	app = books(loop, call, &err);
	if (app)
		call_admit(call, app);
	else
		call_refuse(call, &err);
	if (!call->refused)
		limits_account(limits, call);
}

/* The head is there. Where it could be misread, nothing more of this connection is. */
bool carrier_call_begin(struct carrier_loop *loop, struct call *call,
                        const struct carrier_head *given)
{
	struct reading reading = { .request = &call->request };
	struct MHD_Connection *connection = call->connection;
	struct carrier *carrier = loop->carrier;
	struct err err;

	call->begun = true;
	call->request.path = target_path(given->path);
	if (call->refused)
		return refuse(carrier, call, &call->err);
	call_begin(call, carrier->options.lanes, given->method, call->request.path);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &reading);
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_query, &call->request);
	if (!lines_check(connection, given, &err) ||
	    !head_check(&reading.head, &call->request, given->version, &err))
		return refuse(carrier, call, &err);
	admit(loop, call, &reading);
	call->is_last = call->retry_seconds > 0;
	if (is_answered_early(call, &reading.head)) {
		call->too_large = true;
		return carrier_call_answer(loop, call);
	}
	carrier_await(carrier, connection, WATCH_BODY,
	              is_wanted(call) ? CARRIER_BODY_MS + (int64_t)call->route->body_max /
	                                                          CARRIER_BYTES_PER_MS
	                              : CARRIER_REFUSED_MS);
	return true;
}

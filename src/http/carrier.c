#include "http/carrier_call.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "http/listener.h"
#include "http/target.h"

enum { CONNECTION_MEMORY = 24 * 1024 }; /* line and headers of a call */

int carrier_socket(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info ? info->connect_fd : -1;
}

void carrier_await(struct carrier *carrier, struct MHD_Connection *connection,
                   enum watch_phase phase, int64_t most_ms)
{
	int64_t now_ms = listener_now_ms();

	watch_enter(carrier->options.watch, carrier_socket(connection), phase, now_ms,
	            most_ms ? now_ms + most_ms : 0);
}

void carrier_hold(struct call *call)
{
	MHD_suspend_connection(call->connection);
}

void carrier_let_go(struct call *call)
{
	struct carrier_loop *loop = call->loop;

	MHD_resume_connection(call->connection); /* from here on the call may be over */
	carrier_loop_wake(loop);
}

int carrier_calls(const struct carrier *carrier)
{
	return atomic_load(&carrier->open);
}

/* Who sends many calls at once is made to wait for the others: held, and let go at once, a
 * connection has its turn again when they have had theirs. */
static bool has_its_turn(struct carrier_loop *loop, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct carrier_wire *wire = info ? info->socket_context : NULL;

	if (!wire)
		return true;
	if (wire->turn != loop->turn)
		wire->calls = 0;
	wire->turn = loop->turn;
	if (wire->calls++ < CARRIER_CALLS_IN_TURN)
		return true;
	MHD_suspend_connection(connection);
	MHD_resume_connection(connection);
	carrier_loop_wake(loop);
	return false;
}

/* The library's signature: eight parameters are its choice. */
#define ON_CALL                                                                                    \
	void *context, struct MHD_Connection *connection, const char *path, const char *method,    \
		const char *version, const char *data, size_t *data_size, void **state

static enum MHD_Result on_call(ON_CALL)
{
	struct carrier_loop *loop = context;
	struct call *call = *state;

	if (!call)
		return MHD_NO; /* there was no memory for it */
	if (!call->begun && !has_its_turn(loop, connection))
		return MHD_YES;
	if (!call->begun)
		return carrier_call_begin(loop, call,
		                          &(struct carrier_head){ method, path, version });
	if (*data_size == 0)
		return carrier_call_answer(loop, call);
	call->unread += *data_size;
	limits_add(loop->carrier->options.limits, call, data, *data_size);
	*data_size = 0;
	return call->unread > carrier_call_body_max(call) ? MHD_NO : MHD_YES;
}

/* The first line is there, and nothing has decoded it yet. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct carrier *carrier = ((struct carrier_loop *)context)->carrier;
	struct call *call = calloc(1, sizeof *call);
	struct err err;

	if (!call)
		return NULL;
	call->connection = connection;
	call->loop = context;
	call->lanes = carrier->options.lanes;
	snprintf(call->id, sizeof call->id, "%08x-%06x", carrier->born,
	         atomic_fetch_add(&carrier->calls, 1));
	if (!target_check(target ? target : "", &err))
		call_refuse(call, &err);
	atomic_fetch_add(&carrier->open, 1);
	record_begun(&call->lanes->record);
	carrier_await(carrier, connection, WATCH_HEAD, CARRIER_HEAD_MS);
	return call;
}

static void on_done(void *context, struct MHD_Connection *connection, void **state,
                    enum MHD_RequestTerminationCode why)
{
	struct carrier *carrier = ((struct carrier_loop *)context)->carrier;
	struct call *call = *state;

	(void)why;
	if (!call)
		return;
	*state = NULL;
	record_ended(&call->lanes->record);
	limits_release(carrier->options.limits, call);
	call_close(call);
	free(call);
	carrier_await(carrier, connection, WATCH_IDLE, CARRIER_IDLE_MS);
	atomic_fetch_sub(&carrier->open, 1);
}

static void begin_wire(struct carrier *carrier, struct MHD_Connection *connection, void **state)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	struct carrier_wire *wire = calloc(1, sizeof *wire);

	if (wire && carrier->options.tls && info)
		wire->keys = tls_begin(carrier->options.tls, info->tls_session);
	*state = wire;
	carrier_await(carrier, connection, WATCH_IDLE, CARRIER_FIRST_MS);
}

/* Its socket is not closed yet, but its session is. */
static void end_wire(struct carrier *carrier, struct MHD_Connection *connection, void **state)
{
	struct carrier_wire *wire = TAKE(*state);

	watch_remove(carrier->options.watch, carrier_socket(connection));
	if (wire)
		tls_end(&wire->keys);
	free(wire);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_ConnectionNotificationCode what)
{
	struct carrier *carrier = ((struct carrier_loop *)context)->carrier;

	switch (what) {
	case MHD_CONNECTION_NOTIFY_STARTED:
		begin_wire(carrier, connection, state);
		break;
	case MHD_CONNECTION_NOTIFY_CLOSED:
		end_wire(carrier, connection, state);
		break;
	}
}

bool carrier_take(struct carrier *carrier, int fd, const struct sockaddr *from, socklen_t size)
{
	for (unsigned i = 0; i < carrier->loops_count; i++)
		if (carrier_loop_take(&carrier->loops[carrier->next++ % carrier->loops_count], fd,
		                      from, size))
			return true;
	close(fd);
	return false;
}

/* Whom to shut, and when, is the watch's decision: the library's limit is never reached, and it
 * counts no seconds. */
static bool open_loop(struct carrier *carrier, const struct MHD_OptionItem *more, struct err *err)
{
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET |
	                 (carrier->options.tls ? MHD_USE_TLS : 0);
	struct carrier_loop *loop = &carrier->loops[carrier->loops_count++];

	loop->carrier = carrier;
	loop->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_call, loop, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)carrier->options.connections_max + 1, MHD_OPTION_CONNECTION_TIMEOUT, 0,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, loop, MHD_OPTION_NOTIFY_COMPLETED, on_done,
		loop, MHD_OPTION_NOTIFY_CONNECTION, on_connection, loop, MHD_OPTION_ARRAY, more,
		MHD_OPTION_END);
	if (!loop->daemon)
		return err_set(err, ERR_SYSTEM, "the HTTP library could not start");
	return carrier_loop_open(loop, err);
}

/* Twice as many as cores: one may wait for the disk. */
static bool open_loops(struct carrier *carrier, const struct MHD_OptionItem *more, struct err *err)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	long count = cores < 1 ? 2 : cores * 2;

	for (long i = 0; i < count && i < CARRIER_LOOPS_MAX; i++)
		if (!open_loop(carrier, more, err))
			return false;
	return true;
}

static bool open_loops_tls(struct carrier *carrier, struct err *err)
{
	AUTO(buf_release) struct buf certificate = { 0 }, key = { 0 };
	bool opened;

	if (!tls_read(carrier->options.tls, &certificate, &key, err))
		return false;
	opened =
		open_loops(carrier,
	                   (struct MHD_OptionItem[]){
				   { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)tls_priorities },
				   { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)buf_text(&certificate) },
				   { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)buf_text(&key) },
				   { MHD_OPTION_END, 0, NULL } },
	                   err);
	explicit_bzero(key.data, key.size);
	return opened;
}

bool carrier_open(struct carrier **ret, const struct carrier_options *options, struct err *err)
{
	static const struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	AUTO(carrier_close) struct carrier *carrier = calloc(1, sizeof *carrier);

	if (!carrier)
		return err_memory(err);
	carrier->options = *options;
	carrier->no_books = *options->app;
	carrier->no_books.sql = NULL;
	carrier->born = (uint32_t)clock_now();
	if (!(options->tls ? open_loops_tls(carrier, err) : open_loops(carrier, none, err)))
		return false;
	*ret = TAKE(carrier);
	return true;
}

void carrier_close(struct carrier **carrier)
{
	if (!*carrier)
		return;
	for (unsigned i = 0; i < (*carrier)->loops_count; i++)
		carrier_loop_release(&(*carrier)->loops[i]);
	free(TAKE(*carrier));
}

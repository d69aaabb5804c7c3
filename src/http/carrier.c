#include "http/carrier_call.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "domain/app.h"
#include "http/listener.h"
#include "http/target.h"

enum {
	LOOPS_MAX = 16,
	CONNECTION_MEMORY = 24 * 1024, /* line and headers of a call */
	SILENCE_SECONDS = 120          /* for what the watch would have missed */
};

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
	MHD_resume_connection(call->connection);
}

int carrier_calls(const struct carrier *carrier)
{
	return atomic_load(&carrier->open);
}

static void close_app(void *app)
{
	struct app *mine = app;

	app_close(&mine);
}

struct app *carrier_app(struct carrier *carrier, struct err *err)
{
	struct app *app = pthread_getspecific(carrier->loop_app);

	if (app || !app_clone(&app, carrier->options.app, true, err))
		return app;
	pthread_setspecific(carrier->loop_app, app);
	return app;
}

/* The library's signature: eight parameters are its choice. */
#define ON_CALL                                                                                    \
	void *context, struct MHD_Connection *connection, const char *path, const char *method,    \
		const char *version, const char *data, size_t *data_size, void **state

static enum MHD_Result on_call(ON_CALL)
{
	struct carrier *carrier = context;
	struct call *call = *state;

	(void)connection;
	if (!call)
		return MHD_NO; /* there was no memory for it */
	if (!call->begun)
		return carrier_call_begin(carrier, call,
		                          &(struct carrier_head){ method, path, version });
	if (*data_size == 0)
		return carrier_call_answer(carrier, call);
	call->unread += *data_size;
	limits_add(carrier->options.limits, call, data, *data_size);
	*data_size = 0;
	return call->unread > CARRIER_UNREAD_MAX + (call->route ? call->route->body_max : 0)
	               ? MHD_NO
	               : MHD_YES;
}

/* The first line is there, and nothing has decoded it yet. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct carrier *carrier = context;
	struct call *call = calloc(1, sizeof *call);
	struct err err;

	if (!call)
		return NULL;
	call->connection = connection;
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
	struct carrier *carrier = context;
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

static void on_connection(void *context, struct MHD_Connection *connection, void **state,
                          enum MHD_ConnectionNotificationCode what)
{
	struct carrier *carrier = context;
	struct tls_keys *keys = *state;
	const union MHD_ConnectionInfo *info;

	switch (what) {
	case MHD_CONNECTION_NOTIFY_STARTED:
		info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
		if (carrier->options.tls && info)
			*state = tls_begin(carrier->options.tls, info->tls_session);
		carrier_await(carrier, connection, WATCH_IDLE, CARRIER_FIRST_MS);
		break;
	case MHD_CONNECTION_NOTIFY_CLOSED: /* not yet its socket, but its session */
		watch_remove(carrier->options.watch, carrier_socket(connection));
		tls_end(&keys);
		break;
	}
}

bool carrier_take(void *context, int fd, const struct sockaddr *from, socklen_t size)
{
	struct carrier *carrier = context;

	return MHD_add_connection(carrier->daemon, fd, from, size) == MHD_YES;
}

static unsigned loops_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 2 : cores > LOOPS_MAX / 2 ? LOOPS_MAX : (unsigned)cores * 2;
}

/* Poll threads: the library's epoll mode stalls when 128 connections are ready at once. Its own
 * limit of connections is never reached: whom to shut is the watch's decision. */
static bool start(struct carrier *carrier, const struct MHD_OptionItem *more, struct err *err)
{
	unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
	                 MHD_USE_NO_LISTEN_SOCKET | (carrier->options.tls ? MHD_USE_TLS : 0);
	unsigned loops = loops_count();

	carrier->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_call, carrier, MHD_OPTION_THREAD_POOL_SIZE, loops,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)carrier->options.connections_max * loops,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, carrier, MHD_OPTION_NOTIFY_COMPLETED,
		on_done, carrier, MHD_OPTION_NOTIFY_CONNECTION, on_connection, carrier,
		MHD_OPTION_ARRAY, more, MHD_OPTION_END);
	return carrier->daemon || err_set(err, ERR_SYSTEM, "the HTTP library could not start");
}

static bool start_tls(struct carrier *carrier, struct err *err)
{
	AUTO(buf_release) struct buf certificate = { 0 }, key = { 0 };
	bool started;

	if (!tls_read(carrier->options.tls, &certificate, &key, err))
		return false;
	started = start(carrier,
	                (struct MHD_OptionItem[]){
				{ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)tls_priorities },
				{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)buf_text(&certificate) },
				{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)buf_text(&key) },
				{ MHD_OPTION_END, 0, NULL } },
	                err);
	explicit_bzero(key.data, key.size);
	return started;
}

bool carrier_open(struct carrier **ret, const struct carrier_options *options, struct err *err)
{
	static const struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
	AUTO(carrier_close) struct carrier *carrier = calloc(1, sizeof *carrier);

	if (!carrier)
		return err_memory(err);
	carrier->options = *options;
	carrier->born = (uint32_t)clock_now();
	carrier->has_key = pthread_key_create(&carrier->loop_app, close_app) == 0;
	if (!carrier->has_key)
		return err_set(err, ERR_SYSTEM, "no more keys for threads");
	if (!(options->tls ? start_tls(carrier, err) : start(carrier, none, err)))
		return false;
	*ret = TAKE(carrier);
	return true;
}

void carrier_close(struct carrier **carrier)
{
	struct carrier *c = TAKE(*carrier);

	if (!c)
		return;
	if (c->daemon)
		MHD_stop_daemon(c->daemon);
	if (c->has_key)
		pthread_key_delete(c->loop_app);
	free(c);
}

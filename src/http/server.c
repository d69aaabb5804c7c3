#include "http/server.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/text.h"
#include "domain/keys.h"
#include "http/address.h"
#include "http/carrier.h"
#include "http/listener.h"
#include "http/stop.h"

enum {
	CONNECTIONS_MAX = 4000,
	CONNECTIONS_MIN = 16,
	FILES_OF_OURS = 100, /* databases, sockets of our own, standard ones */
	DRAIN_SECONDS = 10,
	DRAIN_STEP_MS = 10,
	RATE_MAX = 1000 * 1000
};

struct http_server {
	struct app *app; /* borrowed: what clones are made of */
	struct lanes lanes;
	struct limits limits;
	struct proxies proxies;
	struct tls *tls;
	struct watch *watch;
	struct carrier *carrier;
	struct listener *listener;
	int socket; /* until the listener has it */
	char url[ADDRESS_TEXT_SIZE + 8];
};

/* As many connections as there may be files, up to our own bound. */
static int connections_max(void)
{
	struct rlimit limit;
	rlim_t want = CONNECTIONS_MAX + FILES_OF_OURS;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return CONNECTIONS_MIN;
	if (limit.rlim_cur < want) {
		limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= want)
		return CONNECTIONS_MAX;
	return limit.rlim_cur > FILES_OF_OURS + CONNECTIONS_MIN
	               ? (int)limit.rlim_cur - FILES_OF_OURS
	               : CONNECTIONS_MIN;
}

/* A long body goes back to the machine with its call. Left alone, the library learns from the first
 * one that such sizes come again, and keeps room for them in every thread. */
static void give_memory_back(void)
{
	enum { LARGE = 4 * 1024 * 1024 };

	mallopt(M_MMAP_THRESHOLD, LARGE);
}

static bool read_rate(const char *given, int usual, int *ret, struct err *err)
{
	int64_t rate = usual;

	if (given && (!text_parse_int(given, &rate) || rate < 0 || rate > RATE_MAX))
		return err_named(err, ERR_INPUT, "bad_rate",
		                 "a rate is a number of calls a second, 0 for no limit");
	*ret = (int)rate;
	return true;
}

static bool open_limits(struct http_server *server, const struct http_server_options *options,
                        struct err *err)
{
	struct limits *limits = &server->limits;
	int address, account;

	limits->spare_address = !options->rate_address;
	limits->spare_account = !options->rate_account;
	return read_rate(options->rate_address, LIMITS_RATE_ADDRESS, &address, err) &&
	       read_rate(options->rate_account, LIMITS_RATE_ACCOUNT, &account, err) &&
	       rates_open(&limits->address, address, err) &&
	       rates_open(&limits->account, account, err) &&
	       rates_open(&limits->connection, address * LIMITS_CONNECTIONS, err) &&
	       (!options->proxies || proxies_parse(options->proxies, &server->proxies, err));
}

static bool open_tls(struct http_server *server, const struct http_server_options *options,
                     struct err *err)
{
	if (!options->tls_certificate && !options->tls_key)
		return true;
	if (!options->tls_certificate || !options->tls_key)
		return err_named(err, ERR_INPUT, "bad_certificate",
		                 "a certificate and its key go together");
	return tls_open(&server->tls, options->tls_certificate, options->tls_key, clock_now(), err);
}

/* Whom the limits turn away is told so at once: a reset costs neither side anything. */
static bool take(void *context, int fd, const struct sockaddr *from, socklen_t size)
{
	struct http_server *server = context;
	const struct linger none = { .l_onoff = 1 };

	if (limits_connection(&server->limits, &server->proxies, from))
		return carrier_take(server->carrier, fd, from, size);
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	close(fd);
	return false;
}

static bool open_listener(struct http_server *server, struct err *err)
{
	const struct listener_options options = { .socket = server->socket,
		                                  .watch = server->watch,
		                                  .take = take,
		                                  .context = server,
		                                  .record = &server->lanes.record };

	server->socket = -1; /* the listener's, whatever happens */
	return listener_open(&server->listener, &options, err);
}

static bool open_carrier(struct http_server *server, struct err *err)
{
	int max = connections_max();
	struct carrier_options options = { .app = server->app,
		                           .lanes = &server->lanes,
		                           .limits = &server->limits,
		                           .tls = server->tls,
		                           .proxies = &server->proxies,
		                           .connections_max = max };

	server->lanes.hold = carrier_hold;
	server->lanes.release = carrier_let_go;
	if (!watch_open(&server->watch, max, max / 4 * 3, err) ||
	    !lanes_open(&server->lanes, server->app, err))
		return false;
	server->lanes.record.watch = server->watch;
	options.watch = server->watch;
	return carrier_open(&server->carrier, &options, err);
}

bool http_server_open(struct http_server **ret, struct app *app,
                      const struct http_server_options *options, struct err *err)
{
	AUTO(http_server_close) struct http_server *server = calloc(1, sizeof *server);
	bool guarded = options->tls_certificate || options->proxies;
	char address[ADDRESS_TEXT_SIZE];

	if (!server)
		return err_memory(err);
	server->socket = -1;
	server->app = app;
	server->lanes.record.requests = options->log_requests;
	server->lanes.printers.folder = options->templates;
	stop_block();
	give_memory_back();
	if (!printers_renew(&server->lanes.printers, err) || !open_limits(server, options, err) ||
	    !open_tls(server, options, err) ||
	    !address_listen(options->listen, guarded, &server->socket, address, err) ||
	    !open_carrier(server, err) || !open_listener(server, err))
		return false;
	snprintf(server->url, sizeof server->url, "%s://%s", server->tls ? "https" : "http",
	         address);
	*ret = TAKE(server);
	return true;
}

const char *http_server_url(const struct http_server *server)
{
	return server->url;
}

/* What may have changed on disk: each by itself, so that a bad one keeps no other back. */
static void reread(struct http_server *server)
{
	struct record *record = &server->lanes.record;
	char version[24] = "", until[DAY_TEXT_SIZE] = "";
	int64_t list;
	struct err err;

	if (!printers_renew(&server->lanes.printers, &err))
		record_failure(record, "templates not read again", &err);
	if (server->tls && !tls_reload(server->tls, clock_now(), &err))
		record_failure(record, "certificate not renewed", &err);
	if (keys_reread(server->app, &list, &err))
		snprintf(version, sizeof version, "%" PRId64, list);
	else
		record_failure(record, "keys not read again", &err);
	if (server->tls)
		day_format(paris_day(tls_ends_at(server->tls)), until);
	log_event(LOG_INFO, "reread", "key_list", version, "certificate_until", until, NULL);
}

/* Calls that had begun get their answers; new ones are told that the server stops. */
static void drain(struct http_server *server)
{
	int steps = DRAIN_SECONDS * 1000 / DRAIN_STEP_MS;

	listener_quiet(server->listener);
	atomic_store(&server->lanes.stopping, true);
	watch_drain(server->watch);
	while (carrier_calls(server->carrier) > 0 && steps-- > 0)
		if (stop_wait(DRAIN_STEP_MS) == STOP_NOW)
			break;
	if (carrier_calls(server->carrier) > 0)
		log_event(LOG_WARNING, "calls cut short", NULL);
}

void http_server_run(struct http_server *server)
{
	notify_send("READY=1");
	while (stop_wait(-1) == STOP_REREAD) {
		notify_send("RELOADING=1");
		reread(server);
		notify_send("READY=1");
	}
	notify_send("STOPPING=1");
	log_event(LOG_INFO, "stopping", "address", server->url, NULL);
	drain(server);
}

void http_server_close(struct http_server **server)
{
	struct http_server *s = TAKE(*server);

	if (!s)
		return;
	listener_close(&s->listener);
	lanes_close(&s->lanes);
	carrier_close(&s->carrier);
	watch_close(&s->watch);
	tls_close(&s->tls);
	rates_close(&s->limits.address);
	rates_close(&s->limits.account);
	rates_close(&s->limits.connection);
	if (s->socket >= 0)
		close(s->socket);
	free(s);
}

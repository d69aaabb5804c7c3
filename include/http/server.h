/* The HTTP API and the pages for people without an account, on one address. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

struct app;
struct http_server;

struct http_server_options {
	const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0 = any free one */
	const char *tls_certificate, *tls_key; /* files in PEM, both or none */
	const char *proxies; /* whose X-Forwarded-... are believed; NULL = nobody's */
	const char *rate_address, *rate_account; /* calls a second; "0" = no limit; NULL = the
	                                            usual, from elsewhere than this machine */
	const char *templates; /* folder of files that replace those of printed passes; or NULL */
	int log_requests; /* 0: failures and what the server does; 1: a line for every call too */
};

/* `app` has its keys open, is read-write, and is borrowed until http_server_close(). The signals
 * TERM, INT and HUP are blocked from now on, in this thread and all that come from it:
 * http_server_run() waits for them. ERR_REFUSED "open_listen" for an address that others reach
 * without TLS and without a proxy; ERR_INPUT "bad_address", "bad_proxy", "bad_certificate",
 * "other_key", "bad_template", "expired_certificate", "bad_rate"; ERR_CONFLICT "port_in_use",
 * ERR_FORBIDDEN "port_forbidden". */
bool http_server_open(struct http_server **ret, struct app *app,
                      const struct http_server_options *options, struct err *err);

/* Where it listens, in numbers: "http://127.0.0.1:41234". */
const char *http_server_url(const struct http_server *server);

/* Serve until TERM or INT; then take no more calls and answer those that had begun, for ten
 * seconds at most or until TERM or INT comes again. HUP reads keys, certificate
 * and templates again. */
void http_server_run(struct http_server *server);
void http_server_close(struct http_server **server);

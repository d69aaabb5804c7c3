/* The HTTP API and the pages for people without an account, on one address. */
#pragma once

#include "base/err.h"

struct app;
struct http_server;

/* Answer on `listen` ("127.0.0.1:8080", "[::1]:8080"; port 0 = any free one). `app` has its keys
 * open, is read-write, and is borrowed until http_server_close(). The signals TERM and INT are
 * blocked from now on, in this thread and all that come from it: http_server_run() waits for them.
 * ERR_INPUT "bad_address", ERR_CONFLICT "port_in_use", ERR_FORBIDDEN "port_forbidden". */
bool http_server_open(struct http_server **ret, struct app *app, const char *listen,
                      struct err *err);

/* Where it listens, in numbers: "127.0.0.1:41234". */
const char *http_server_address(const struct http_server *server);

/* Serve until TERM or INT; then take no more calls and answer those that had begun. */
void http_server_run(struct http_server *server);
void http_server_close(struct http_server **server);

#include <string.h>

#include "base/auto.h"
#include "base/log.h"
#include "cli/cmd.h"
#include "http/server.h"

static int parse_log(const char *word)
{
	return strcmp(word, "errors") == 0 ? 0 : strcmp(word, "requests") == 0 ? 1 : -1;
}

struct given {
	struct http_server_options server;
};

#define GIVEN(member) OPTION_TEXT(struct given, server.member)

static const struct option list[] = {
	{ "--listen", GIVEN(listen), .value = "ADDR:PORT", .variable = "PASSNUM_LISTEN",
	  .about = "where to; port 0: any that is free", .usual = "127.0.0.1:8080" },
	{ "--tls-cert", GIVEN(tls_certificate), .value = "FILE", .variable = "PASSNUM_TLS_CERT",
	  .about = "certificate and those above it, PEM; read again at SIGHUP" },
	{ "--tls-key", GIVEN(tls_key), .value = "FILE", .variable = "PASSNUM_TLS_KEY",
	  .about = "its private key, PEM" },
	{ "--behind-proxy", GIVEN(proxies), .value = "ADDR,...", .variable = "PASSNUM_BEHIND_PROXY",
	  .about = "proxies whose X-Forwarded-For and -Proto are believed: loopback,10.1.0.0/16" },
	{ "--rate-address", GIVEN(rate_address), .value = "N", .variable = "PASSNUM_RATE_ADDRESS",
	  .about = "calls a second from one address, 0: no limit; else 100, none from this "
	           "machine" },
	{ "--rate-account", GIVEN(rate_account), .value = "N", .variable = "PASSNUM_RATE_ACCOUNT",
	  .about = "calls a second of one account, 0: no limit; else 50, none from this machine" },
	{ "--templates", GIVEN(templates), .value = "DIR", .variable = "PASSNUM_TEMPLATES",
	  .about = "files that replace those of printed passes; read again at SIGHUP" },
	{ "--log", OPTION_WORD(struct given, server.log_requests, "errors|requests", parse_log),
	  .about = "what goes to standard error: failures, or a line for every call too",
	  .usual = "errors" },
};
const struct options cmd_serve_options = OPTIONS(list, struct given);

bool cmd_serve(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	AUTO(http_server_close) struct http_server *server = NULL;

	if (!http_server_open(&server, cli->app, &given->server, err))
		return false;
	buf_addf(&cli->out, "%s\n", http_server_url(server));
	if (!cli_flush(cli, err))
		return false;
	log_event(LOG_INFO, "listening", "address", http_server_url(server), NULL);
	http_server_run(server);
	return true;
}

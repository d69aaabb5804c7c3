#include "base/auto.h"
#include "base/log.h"
#include "base/notify.h"
#include "cli/cmd.h"
#include "http/server.h"

struct given {
	const char *listen;
};

static const struct option list[] = {
	{ "--listen", OPTION_TEXT(struct given, listen), .value = "ADDR:PORT",
	  .about = "where to; port 0: any that is free", .usual = "127.0.0.1:8080" },
};
const struct options cmd_serve_options = OPTIONS(list, struct given);

bool cmd_serve(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	AUTO(http_server_close) struct http_server *server = NULL;

	if (!http_server_open(&server, cli->app, given->listen, err))
		return false;
	buf_addf(&cli->out, "http://%s\n", http_server_address(server));
	if (!cli_flush(cli, err))
		return false;
	log_event(LOG_INFO, "listening", "address", http_server_address(server), NULL);
	notify_send("READY=1");
	http_server_run(server);
	notify_send("STOPPING=1");
	return true;
}

#include "cli/cmd.h"

const struct options cmd_version_options = { .size = 1 };

bool cmd_version(struct cli *cli, void *given, struct err *err)
{
	(void)given;
	(void)err;
	buf_adds(&cli->out, "passnum " PASSNUM_VERSION "\n");
	return true;
}

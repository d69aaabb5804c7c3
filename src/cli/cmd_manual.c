#include "cli/cmd.h"
#include "cli/manual.h"

const struct options cmd_manual_options = { .size = 1 };

bool cmd_manual(struct cli *cli, void *given, struct err *err)
{
	(void)given;
	(void)err;
	manual(&cli->out);
	return true;
}

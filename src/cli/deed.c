#include "cli/deed.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "model/pass.h"

void deed_begin(struct cli *cli)
{
	cli->joint = (struct joint){ .caller = cli->caller, .verb = cli->command->verb };
	cli->object[0] = cli->detail[0] = '\0';
	if (cli->command->verb)
		joint_enter(cli->app, &cli->joint, "");
}

void deed_to(struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(cli->object, sizeof cli->object, format, args);
	va_end(args);
}

void deed_to_id(struct cli *cli, int64_t id)
{
	deed_to(cli, "%" PRId64, id);
}

void deed_to_pass(struct cli *cli, int64_t pass)
{
	char id[PASS_ID_SIZE];

	pass_id_format(pass, id);
	deed_to(cli, "%s", id);
}

bool deed_commit(struct cli *cli, struct err *err)
{
	const struct joint_deed deed = { .object = cli->object, .detail = cli->detail };

	if (!cli->joint.open)
		return true;
	if (!joint_commit(cli->app, &deed, err))
		return false;
	cli->is_done = true;
	return true;
}

void deed_end(struct cli *cli)
{
	if (cli->app)
		joint_leave(cli->app);
}

#include "cli/help.h"

#include "base/auto.h"
#include "cli/commands.h"

const char *help_group(enum command_group group)
{
	static const char *const groups[] = {
		[GROUP_START] = "To begin",        [GROUP_PROGRAMME] = "Programmes and places",
		[GROUP_DESK] = "At the desk",      [GROUP_CENTRE] = "At the centre",
		[GROUP_FUNDER] = "For the funder", [GROUP_PEOPLE] = "Accounts",
		[GROUP_KEYS] = "Signing keys",     [GROUP_KEEP] = "Upkeep",
	};
	_Static_assert(COUNT_OF(groups) == GROUP__COUNT, "every group has a title");

	return groups[group];
}

static void add_variable(void *out, const struct command *command, const struct option *option)
{
	buf_addf(out, "  %-22s%s%s%s\n", option->variable, command ? command->name : "",
	         command ? " " : "", option->name);
}

void help_all(struct buf *out)
{
	buf_adds(out, "passnum COMMAND [OPTION...]: signed vouchers, printed and redeemed once\n");
	for (int group = 0; group < GROUP__COUNT; group++) {
		buf_addf(out, "\n%s\n", help_group((enum command_group)group));
		for (size_t i = 0; i < commands_count; i++)
			if ((int)commands[i].group == group)
				buf_addf(out, "  %-18s %s\n", commands[i].name, commands[i].about);
	}
	buf_adds(out, "\npassnum COMMAND --help says more of one.\n"
	              "\nEnvironment, where the option is not given\n");
	commands_each_variable(add_variable, out);
	buf_adds(out, "\nExit codes\n");
	for (int code = 0; code < EXIT__COUNT; code++)
		buf_addf(out, "  %d  %s\n", code, exit_about(code));
}

void help_command(const struct command *command, struct buf *out)
{
	buf_addf(out, "passnum %s", command->name);
	options_use(command->options, out);
	buf_addf(out, "\n\n%s\n", command->about);
	if (command->options->count) {
		buf_adds(out, "\n");
		options_help(command->options, out);
	}
	if (command->verb)
		buf_addf(out, "\nThe journal calls it %s.\n", command->verb);
	buf_adds(out, "\nCommon to all commands\n");
	options_help(&commands_common, out);
}

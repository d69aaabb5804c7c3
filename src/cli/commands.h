/* The table of all commands. Help, the tests and the program itself read it. */
#pragma once

#include "cli/cli.h"

extern const struct command commands[];
extern const size_t commands_count;

/* What every command takes: into struct app_options. */
extern const struct options commands_common;

/* Calls `tell` for each option that a variable of the environment may give; `command` is NULL for
 * those that every command takes. */
typedef void commands_tell(void *context, const struct command *command,
                           const struct option *option);
void commands_each_variable(commands_tell *tell, void *context);

/* The table of all commands. Help, the tests and the program itself read it. */
#pragma once

#include "cli/cli.h"

extern const struct command commands[];
extern const size_t commands_count;

/* What every command takes: into struct app_options. */
extern const struct options commands_common;

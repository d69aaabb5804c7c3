/* What the program says of itself, made from the tables. */
#pragma once

#include "cli/cli.h"

/* All commands, the environment, the exit codes. */
void help_all(struct buf *out);

/* The title of a group of commands. */
const char *help_group(enum command_group group);

void help_command(const struct command *command, struct buf *out);

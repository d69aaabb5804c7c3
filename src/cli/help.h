/* What the program says of itself, made from the tables. */
#pragma once

#include "cli/cli.h"

/* All commands, the environment, the exit codes. */
void help_all(struct buf *out);

void help_command(const struct command *command, struct buf *out);

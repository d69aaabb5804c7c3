/* The manual page, made from the tables of commands, options, variables and exit codes. */
#pragma once

#include "base/buf.h"

/* passnum(1), in the macros of man(7). */
void manual(struct buf *out);

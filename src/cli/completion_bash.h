/* The script for bash; it is looked for at /usr/share/bash-completion/completions/passnum. */
#pragma once

#include "base/buf.h"

void completion_bash(struct buf *out);

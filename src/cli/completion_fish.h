/* The script for fish; it is looked for at /usr/share/fish/vendor_completions.d/passnum.fish. */
#pragma once

#include "base/buf.h"

void completion_fish(struct buf *out);

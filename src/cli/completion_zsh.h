/* The script for zsh; it is looked for at /usr/share/zsh/vendor-completions/_passnum. */
#pragma once

#include "base/buf.h"

void completion_zsh(struct buf *out);

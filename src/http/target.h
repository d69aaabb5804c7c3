/* The target of a request line as it came, before anything decodes it (RFC 9112, section 3.2). */
#pragma once

#include "base/err.h"

/* Refuses what two programs could read in two ways: dots, doubled or hidden slashes, backslashes,
 * control characters, '\0', what is not UTF-8 once decoded. ERR_INPUT "bad_target",
 * "target_too_long". */
bool target_check(const char *target, struct err *err);

/* The path of "http://host/path", of a target that target_check() let in; else `path` itself. */
const char *target_path(const char *path);

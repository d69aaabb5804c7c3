/* Texts, layouts and fonts, read once and kept: what every printed page needs. One thread at a time
 * uses a `struct render`; threads that print at the same time have one each. */
#pragma once

#include "base/err.h"

struct render;

/* `templates_dir` (may be NULL) holds files that replace those of templates/pass in the program.
 * Every file is read and checked here: ERR_INPUT "bad_template" says which line is wrong. */
bool render_open(struct render **ret, const char *templates_dir, struct err *err);
void render_close(struct render **render);

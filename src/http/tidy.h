/* Quiet upkeep while the server runs, in a thread and books of its own. */
#pragma once

#include "base/err.h"

struct app;
struct tidy;

/* `app` is the thread's alone until tidy_close(); `failed` (may be NULL) is told of failures, from
 * the thread: nothing depends on any single round. */
bool tidy_open(struct tidy **ret, struct app *app, void (*failed)(const struct err *err),
               struct err *err);
void tidy_close(struct tidy **tidy);

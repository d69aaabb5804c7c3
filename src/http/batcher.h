/* What works on batches of passes while the server runs (domain/batches_work), in a thread and books of
 * its own: a few passes, then a pause in which others write. */
#pragma once

#include "base/err.h"

struct app;
struct batcher;
struct record;

/* `app` is the thread's alone until batcher_close(), which ends within a chunk: the next server
 * goes on. `record` is told of failures. */
bool batcher_open(struct batcher **ret, struct app *app, struct record *record, struct err *err);
void batcher_close(struct batcher **batcher);

/* What goes on when whoever asked for it has left, while the server runs: a table of kinds, each
 * with a thread and books of its own, so that none waits for another. A little work, then a pause
 * in which others write. A further kind is a further row. */
#pragma once

#include "base/err.h"

struct app;
struct long_work;
struct record;

/* The books are cloned from `app`. `record` is told of failures and of what is made. */
bool long_work_open(struct long_work **ret, const struct app *app, struct record *record,
                    struct err *err);

/* Ends within a chunk of each: what is under way is given back, and the next server goes on. An
 * empty one may be closed. */
void long_work_close(struct long_work **work);

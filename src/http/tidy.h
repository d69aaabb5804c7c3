/* Quiet upkeep while the server runs, in a thread and books of its own. */
#pragma once

#include <stddef.h>

#include "base/err.h"

struct app;
struct record;
struct sightings;
struct tidy;

/* `app` is the thread's alone until tidy_close(). `sightings` are written down every second.
 * `record` is told of failures: nothing depends on any single round. */
bool tidy_open(struct tidy **ret, struct app *app, struct sightings *sightings,
               struct record *record, struct err *err);
void tidy_close(struct tidy **tidy);

/* One of the chores, now. */
void tidy_do(size_t chore, struct app *app, struct sightings *sightings, struct record *record);

/* What there is to do, by the names that GET /metrics has. */
extern const size_t tidy_chores_count;
const char *tidy_chore_name(size_t chore);

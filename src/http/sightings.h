/* Which tokens and sessions were used since the upkeep last asked: noted in the event loops, which
 * do not write, and written down by the upkeep. */
#pragma once

#include <pthread.h>
#include <stdbool.h>

#include "domain/callers.h"

enum { SIGHTINGS_MAX = 256 };

struct sightings {
	pthread_mutex_t lock;
	struct sighting seats[SIGHTINGS_MAX];
};

void sightings_open(struct sightings *sightings);
void sightings_close(struct sightings *sightings);

/* A proven caller that is due (`sightings` NULL: nobody notes it). When its seat is another's for
 * now, it is forgotten: it will come again. */
void sightings_add(struct sightings *sightings, const struct caller *caller);

/* Write all of them down. */
bool sightings_flush(struct sightings *sightings, struct app *app, struct err *err);

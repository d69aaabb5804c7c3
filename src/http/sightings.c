#include "http/sightings.h"

void sightings_open(struct sightings *sightings)
{
	*sightings = (struct sightings){ 0 };
	pthread_mutex_init(&sightings->lock, NULL);
}

void sightings_close(struct sightings *sightings)
{
	pthread_mutex_destroy(&sightings->lock);
}

/* Ids of sessions are random in their lowest bits, those of tokens follow each other. */
static struct sighting *seat_of(struct sightings *sightings, const struct caller *caller)
{
	return &sightings->seats[(uint64_t)(caller->token + caller->session) % SIGHTINGS_MAX];
}

void sightings_add(struct sightings *sightings, const struct caller *caller)
{
	struct sighting *seat;

	if (!sightings || (!caller->token && !caller->session))
		return;
	seat = seat_of(sightings, caller);
	pthread_mutex_lock(&sightings->lock);
	if (!seat->token && !seat->session)
		*seat = (struct sighting){ caller->token, caller->session };
	pthread_mutex_unlock(&sightings->lock);
}

bool sightings_flush(struct sightings *sightings, struct app *app, struct err *err)
{
	struct sighting taken[SIGHTINGS_MAX];
	size_t count = 0;

	pthread_mutex_lock(&sightings->lock);
	for (size_t i = 0; i < SIGHTINGS_MAX; i++) {
		struct sighting *seat = &sightings->seats[i];

		if (seat->token || seat->session)
			taken[count++] = *seat;
		*seat = (struct sighting){ 0 };
	}
	pthread_mutex_unlock(&sightings->lock);
	return callers_see(app, taken, count, err);
}

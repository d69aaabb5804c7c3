#include "http/flights.h"

#include <string.h>

#include "base/text.h"

void flights_open(struct flights *flights)
{
	memset(flights, 0, sizeof *flights);
	pthread_mutex_init(&flights->lock, NULL);
}

void flights_close(struct flights *flights)
{
	pthread_mutex_destroy(&flights->lock);
}

static bool is_same(const struct flight *flight, int64_t account, const char *key)
{
	return flight->taken && flight->account == account && strcmp(flight->key, key) == 0;
}

static int seat_for(const struct flights *flights, int64_t account, const char *key)
{
	int seat = -1;

	for (int i = 0; i < FLIGHTS_MAX; i++) {
		if (is_same(&flights->seats[i], account, key))
			return -1;
		if (!flights->seats[i].taken)
			seat = i;
	}
	return seat;
}

int flights_enter(struct flights *flights, int64_t account, const char *key)
{
	int seat;

	pthread_mutex_lock(&flights->lock);
	seat = seat_for(flights, account, key);
	if (seat >= 0) {
		flights->seats[seat].taken = true;
		flights->seats[seat].account = account;
		TEXT_COPY(flights->seats[seat].key, key);
	}
	pthread_mutex_unlock(&flights->lock);
	return seat;
}

void flights_leave(struct flights *flights, int seat)
{
	pthread_mutex_lock(&flights->lock);
	flights->seats[seat].taken = false;
	pthread_mutex_unlock(&flights->lock);
}

#include "http/rates.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/auto.h"

enum {
	WAYS = 4, /* places that one key can be at */
	SETS = 4096,
	LOCKS = 64,
	SECOND_US = 1000 * 1000
};

struct bucket {
	uint64_t key;
	int64_t full_us; /* when it will be full again; in the past: it is */
};

struct rates {
	int64_t each_us; /* between two calls, in the long run */
	uint64_t seed[2];
	pthread_mutex_t locks[LOCKS];
	struct bucket sets[SETS][WAYS];
};

bool rates_open(struct rates **ret, int per_second, struct err *err)
{
	AUTO(rates_close) struct rates *rates = NULL;

	if (per_second > 0) {
		rates = calloc(1, sizeof *rates);
		if (!rates)
			return err_memory(err);
		rates->each_us = per_second < SECOND_US ? SECOND_US / per_second : 1;
		for (int i = 0; i < LOCKS; i++)
			pthread_mutex_init(&rates->locks[i], NULL);
		if (getrandom(rates->seed, sizeof rates->seed, 0) != sizeof rates->seed)
			return err_set(err, ERR_SYSTEM, "the machine gives no random bytes");
	}
	*ret = TAKE(rates);
	return true;
}

void rates_close(struct rates **rates)
{
	if (!*rates)
		return;
	for (int i = 0; i < LOCKS; i++)
		pthread_mutex_destroy(&(*rates)->locks[i]);
	free(TAKE(*rates));
}

/* Both halves of a product: every bit of either factor moves the result. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t rates_key(const struct rates *rates, const void *bytes, size_t size)
{
	const unsigned char *from = bytes;
	uint64_t key;

	if (!rates)
		return 0;
	key = rates->seed[0] ^ size;
	for (size_t i = 0; i < size; i++)
		key = fold(key ^ from[i], rates->seed[1] | 1) + rates->seed[0];
	return key ? key : 1;
}

/* The key's bucket, or the one of the set that has been full longest. */
static struct bucket *find(struct bucket *set, uint64_t key)
{
	struct bucket *oldest = set;

	for (int i = 0; i < WAYS; i++) {
		if (set[i].key == key)
			return &set[i];
		if (set[i].full_us < oldest->full_us)
			oldest = &set[i];
	}
	*oldest = (struct bucket){ .key = key };
	return oldest;
}

bool rates_take(struct rates *rates, uint64_t key, int64_t now_us, int *ret_seconds)
{
	size_t set = key % SETS;
	pthread_mutex_t *lock;
	struct bucket *bucket;
	int64_t full, early;

	if (!rates)
		return true;
	lock = &rates->locks[set % LOCKS];
	pthread_mutex_lock(lock);
	bucket = find(rates->sets[set], key);
	full = (bucket->full_us > now_us ? bucket->full_us : now_us) + rates->each_us;
	early = full - now_us - (int64_t)RATES_BURST_SECONDS * SECOND_US;
	if (early <= 0)
		bucket->full_us = full;
	pthread_mutex_unlock(lock);
	if (early > 0)
		*ret_seconds = (int)((early + SECOND_US - 1) / SECOND_US);
	return early <= 0;
}

#include "http/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/auto.h"

enum {
	FILES_SPARE = 1000, /* descriptors of others: databases, libraries */
	GRACE_MS = 1000,    /* to say something, or to take an answer, even when it is crowded */
	LOOK_AGAIN_MS = 20  /* after a look that found nobody */
};

/* By descriptor. Written by the thread that reads the socket, read by the one that watches. */
struct place {
	atomic_int phase;
	atomic_bool served;
	atomic_llong since_ms, until_ms;
};

struct watch {
	struct place *places;
	int size, max, crowd;
	pthread_mutex_t lock; /* a descriptor is not closed while it is being shut */
	atomic_int count;     /* without those that leave */
	atomic_int there;     /* with them */
	atomic_int joining;
	atomic_bool draining;
	atomic_long accepted, late, pushed_out;
	int64_t look_at_ms; /* of the thread that adds */
};

bool watch_open(struct watch **ret, int max, int crowd, struct err *err)
{
	AUTO(watch_close) struct watch *watch = calloc(1, sizeof *watch);

	if (!watch)
		return err_memory(err);
	watch->max = max;
	watch->crowd = crowd;
	watch->size = max + FILES_SPARE;
	pthread_mutex_init(&watch->lock, NULL);
	watch->places = calloc((size_t)watch->size, sizeof *watch->places);
	if (!watch->places)
		return err_memory(err);
	*ret = TAKE(watch);
	return true;
}

void watch_close(struct watch **watch)
{
	if (!*watch)
		return;
	pthread_mutex_destroy(&(*watch)->lock);
	free((*watch)->places);
	free(TAKE(*watch));
}

static struct place *place_of(const struct watch *watch, int fd)
{
	return fd >= 0 && fd < watch->size ? &watch->places[fd] : NULL;
}

bool watch_add(struct watch *watch, int fd, int64_t now_ms)
{
	struct place *place = place_of(watch, fd);

	if (!place)
		return false;
	watch_remove(watch, fd); /* one that was never read: its descriptor is given out again */
	atomic_store(&place->served, false);
	atomic_store(&place->since_ms, now_ms);
	atomic_store(&place->until_ms, 0);
	atomic_store(&place->phase, WATCH_JOINING);
	atomic_fetch_add(&watch->joining, 1);
	atomic_fetch_add(&watch->count, 1);
	atomic_fetch_add(&watch->there, 1);
	atomic_fetch_add(&watch->accepted, 1);
	return true;
}

void watch_remove(struct watch *watch, int fd)
{
	struct place *place = place_of(watch, fd);
	int phase;

	if (!place)
		return;
	pthread_mutex_lock(&watch->lock);
	phase = atomic_exchange(&place->phase, WATCH_GONE);
	pthread_mutex_unlock(&watch->lock);
	if (phase == WATCH_JOINING)
		atomic_fetch_sub(&watch->joining, 1);
	if (phase != WATCH_GONE)
		atomic_fetch_sub(&watch->there, 1);
	if (phase != WATCH_GONE && phase != WATCH_LEAVING)
		atomic_fetch_sub(&watch->count, 1);
}

void watch_enter(struct watch *watch, int fd, enum watch_phase phase, int64_t now_ms,
                 int64_t until_ms)
{
	struct place *place = place_of(watch, fd);
	int now;

	if (!place)
		return;
	now = atomic_load(&place->phase);
	atomic_store(&place->since_ms, now_ms);
	atomic_store(&place->until_ms, until_ms);
	while (now != WATCH_GONE && now != WATCH_LEAVING)
		if (atomic_compare_exchange_weak(&place->phase, &now, (int)phase)) {
			if (now == WATCH_JOINING)
				atomic_fetch_sub(&watch->joining, 1);
			return;
		}
}

void watch_served(struct watch *watch, int fd, bool served)
{
	struct place *place = place_of(watch, fd);

	if (place)
		atomic_store(&place->served, served);
}

/* With the lock held: the owner wakes up and finds the end of the stream. */
static bool shut(struct watch *watch, int fd)
{
	int phase = atomic_load(&watch->places[fd].phase);

	if (phase <= WATCH_JOINING || phase == WATCH_WORK || phase == WATCH_LEAVING ||
	    !atomic_compare_exchange_strong(&watch->places[fd].phase, &phase, WATCH_LEAVING))
		return false;
	atomic_fetch_sub(&watch->count, 1);
	shutdown(fd, SHUT_RDWR);
	return true;
}

static bool is_late(const struct watch *watch, const struct place *place, int64_t now_ms)
{
	int64_t until = atomic_load(&place->until_ms);

	if (atomic_load(&place->phase) == WATCH_IDLE && atomic_load(&watch->draining))
		return true;
	return until && until < now_ms;
}

/* It will never say more, and its owner may not have noticed. */
static bool is_over(const struct place *place, int fd)
{
	int phase = atomic_load(&place->phase);
	char byte;

	return (phase == WATCH_IDLE || phase == WATCH_HEAD || phase == WATCH_BODY) &&
	       recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

int watch_round(struct watch *watch, int64_t now_ms)
{
	int late = 0;

	for (int fd = 0; fd < watch->size; fd++) {
		struct place *place = &watch->places[fd];

		if (atomic_load(&place->phase) <= WATCH_JOINING)
			continue;
		pthread_mutex_lock(&watch->lock);
		if (is_late(watch, place, now_ms))
			late += shut(watch, fd);
		else if (is_over(place, fd))
			shut(watch, fd);
		pthread_mutex_unlock(&watch->lock);
	}
	atomic_fetch_add(&watch->late, late);
	return late;
}

/* The higher, the sooner it may go; negative: it stays. */
static int64_t uselessness(const struct place *place, int64_t now_ms)
{
	int64_t waited = now_ms - atomic_load(&place->since_ms);
	int64_t never_served = atomic_load(&place->served) ? 0 : INT64_MAX / 2;

	switch ((enum watch_phase)atomic_load(&place->phase)) {
	case WATCH_IDLE:
	case WATCH_HEAD:
	case WATCH_BODY:
	case WATCH_ANSWER:
		return waited < GRACE_MS ? -1 : waited + never_served;
	case WATCH_GONE:
	case WATCH_JOINING:
	case WATCH_WORK:
	case WATCH_LEAVING:
	case WATCH__COUNT:
		break;
	}
	return -1;
}

struct candidate {
	int fd;
	int64_t uselessness;
};

/* The most useless, in no order; how many there are. */
static int find_useless(const struct watch *watch, struct candidate list[static WATCH_PUSHED_MAX],
                        int64_t now_ms)
{
	int found = 0, least = 0;

	for (int fd = 0; fd < watch->size; fd++) {
		struct candidate one = { fd, uselessness(&watch->places[fd], now_ms) };

		if (one.uselessness < 0)
			continue;
		if (found < WATCH_PUSHED_MAX) {
			list[found++] = one;
		} else if (one.uselessness > list[least].uselessness) {
			list[least] = one;
		} else {
			continue;
		}
		for (int i = least = 0; i < found; i++)
			if (list[i].uselessness < list[least].uselessness)
				least = i;
	}
	return found;
}

static int push_out(struct watch *watch, int64_t now_ms)
{
	struct candidate list[WATCH_PUSHED_MAX];
	int found = find_useless(watch, list, now_ms);
	int count = 0;

	pthread_mutex_lock(&watch->lock);
	for (int i = 0; i < found; i++)
		count += shut(watch, list[i].fd);
	pthread_mutex_unlock(&watch->lock);
	atomic_fetch_add(&watch->pushed_out, count);
	return count;
}

int watch_make_room(struct watch *watch, int64_t now_ms)
{
	int count;

	if (now_ms < watch->look_at_ms)
		return 0;
	count = push_out(watch, now_ms);
	watch->look_at_ms = count ? 0 : now_ms + LOOK_AGAIN_MS;
	return count;
}

void watch_drain(struct watch *watch)
{
	atomic_store(&watch->draining, true);
}

bool watch_is_empty(const struct watch *watch)
{
	return atomic_load(&watch->there) == 0;
}

bool watch_is_full(const struct watch *watch)
{
	return atomic_load(&watch->there) >= watch->max ||
	       atomic_load(&watch->joining) >= WATCH_JOINING_MAX;
}

bool watch_is_crowded(const struct watch *watch)
{
	return atomic_load(&watch->count) > watch->crowd;
}

void watch_read(const struct watch *watch, struct watch_figures *ret)
{
	struct watch_figures figures = { .accepted = atomic_load(&watch->accepted),
		                         .late = atomic_load(&watch->late),
		                         .pushed_out = atomic_load(&watch->pushed_out),
		                         .there = atomic_load(&watch->there) };

	for (int fd = 0; fd < watch->size; fd++)
		figures.phases[atomic_load(&watch->places[fd].phase)]++;
	*ret = figures;
}

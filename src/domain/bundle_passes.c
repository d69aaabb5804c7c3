/* Passes of programmes, kept as bundles carry them. They are read again when something happened,
 * but a large programme not at every redemption: after n passes the reader rests n / 333 seconds
 * (20,000 passes: a minute), so that reading stays a small part of what the machine does. */
#include "domain/bundle_passes.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/pass_set.h"
#include "store/live_passes.h"

enum {
	PASSES_PER_SECOND = 333,
	REST_MAX_SECONDS = 600,
	SETTLED_SECONDS = 60,     /* nobody commits what is older, whatever its clock */
	KEPT_SECONDS = 3600,      /* but a clock set back is allowed an hour */
	KEPT_SIZE_MAX = 64 << 20, /* of all */
};

/* A programme as it was read. */
struct kept {
	struct kept *next;
	int64_t programme, day, grace_days, read_at;
	struct live_passes_news news;
	size_t passes;
	struct buf data;
	bool is_read;  /* there is something in it */
	bool reading;  /* by a thread, right now */
	uint64_t turn; /* when it was last asked for */
};

struct bundles {
	pthread_mutex_t lock;
	pthread_cond_t wake; /* somebody has read */
	struct kept *first;
	uint64_t turn;
};

bool bundles_open(struct bundles **ret, struct err *err)
{
	struct bundles *bundles = calloc(1, sizeof *bundles);

	if (!bundles)
		return err_memory(err);
	pthread_mutex_init(&bundles->lock, NULL);
	pthread_cond_init(&bundles->wake, NULL);
	*ret = bundles;
	return true;
}

void bundles_close(struct bundles **bundles)
{
	struct bundles *b = TAKE(*bundles);

	if (!b)
		return;
	while (b->first) {
		struct kept *kept = b->first;

		b->first = kept->next;
		buf_release(&kept->data);
		free(kept);
	}
	pthread_cond_destroy(&b->wake);
	pthread_mutex_destroy(&b->lock);
	free(b);
}

/* ---- reading ---- */

struct reading {
	struct pass_set sets[PASS_REPLACED + 1]; /* by state */
};

static void reading_release(struct reading *reading)
{
	for (size_t i = 0; i < COUNT_OF(reading->sets); i++)
		pass_set_release(&reading->sets[i]);
}

/* Of what has ended as a whole, the id is enough. */
static bool take(void *context, const struct live_pass *pass, struct err *err)
{
	struct reading *reading = context;
	struct pass_set *set = &reading->sets[pass->state];
	bool is_live = pass->state == PASS_LIVE;
	const struct pass_mark mark = { .pass = pass->id, .used = is_live ? pass->ended : 0 };

	if (is_live && pass->total > set->width)
		set->width = pass->total;
	return pass_set_add(set, &mark, err);
}

static bool read_passes(struct app *app, struct kept *into, struct err *err)
{
	AUTO(reading_release) struct reading reading = { 0 };

	if (!live_passes_news(app->sql, into->programme, &into->news, err) ||
	    !live_passes_each(app->sql, into->programme, into->day - into->grace_days, take,
	                      &reading, err))
		return false;
	buf_clear(&into->data);
	into->passes = 0;
	for (size_t i = 0; i < COUNT_OF(reading.sets); i++) {
		pass_set_sort(&reading.sets[i]);
		into->passes += reading.sets[i].count;
		if (!pass_set_format(&reading.sets[i], &into->data, err))
			return false;
	}
	return true;
}

/* ---- keeping ---- */

static struct kept *find(struct bundles *bundles, int64_t programme, struct err *err)
{
	struct kept *kept = bundles->first;

	while (kept && kept->programme != programme)
		kept = kept->next;
	if (!kept) {
		kept = calloc(1, sizeof *kept);
		if (!kept) {
			err_memory(err);
			return NULL;
		}
		kept->programme = programme;
		kept->next = bundles->first;
		bundles->first = kept;
	}
	kept->turn = ++bundles->turn;
	return kept;
}

/* Forget what nobody has asked for the longest until the rest is small enough; not `stays`. */
static void make_room(struct bundles *bundles, const struct kept *stays)
{
	for (;;) {
		struct kept **oldest = NULL, *gone;
		size_t size = 0;

		for (struct kept **at = &bundles->first; *at; at = &(*at)->next) {
			size += (*at)->data.capacity;
			if (*at != stays && !(*at)->reading &&
			    (!oldest || (*at)->turn < (*oldest)->turn))
				oldest = at;
		}
		if (size <= KEPT_SIZE_MAX || !oldest)
			return;
		gone = *oldest;
		*oldest = gone->next;
		buf_release(&gone->data);
		free(gone);
	}
}

static int64_t latest(const struct live_passes_news *news)
{
	int64_t at = news->issued_at > news->ended_at ? news->issued_at : news->ended_at;

	return at > news->reversed_at ? at : news->reversed_at;
}

static int64_t rest_seconds(const struct kept *kept)
{
	int64_t seconds = (int64_t)kept->passes / PASSES_PER_SECOND;

	return seconds < REST_MAX_SECONDS ? seconds : REST_MAX_SECONDS;
}

static bool is_of_today(const struct kept *kept, const struct programme *programme, int64_t today)
{
	return kept->is_read && kept->day == today && kept->grace_days == programme->grace_days;
}

static bool is_the_same(const struct kept *kept, const struct live_passes_news *news)
{
	return memcmp(&kept->news, news, sizeof *news) == 0;
}

/* Need it not be read again yet? */
static bool will_do(const struct kept *kept, const struct live_passes_news *news, int64_t now)
{
	int64_t age = now - kept->read_at;
	bool is_settled = kept->read_at - latest(news) >= SETTLED_SECONDS;

	return age >= 0 && (age < rest_seconds(kept) ||
	                    (age < KEPT_SECONDS && is_settled && is_the_same(kept, news)));
}

static bool tell(const struct kept *kept, const struct live_passes_news *news,
                 struct bundle_passes *ret, struct err *err)
{
	int64_t begins_at = paris_day_begins_at(kept->day), at = latest(&kept->news);

	buf_add(&ret->data, kept->data.data, kept->data.size);
	ret->known_at = at > begins_at ? at : begins_at;
	ret->is_current = is_the_same(kept, news);
	return buf_check(&ret->data, err);
}

/* The lock is given up while it reads. */
static bool refresh(struct bundles *bundles, struct app *app, const struct programme *programme,
                    struct kept *kept, struct err *err)
{
	struct kept fresh = { .programme = programme->id,
		              .day = app_today(app),
		              .grace_days = programme->grace_days,
		              .read_at = app_now(app) };
	struct buf stale;
	bool done;

	kept->reading = true;
	pthread_mutex_unlock(&bundles->lock);
	done = read_passes(app, &fresh, err);
	pthread_mutex_lock(&bundles->lock);
	stale = done ? kept->data : fresh.data;
	if (done) {
		fresh.next = kept->next;
		fresh.turn = kept->turn;
		fresh.is_read = true;
		*kept = fresh;
	}
	kept->reading = false;
	buf_release(&stale);
	pthread_cond_broadcast(&bundles->wake);
	make_room(bundles, kept);
	return done;
}

/* While another thread reads, what was read before will do; without any, one waits. */
static bool read_kept(struct bundles *bundles, struct app *app, const struct programme *programme,
                      const struct live_passes_news *news, struct bundle_passes *ret,
                      struct err *err)
{
	int64_t today = app_today(app);
	struct kept *kept;
	bool is_good;

	while ((kept = find(bundles, programme->id, err)) && kept->reading &&
	       !is_of_today(kept, programme, today))
		pthread_cond_wait(&bundles->wake, &bundles->lock);
	if (!kept)
		return false;
	is_good = kept->reading ||
	          (is_of_today(kept, programme, today) && will_do(kept, news, app_now(app)));
	return (is_good || refresh(bundles, app, programme, kept, err)) &&
	       tell(kept, news, ret, err);
}

bool bundle_passes_read(struct bundles *bundles, struct app *app, const struct programme *programme,
                        struct bundle_passes *ret, struct err *err)
{
	struct live_passes_news news;
	bool done;

	if (!live_passes_news(app->sql, programme->id, &news, err))
		return false;
	pthread_mutex_lock(&bundles->lock);
	done = read_kept(bundles, app, programme, &news, ret, err);
	pthread_mutex_unlock(&bundles->lock);
	return done;
}

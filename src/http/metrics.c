#include "http/metrics.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "http/metrics_list.h"

enum {
	SHARDS_MAX = 16,
	LINE_CELLS = 8 /* of a cache line: no two processors write to the same one */
};

struct metrics {
	int64_t started_at;
	unsigned shards_count; /* a power of two */
	size_t stride;         /* cells of a shard */
	size_t first[METRIC__KEPT];
	_Atomic int64_t *cells;
};

static unsigned shards_for_this_machine(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned shards = 1;

	while (shards < SHARDS_MAX && shards < processors)
		shards *= 2;
	return shards;
}

bool metrics_open(struct metrics **ret, struct err *err)
{
	AUTO(metrics_close) struct metrics *metrics = calloc(1, sizeof *metrics);

	if (!metrics)
		return err_memory(err);
	metrics->started_at = clock_now();
	metrics->shards_count = shards_for_this_machine();
	for (int i = 0; i < METRIC__KEPT; i++) {
		const struct metric_family *family = &metric_families[i];

		metrics->first[i] = metrics->stride;
		metrics->stride += metric_series(family) * metric_cells(family);
	}
	metrics->stride = (metrics->stride + LINE_CELLS) / LINE_CELLS * LINE_CELLS;
	metrics->cells = calloc(metrics->stride * metrics->shards_count, sizeof *metrics->cells);
	if (!metrics->cells)
		return err_memory(err);
	*ret = TAKE(metrics);
	return true;
}

void metrics_close(struct metrics **metrics)
{
	if (!*metrics)
		return;
	free(TAKE((*metrics)->cells));
	free(TAKE(*metrics));
}

int64_t metrics_started_at(const struct metrics *metrics)
{
	return metrics->started_at;
}

static size_t place_of(const struct metrics *metrics, enum metric metric, size_t series,
                       size_t cell)
{
	return metrics->first[metric] + series * metric_cells(&metric_families[metric]) + cell;
}

static void grow(struct metrics *metrics, size_t place, int64_t number)
{
	unsigned shard = (unsigned)sched_getcpu() & (metrics->shards_count - 1);

	atomic_fetch_add_explicit(&metrics->cells[shard * metrics->stride + place], number,
	                          memory_order_relaxed);
}

void metrics_count(struct metrics *metrics, enum metric metric, size_t series)
{
	if (metrics)
		grow(metrics, place_of(metrics, metric, series, 0), 1);
}

void metrics_add(struct metrics *metrics, enum metric metric, int64_t number)
{
	if (metrics)
		grow(metrics, place_of(metrics, metric, 0, 0), number);
}

void metrics_observe(struct metrics *metrics, enum metric metric, size_t series, int64_t value)
{
	const struct metric_buckets *buckets = metric_families[metric].buckets;
	size_t bucket = 0, place;

	if (!metrics)
		return;
	while (bucket < buckets->count && value > buckets->most[bucket])
		bucket++;
	place = place_of(metrics, metric, series, 0);
	grow(metrics, place + bucket, 1);
	grow(metrics, place + buckets->count + 1, value);
}

int64_t metrics_read(const struct metrics *metrics, enum metric metric, size_t series, size_t cell)
{
	size_t place = place_of(metrics, metric, series, cell);
	int64_t sum = 0;

	for (unsigned shard = 0; shard < metrics->shards_count; shard++)
		sum += atomic_load_explicit(&metrics->cells[shard * metrics->stride + place],
		                            memory_order_relaxed);
	return sum;
}

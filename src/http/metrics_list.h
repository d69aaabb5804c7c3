/* Every metric: its name, what it is for, what its series are. docs/operator.md and the answer of
 * GET /metrics say the same. */
#pragma once

#include "base/buf.h"
#include "http/metrics.h"

enum metric_type { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM, METRIC_TYPE__COUNT };

struct metric_buckets {
	size_t count;
	int64_t most[16]; /* upper bounds, rising */
};

struct metric_family {
	const char *name, *help; /* a sentence each */
	enum metric_type type;
	bool is_seconds; /* kept in nanoseconds */
	bool is_sparse;  /* series that are 0 are left out: there may be many */
	const struct metric_buckets *buckets;
	size_t (*count)(void); /* of series; NULL = one, without labels */
	/* `method="GET",route="/"`; false: there is no such series. */
	bool (*labels)(size_t series, struct buf *to);
	size_t machine; /* from METRIC__KEPT on: where in struct machine, an int64_t */
};

extern const struct metric_family metric_families[METRIC__COUNT];

/* How many series a metric has at most, how many cells a series. */
size_t metric_series(const struct metric_family *family);
size_t metric_cells(const struct metric_family *family);

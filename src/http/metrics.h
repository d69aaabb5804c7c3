/* What a running server counts, for GET /metrics (http/metrics_text). Counting takes no lock and
 * no system call: each processor has cells of its own, which are added up when they are read. How
 * many cells there are is fixed when it is opened: no label is made of what a caller sends.
 *
 * http/metrics_list has the name and the meaning of each. All functions take NULL for a server that
 * does not count. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum metric {
	METRIC_REQUESTS,        /* series: metric_request() */
	METRIC_REQUEST_SECONDS, /* series: metric_route() */
	METRIC_IN_FLIGHT,
	METRIC_RECEIVED,
	METRIC_SENT,
	METRIC_TOO_FAST,
	METRIC_DEEDS,       /* series: metric_deed() */
	METRIC_REDEMPTIONS, /* series: enum outcome */
	METRIC_CHECKS,
	METRIC_WRITER_QUEUE,
	METRIC_GROUP_SIZE,
	METRIC_COMMIT_SECONDS,
	METRIC_WORKERS_QUEUE,
	METRIC_WORKERS_BUSY,
	METRIC_PRINTS_QUEUE,
	METRIC_PRINTS_BUSY,
	METRIC_BATCH_PASSES,
	METRIC_IMPORT_ROWS,
	METRIC_EXPORT_BYTES,
	METRIC_LOGINS_QUEUE,
	METRIC_LOGINS_BUSY,
	METRIC_CHORES, /* series: http/tidy's chores */
	METRIC_CHORE_FAILURES,
	METRIC_LOG_LOST,
	METRIC__KEPT,
	METRIC_STARTED = METRIC__KEPT, /* from here on: what http/machine finds when it is asked */
	METRIC_BOOKS_SIZE,
	METRIC_WAL_SIZE,
	METRIC_FREE_SIZE,
	METRIC_CPU_SECONDS,
	METRIC_RESIDENT,
	METRIC_VIRTUAL,
	METRIC_FILES,
	METRIC_FILES_MAX,
	METRIC_CONNECTIONS, /* series: enum watch_phase */
	METRIC_ACCEPTED,
	METRIC_LATE,
	METRIC_PUSHED_OUT,
	METRIC_BUILD,
	METRIC__COUNT
};

struct http_route;
struct metrics;

bool metrics_open(struct metrics **ret, struct err *err);
void metrics_close(struct metrics **metrics);

/* Seconds since 1970. */
int64_t metrics_started_at(const struct metrics *metrics);

/* Which of a metric's series: 0 when it has only one. */
size_t metric_route(const struct http_route *route); /* NULL = no such path */
size_t metric_request(const struct http_route *route, int status);
size_t metric_deed(const struct http_route *route); /* it has a verb */

/* A counter grows by one; a gauge by `number`, which may be negative; a histogram gets a value:
 * nanoseconds when it is one of seconds. */
void metrics_count(struct metrics *metrics, enum metric metric, size_t series);
void metrics_add(struct metrics *metrics, enum metric metric, int64_t number);
void metrics_observe(struct metrics *metrics, enum metric metric, size_t series, int64_t value);

/* A cell of a series, as it is now: of a counter or gauge there is one; a histogram has one for
 * each bucket, one for what is beyond them, and the sum. */
int64_t metrics_read(const struct metrics *metrics, enum metric metric, size_t series, size_t cell);

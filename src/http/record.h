/* What is remembered of calls and of the upkeep: numbers for GET /metrics, and lines of the log as
 * docs/logs.md describes them. Of a call that is its line in the route table, never its path; of
 * the caller the account's number, never an address. */
#pragma once

#include <stdatomic.h>

#include "base/log_gate.h"
#include "http/metrics.h"

struct call;
struct watch;

struct record {
	struct metrics *metrics;
	const struct watch *watch; /* of connections; NULL = there are none */
	struct log_gate gate;      /* of failures */
	bool requests;             /* a line for every call */
	atomic_bool unwritable;    /* the latest try to write into the books failed */
};

bool record_open(struct record *record, struct err *err);

/* An empty one may be closed. */
void record_close(struct record *record);

/* A call's first line is known; its answer is known, and this is its size; it is over. */
void record_begun(struct record *record);
void record_answered(struct record *record, const struct call *call, size_t size);
void record_ended(struct record *record);

/* Something else failed, while `event`: told always, or at most once a minute for each name. */
void record_failure(struct record *record, const char *event, const struct err *err);
void record_repeated(struct record *record, const char *event, const struct err *err);

/* Tell how often failed what was not told each time. Every second, from one thread. */
void record_round(struct record *record);

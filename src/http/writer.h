/* Group commit. Everything that waits goes into the next transaction, so that one fsync serves
 * many calls; groups grow by themselves while the one before is being written. */
#pragma once

#include <stddef.h>

#include "domain/redeem.h"

struct app;
struct metrics;
struct writer;

/* Items of one call. Of the caller until given to the writer, and again when done. */
struct writer_job {
	struct redeem_item *items;            /* prepared */
	size_t count;                         /* at least 1 */
	bool is_list;                         /* for who reads and answers it */
	const char *key;                      /* Idempotency-Key of a list; NULL = none */
	void (*done)(struct writer_job *job); /* from the writer's thread, once */
	bool failed;                          /* then `err` says why, and no outcome holds */
	struct err err;
	struct writer_job *next; /* the writer's */
	size_t taken;
};

/* redeem_batch(), or a test's. */
typedef bool writer_batch(struct app *app, struct redeem_item *const *items, size_t count,
                          struct err *err);

/* `app` is the writer's alone until writer_close(); the caller closes it then. */
bool writer_open(struct writer **ret, struct app *app, writer_batch *batch, struct metrics *metrics,
                 struct err *err);

/* Settles what still waits. */
void writer_close(struct writer **writer);

/* A call that will bring a job begins, or has none (any more). */
void writer_enter(struct writer *writer);
void writer_leave(struct writer *writer);

/* Settle in the calling thread when no other call is near: a single client need not wait for a
 * thread to wake up. False: it was not done, use writer_add(): somebody else is near, or another
 * process writes. */
bool writer_try(struct writer *writer, struct writer_job *job);

/* Queue it; job->done() follows. A job of many items takes several transactions: after a failure
 * the first of them may be on disk, which a repetition of the call finds out. */
void writer_add(struct writer *writer, struct writer_job *job);

/* writer_add(), and wait. */
void writer_settle(struct writer *writer, struct writer_job *job);

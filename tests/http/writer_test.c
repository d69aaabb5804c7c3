/* The queue with a verb of our own: what is grouped, who is told, and when. */
#include "http/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "check.h"
#include "domain/app.h"
#include "http/metrics.h"

enum { ROUNDS_MAX = 64 };

/* The verb: remembers how many items came in each round, waits at the gate. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static atomic_int rounds, arrived;
static size_t sizes[ROUNDS_MAX];
static atomic_int fail_round = -1;
static atomic_bool fail_busy;

static bool batch(struct app *app, struct redeem_item *const *items, size_t count, struct err *err)
{
	int round;

	(void)app;
	atomic_fetch_add(&arrived, 1);
	pthread_mutex_lock(&gate);
	round = atomic_fetch_add(&rounds, 1);
	sizes[round] = count;
	pthread_mutex_unlock(&gate);
	if (round == atomic_load(&fail_round))
		return fail_busy ? err_named(err, ERR_BUSY, "database_busy", "locked")
		                 : err_set(err, ERR_SYSTEM, "disk full");
	for (size_t i = 0; i < count; i++) {
		items[i]->outcome = OUTCOME_REDEEMED;
		items[i]->redemption.id++; /* how often it was settled */
	}
	return true;
}

static atomic_int told;

static void done(struct writer_job *job)
{
	(void)job;
	atomic_fetch_add(&told, 1);
}

static struct metrics *metrics; /* of the last writer */
static struct app books;        /* which the verb does not use */

static int64_t counted(enum metric metric, size_t cell)
{
	return metrics_read(metrics, metric, 0, cell);
}

static struct writer *open_writer(void)
{
	struct writer *writer = NULL;
	struct err err;

	atomic_store(&rounds, 0);
	atomic_store(&arrived, 0);
	atomic_store(&told, 0);
	atomic_store(&fail_round, -1);
	atomic_store(&fail_busy, false);
	metrics_close(&metrics);
	CHECK_OK(metrics_open(&metrics, &err));
	CHECK_OK(writer_open(&writer, &books, batch, metrics, &err));
	return writer;
}

static struct writer_job *jobs_of(size_t jobs, size_t items)
{
	struct writer_job *list = calloc(jobs, sizeof *list);

	for (size_t i = 0; i < jobs; i++)
		list[i] = (struct writer_job){ .items = calloc(items, sizeof *list->items),
			                       .count = items,
			                       .done = done };
	return list;
}

static void free_jobs(struct writer_job *list, size_t jobs)
{
	for (size_t i = 0; i < jobs; i++)
		free(list[i].items);
	free(list);
}

/* Keep the verb busy with one job while the others queue up. */
static void queue_behind(struct writer *writer, struct writer_job *list, size_t jobs)
{
	int64_t left = list->count < REDEEM_BATCH_MAX ? 0 : (int64_t)list->count - REDEEM_BATCH_MAX;

	pthread_mutex_lock(&gate);
	writer_add(writer, &list[0]);
	while (atomic_load(&arrived) == 0)
		usleep(100);
	CHECK_INT(counted(METRIC_WRITER_QUEUE, 0), left); /* the verb has the others */
	for (size_t i = 1; i < jobs; i++)
		writer_add(writer, &list[i]);
	CHECK_INT(counted(METRIC_WRITER_QUEUE, 0), left + (int64_t)(list->count * (jobs - 1)));
	pthread_mutex_unlock(&gate);
}

static void what_waits_during_a_commit_is_the_next_group(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(101, 1);

	queue_behind(writer, list, 101);
	writer_close(&writer);
	CHECK_INT(rounds, 2);
	CHECK_INT(sizes[0], 1);
	CHECK_INT(sizes[1], 100);
	CHECK_INT(told, 101);
	for (size_t i = 0; i < 101; i++)
		CHECK_INT(list[i].items[0].redemption.id, 1);
	CHECK_INT(counted(METRIC_WRITER_QUEUE, 0), 0);
	CHECK_INT(counted(METRIC_GROUP_SIZE, 0), 1); /* up to 1 */
	CHECK_INT(counted(METRIC_GROUP_SIZE, 7), 1); /* up to 128 */
	CHECK_INT(counted(METRIC_GROUP_SIZE, 9), 101);
	free_jobs(list, 101);
}

static void a_group_is_never_larger_than_the_verb_takes(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(3, 150);

	queue_behind(writer, list, 3);
	writer_close(&writer);
	/* 128 of the first, then its rest with what came after: 22 + 106, 44 + 84, 66 */
	CHECK_INT(rounds, 4);
	CHECK_INT(sizes[0], REDEEM_BATCH_MAX);
	CHECK_INT(sizes[1], REDEEM_BATCH_MAX);
	CHECK_INT(sizes[2], REDEEM_BATCH_MAX);
	CHECK_INT(sizes[3], 450 - 3 * REDEEM_BATCH_MAX);
	CHECK_INT(told, 3);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 150; k++)
			CHECK_INT(list[i].items[k].redemption.id, 1);
	free_jobs(list, 3);
}

static void who_was_in_a_failed_group_is_told_so_and_nobody_else(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(4, 1);

	atomic_store(&fail_round, 0);
	queue_behind(writer, list, 4);
	writer_close(&writer);
	CHECK_INT(told, 4);
	CHECK(list[0].failed);
	CHECK_TEXT(list[0].err.text, "disk full");
	for (size_t i = 1; i < 4; i++)
		CHECK(!list[i].failed && list[i].items[0].outcome == OUTCOME_REDEEMED);
	free_jobs(list, 4);
}

/* It has waited as long as the group before it. */
static void while_nobody_can_write_the_whole_queue_is_told_so(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(4, 100);

	atomic_store(&fail_round, 0);
	atomic_store(&fail_busy, true);
	queue_behind(writer, list, 4);
	writer_close(&writer);
	CHECK_INT(told, 4);
	CHECK_INT(rounds, 1);
	for (size_t i = 0; i < 4; i++) {
		CHECK(list[i].failed);
		CHECK_TEXT(list[i].err.name, "database_busy");
	}
	CHECK_INT(counted(METRIC_WRITER_QUEUE, 0), 0);
	free_jobs(list, 4);
}

static void a_list_that_failed_half_way_is_told_once_and_not_continued(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(2, 300);

	atomic_store(&fail_round, 1); /* the middle of the first */
	queue_behind(writer, list, 2);
	writer_close(&writer);
	CHECK_INT(told, 2);
	CHECK(list[0].failed);
	CHECK_INT(list[0].items[299].redemption.id, 0);
	CHECK(!list[1].failed);
	CHECK_INT(list[1].items[299].redemption.id, 1);
	CHECK_INT(counted(METRIC_WRITER_QUEUE, 0), 0);
	free_jobs(list, 2);
}

static void who_is_alone_commits_in_its_own_thread(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(1, 1);

	writer_enter(writer);
	CHECK(writer_try(writer, list));
	CHECK_INT(list->items->redemption.id, 1);
	CHECK_INT(told, 0);
	writer_enter(writer); /* somebody else is near: let them share a commit */
	CHECK(!writer_try(writer, list));
	writer_leave(writer);
	CHECK(writer_try(writer, list));
	atomic_store(&fail_round, 2);
	CHECK(writer_try(writer, list));
	CHECK(list->failed);
	atomic_store(&fail_busy, true);
	atomic_store(&fail_round, 3);
	CHECK(!writer_try(writer, list)); /* who has other calls does not wait: the queue does */
	CHECK(!list->failed);
	CHECK(!books.hasty);
	writer_close(&writer);
	free_jobs(list, 1);
}

static void who_waits_gets_what_was_settled(void)
{
	struct writer *writer = open_writer();
	struct writer_job *list = jobs_of(1, 200);

	writer_settle(writer, list);
	CHECK(!list->failed);
	CHECK_INT(list->items[0].redemption.id, 1);
	CHECK_INT(list->items[199].redemption.id, 1);
	writer_close(&writer);
	free_jobs(list, 1);
}

CHECK_MAIN({ "what_waits_during_a_commit_is_the_next_group",
             what_waits_during_a_commit_is_the_next_group },
           { "a_group_is_never_larger_than_the_verb_takes",
             a_group_is_never_larger_than_the_verb_takes },
           { "who_was_in_a_failed_group_is_told_so_and_nobody_else",
             who_was_in_a_failed_group_is_told_so_and_nobody_else },
           { "while_nobody_can_write_the_whole_queue_is_told_so",
             while_nobody_can_write_the_whole_queue_is_told_so },
           { "a_list_that_failed_half_way_is_told_once_and_not_continued",
             a_list_that_failed_half_way_is_told_once_and_not_continued },
           { "who_is_alone_commits_in_its_own_thread", who_is_alone_commits_in_its_own_thread },
           { "who_waits_gets_what_was_settled", who_waits_gets_what_was_settled })

/* What was acknowledged survives; threads with connections of their own do not disturb each other.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

enum { KILLS = 6, THREADS = 4, ROWS = 40 };

/* Commit row after row, pairs at a time, and say the number of each once it is kept. */
static void commit_for_ever(const char *url, int64_t from, int out)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	if (!sql_open(&sql, url, SQL_READ_WRITE, &err))
		return;
	for (int64_t id = from;; id += 2)
		if (!sql_begin(sql, &err) ||
		    !sql_run(sql, ADD, SQL_ARGS(sql_int(id), sql_text("a")), &err) ||
		    !sql_run(sql, ADD, SQL_ARGS(sql_int(id + 1), sql_text("b")), &err) ||
		    !sql_commit(sql, &err) || write(out, &id, sizeof id) != sizeof id)
			return;
}

/* Let a child commit for a moment and kill it; the last number it said, or `from` - 2. */
static int64_t kill_in_the_middle(const char *url, int64_t from, useconds_t after)
{
	int ends[2];
	int64_t said = from - 2, id;
	pid_t child;

	if (!CHECK(pipe(ends) == 0))
		return said;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		commit_for_ever(url, from, ends[1]);
		_exit(1);
	}
	close(ends[1]);
	if (read(ends[0], &id, sizeof id) == sizeof id)
		said = id;
	usleep(after);
	kill(child, SIGKILL);
	while (read(ends[0], &id, sizeof id) == sizeof id)
		said = id;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return said;
}

static int64_t count_where(struct sql *sql, const char *text, int64_t from, int64_t until)
{
	struct err err = { 0 };
	int64_t n = -1;

	CHECK_OK(sql_one_int(sql, text, SQL_ARGS(sql_int(from), sql_int(until)), &n, &err));
	return n;
}

/* At one moment, for a server may still be busy with the last words of the killed. */
static void check_kept(struct sql *sql, int64_t from, int64_t said)
{
	static const char all[] = "SELECT COUNT(*) FROM thing WHERE id >= $1 AND id < $2",
			  firsts[] = "SELECT COUNT(*) FROM thing WHERE id >= $1 AND id < $2"
				     " AND name = 'a'";
	struct err err = { 0 };
	int64_t kept;

	CHECK_OK(sql_begin_read(sql, &err));
	CHECK_INT(count_where(sql, all, from, said + 2), said + 2 - from);
	kept = count_where(sql, all, from, INT64_MAX);
	CHECK_INT(kept, 2 * count_where(sql, firsts, from, INT64_MAX));
	CHECK(kept <= said + 4 - from); /* at most one that it had no time to say */
	sql_rollback(sql);
}

static void kill_9_loses_nothing_acknowledged_and_halves_nothing(void)
{
	FIXTURE;
	int64_t from = 0;

	if (!test_database_is_postgres())
		CHECK_OK(sql_script(f.sql, "PRAGMA journal_mode = WAL", &err));
	sql_close(&f.sql);
	for (unsigned i = 0; i < KILLS; i++) {
		int64_t said = kill_in_the_middle(f.database.url, from, 1000 + 3700 * i);

		CHECK(said >= from);
		if (!CHECK_OK(sql_open(&f.sql, f.database.url, SQL_READ_WRITE, &err)))
			return;
		check_kept(f.sql, from, said);
		sql_close(&f.sql);
		from = said + 4;
	}
}

struct worker {
	const char *url;
	int64_t first;
	int64_t seen;
	struct err err;
	bool done;
};

static void *work(void *context)
{
	struct worker *worker = context;
	AUTO(sql_close) struct sql *sql = NULL;

	worker->done = sql_open(&sql, worker->url, SQL_READ_WRITE, &worker->err);
	for (int64_t i = 0; worker->done && i < ROWS; i++)
		worker->done = sql_run(sql, ADD, SQL_ARGS(sql_int(worker->first + i), sql_null()),
		                       &worker->err) &&
		               sql_one_int(sql, "SELECT COUNT(*) FROM thing", SQL_NO_ARGS,
		                           &worker->seen, &worker->err);
	return NULL;
}

static void threads_with_their_own_connections_share_a_database(void)
{
	FIXTURE;
	struct worker workers[THREADS];
	pthread_t threads[THREADS];

	if (!test_database_is_postgres())
		CHECK_OK(sql_script(f.sql, "PRAGMA journal_mode = WAL", &err));
	for (int i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .url = f.database.url, .first = 1000 * i };
		CHECK_INT(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		if (!workers[i].done)
			CHECK_FAIL("thread %d: %s", i, workers[i].err.text);
		CHECK(workers[i].seen >= ROWS);
	}
	CHECK_INT(count(f.sql), THREADS * ROWS);
}

DATABASE_MAIN({ "kill_9_loses_nothing_acknowledged_and_halves_nothing",
                kill_9_loses_nothing_acknowledged_and_halves_nothing },
              { "threads_with_their_own_connections_share_a_database",
                threads_with_their_own_connections_share_a_database })

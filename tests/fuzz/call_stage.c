#include "call_stage.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/text.h"
#include "domain/app.h"
#include "fuzz.h"
#include "render/render.h"
#include "store/driver.h"
#include "store/drivers.h"

/* ---- random numbers: splitmix64, begun again with each scene ---- */

static uint64_t random_state;

static const char *random_name(void)
{
	return "the same each time";
}

static uint32_t random_next(void)
{
	uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(z >> 32);
}

static void random_fill(void *to, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((unsigned char *)to)[i] = (unsigned char)random_next();
}

static struct randombytes_implementation same_random = { .implementation_name = random_name,
	                                                 .random = random_next,
	                                                 .buf = random_fill };

/* ---- the books: SQLite, its transactions inside one of ours ---- */

static bool nested;
static struct driver nesting; /* SQLite's, some functions replaced */

static bool nest_script(struct sql *sql, const char *text, struct err *err)
{
	if (nested && (text == driver_sqlite.begin || text == driver_sqlite.snapshot))
		text = "SAVEPOINT scene";
	else if (nested && strcmp(text, "COMMIT") == 0)
		text = "RELEASE scene";
	else if (nested && strcmp(text, "ROLLBACK") == 0)
		text = "ROLLBACK TO scene; RELEASE scene";
	return driver_sqlite.script(sql, text, err);
}

/* PostgreSQL takes no text that is not UTF-8: what comes so far would be a failure there. */
static bool nest_run(struct query *query, const struct sql_value *args, size_t count,
                     struct err *err)
{
	for (size_t i = 0; i < count; i++)
		MUST(args[i].kind != SQL_TEXT || text_is_utf8(args[i].data, strlen(args[i].data)));
	return driver_sqlite.run(query, args, count, err);
}

static bool nest_open(struct sql *sql, const char *url, struct err *err)
{
	nesting = driver_sqlite;
	nesting.script = nest_script;
	nesting.run = nest_run;
	sql->driver = &nesting;
	return driver_sqlite.open(sql, url + strlen("nest+"), err);
}

static const struct driver driver_nest = { .scheme = "nest+sqlite:", .open = nest_open };

/* Instead of the program's own list. */
const struct driver *const drivers[] = { &driver_sqlite, &driver_nest };
const size_t drivers_count = COUNT_OF(drivers);

/* ---- the lanes, without threads: instead of http/workers, http/writer, http/long_work and http/tidy ---- */

struct workers {
	struct worker worker;
};

struct writer {
	struct app *app;
	writer_batch *batch;
};

static struct workers the_workers;
static struct writer the_writer;

/* For lanes_open(): all share the one connection. */
bool __wrap_app_clone(struct app **ret, struct app *app, bool read_only, struct err *err);
bool __wrap_app_clone(struct app **ret, struct app *app, bool read_only, struct err *err)
{
	(void)read_only, (void)err;
	*ret = app;
	return true;
}

bool workers_open(struct workers **ret, const struct app *app, const struct workers_kind *kind,
                  struct metrics *metrics, struct err *err)
{
	(void)kind, (void)metrics, (void)err;
	the_workers.worker.app = (struct app *)(uintptr_t)app;
	*ret = &the_workers;
	return true;
}

void workers_close(struct workers **workers)
{
	*workers = NULL;
}

bool workers_enter(struct workers *workers, struct err *err)
{
	(void)workers, (void)err;
	return true;
}

void workers_add(struct workers *workers, struct work *work)
{
	work->run(&workers->worker, work);
}

bool writer_open(struct writer **ret, struct app *app, writer_batch *batch, struct metrics *metrics,
                 struct err *err)
{
	(void)metrics, (void)err;
	the_writer = (struct writer){ app, batch };
	*ret = &the_writer;
	return true;
}

void writer_close(struct writer **writer)
{
	*writer = NULL;
}

void writer_enter(struct writer *writer)
{
	(void)writer;
}

void writer_leave(struct writer *writer)
{
	(void)writer;
}

bool writer_try(struct writer *writer, struct writer_job *job)
{
	struct redeem_item *items[REDEEM_BATCH_MAX];

	for (size_t from = 0, count; from < job->count && !job->failed; from += count) {
		count = job->count - from < REDEEM_BATCH_MAX ? job->count - from : REDEEM_BATCH_MAX;
		for (size_t i = 0; i < count; i++)
			items[i] = &job->items[from + i];
		job->failed = !writer->batch(writer->app, items, count, &job->err);
	}
	return true;
}

void writer_add(struct writer *writer, struct writer_job *job)
{
	writer_try(writer, job);
	job->done(job);
}

void writer_settle(struct writer *writer, struct writer_job *job)
{
	writer_try(writer, job);
}

const size_t tidy_chores_count;

const char *tidy_chore_name(size_t chore)
{
	(void)chore;
	return "";
}

bool tidy_open(struct tidy **ret, struct app *app, struct sightings *sightings,
               struct record *record, struct err *err)
{
	(void)ret, (void)app, (void)sightings, (void)record, (void)err;
	return true;
}

void tidy_close(struct tidy **tidy)
{
	*tidy = NULL;
}

bool long_work_open(struct long_work **ret, const struct app *app, struct record *record,
                    struct err *err)
{
	(void)ret, (void)app, (void)record, (void)err;
	return true;
}

void long_work_close(struct long_work **work)
{
	*work = NULL;
}

/* ---- the stage ---- */

static void nothing(struct call *call)
{
	(void)call;
}

void stage_open(struct stage *stage)
{
	struct err err = { 0 };
	char url[300];

	*stage = (struct stage){ .lanes = { .hold = nothing, .release = nothing } };
	MUST(randombytes_set_implementation(&same_random) == 0);
	test_database_open(&stage->database);
	snprintf(url, sizeof url, "nest+%s", stage->database.url);
	MUST(fixture_open(&stage->fixture, url, stage->database.folder));
	MUST(lanes_open(&stage->lanes, stage->fixture.app, &err));
	stage->fixture.app->fixed_at = clock_now();
}

void stage_begin(struct stage *stage)
{
	struct err err = { 0 };

	random_state = 1;
	MUST(sql_script(stage->fixture.app->sql, "BEGIN IMMEDIATE", &err));
	nested = true;
}

void stage_end(struct stage *stage)
{
	struct err err = { 0 };

	nested = false;
	MUST(sql_script(stage->fixture.app->sql, "ROLLBACK", &err));
}

void stage_run(struct stage *stage, struct call *call)
{
	if (!call_run(call, stage->fixture.app))
		call_resume(call, stage->fixture.app);
}

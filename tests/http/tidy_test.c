/* The upkeep, chore by chore, without its thread. */
#include "http/tidy.h"

#include "base/auto.h"
#include "desk.h"
#include "store/sql.h"

static struct desk desk;

static size_t chore_of(const char *name)
{
	for (size_t i = 0; i < tidy_chores_count; i++)
		if (strcmp(tidy_chore_name(i), name) == 0)
			return i;
	CHECK_FAIL("no chore %s", name);
	return 0;
}

static void do_it(const char *name)
{
	tidy_do(chore_of(name), desk.fixture.app, &desk.lanes.sightings, &desk.lanes.record);
}

static int64_t counted(enum metric metric, const char *name)
{
	return metrics_read(desk.lanes.record.metrics, metric, chore_of(name), 0);
}

/* As a full disk or one that was mounted for reading does it to every write. */
static void let_write(bool may)
{
	const char *text = strncmp(desk.fixture.app->database, "sqlite:", 7) == 0
	                           ? (may ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON")
	                   : may ? "SET default_transaction_read_only = off"
	                         : "SET default_transaction_read_only = on";
	struct err err;

	CHECK_OK(sql_script(desk.fixture.app->sql, text, &err));
}

static int health(void)
{
	return desk_call(&desk, WHO__COUNT, "GET", "/healthz", "%s", "");
}

static void health_knows_whether_the_books_can_be_written(void)
{
	desk_open(&desk);
	do_it("probe");
	CHECK(!desk.lanes.record.unwritable);
	CHECK_INT(health(), 200);
	let_write(false);
	CHECK_INT(health(), 200); /* nobody has tried yet */
	do_it("probe");
	CHECK(desk.lanes.record.unwritable);
	CHECK_INT(health(), 503);
	CHECK_TEXT(desk_text(&desk, "code"), "books_unwritable");
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	CHECK_INT(counted(METRIC_CHORE_FAILURES, "probe"), 1);
	let_write(true);
	do_it("probe");
	CHECK_INT(health(), 200);
	CHECK_INT(counted(METRIC_CHORES, "probe"), 3);
	CHECK_INT(counted(METRIC_CHORE_FAILURES, "probe"), 1);
	desk_close(&desk);
}

static void other_chores_say_nothing_about_writing(void)
{
	desk_open(&desk);
	let_write(false);
	for (size_t i = 0; i < tidy_chores_count; i++)
		if (i != chore_of("probe"))
			tidy_do(i, desk.fixture.app, &desk.lanes.sightings, &desk.lanes.record);
	CHECK(!desk.lanes.record.unwritable);
	CHECK(counted(METRIC_CHORE_FAILURES, "replies") == 1);
	CHECK_INT(health(), 200);
	let_write(true);
	for (size_t i = 0; i < tidy_chores_count; i++)
		tidy_do(i, desk.fixture.app, &desk.lanes.sightings, &desk.lanes.record);
	CHECK_INT(counted(METRIC_CHORE_FAILURES, "replies"), 1);
	desk_close(&desk);
}

DATABASE_MAIN({ "health_knows_whether_the_books_can_be_written",
                health_knows_whether_the_books_can_be_written },
              { "other_chores_say_nothing_about_writing", other_chores_say_nothing_about_writing })

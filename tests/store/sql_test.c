#include "fixture.h"

static void touch_says_whether_a_row_was_touched(void)
{
	FIXTURE;
	static const char text[] = "UPDATE thing SET name = $2 WHERE id = $1 RETURNING id";
	bool touched = true;

	CHECK_OK(sql_touch(f.sql, text, SQL_ARGS(sql_int(1), sql_text("a")), &touched, &err));
	CHECK(!touched);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_OK(sql_touch(f.sql, text, SQL_ARGS(sql_int(1), sql_text("a")), &touched, &err));
	CHECK(touched);
}

static void classes_of_failure_are_told(void)
{
	FIXTURE;
	int64_t n;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "duplicate");
	CHECK_ERR(sql_run(f.sql, "UPDATE thing SET parent = 9", SQL_NO_ARGS, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "reference");
	CHECK_ERR(sql_one_int(f.sql, "SELECT id FROM thing WHERE id = 5", SQL_NO_ARGS, &n, &err),
	          ERR_MISSING);
}

static void commit_keeps_and_rollback_drops(void)
{
	FIXTURE;

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_ERR(sql_begin(f.sql, &err), ERR_SYSTEM);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	sql_rollback(f.sql);
	sql_rollback(f.sql);
	CHECK_INT(count(f.sql), 0);
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(count(f.sql), 1);
}

static void one_failed_statement_spoils_the_transaction(void)
{
	FIXTURE;

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err), ERR_CONFLICT);
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(2), sql_null()), &err), ERR_SYSTEM);
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK_INT(count(f.sql), 0);
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(count(f.sql), 1);
}

static void a_reader_sees_one_moment_and_writes_nothing(void)
{
	FIXTURE;
	AUTO(sql_close) struct sql *reader = NULL;

	/* What migrate() does for every real database. */
	if (!test_database_is_postgres())
		CHECK_OK(sql_script(f.sql, "PRAGMA journal_mode = WAL", &err));
	CHECK_OK(sql_open(&reader, f.database.url, SQL_READ_WRITE, &err));
	CHECK_OK(sql_begin_read(reader, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_INT(count(f.sql), 1);
	CHECK_INT(count(reader), 0);
	CHECK_ERR(sql_run(reader, ADD, SQL_ARGS(sql_int(2), sql_null()), &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "database_read_only");
	sql_rollback(reader);
	CHECK_INT(count(reader), 1);
	sql_close(&reader);
}

static void a_slow_writer_makes_others_busy(void)
{
	FIXTURE;
	AUTO(sql_close) struct sql *other = NULL;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_OK(sql_open(&other, f.database.url, SQL_READ_WRITE, &err));
	CHECK_OK(sql_script(other,
	                    test_database_is_postgres() ? "SET lock_timeout = '50ms'"
	                                                : "PRAGMA busy_timeout = 50",
	                    &err));
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, "UPDATE thing SET name = 'a'", SQL_NO_ARGS, &err));
	CHECK_ERR(sql_run(other, "UPDATE thing SET name = 'b'", SQL_NO_ARGS, &err), ERR_BUSY);
	CHECK_TEXT(err.name, "database_busy");
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_OK(sql_run(other, "UPDATE thing SET name = 'b'", SQL_NO_ARGS, &err));
	CHECK_OK(sql_tidy(other, &err));
	sql_close(&other);
}

DATABASE_MAIN({ "touch_says_whether_a_row_was_touched", touch_says_whether_a_row_was_touched },
              { "classes_of_failure_are_told", classes_of_failure_are_told },
              { "commit_keeps_and_rollback_drops", commit_keeps_and_rollback_drops },
              { "one_failed_statement_spoils_the_transaction",
                one_failed_statement_spoils_the_transaction },
              { "a_reader_sees_one_moment_and_writes_nothing",
                a_reader_sees_one_moment_and_writes_nothing },
              { "a_slow_writer_makes_others_busy", a_slow_writer_makes_others_busy })

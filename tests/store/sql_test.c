#include <stdlib.h>

#include "base/auto.h"
#include "database.h"
#include "store/sql.h"

struct fixture {
	struct test_database database;
	struct sql *sql;
};

static void fixture_close(struct fixture *f)
{
	sql_close(&f->sql);
	test_database_close(&f->database);
}

static bool fixture_open(struct fixture *f)
{
	struct err err = { 0 };

	test_database_open(&f->database);
	return CHECK_OK(sql_open(&f->sql, f->database.url, SQL_READ_WRITE, &err)) &&
	       CHECK_OK(sql_script(f->sql,
	                           "CREATE TABLE parent (id BIGINT PRIMARY KEY);"
	                           "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT,"
	                           " data BYTEA, real DOUBLE PRECISION,"
	                           " parent BIGINT REFERENCES parent (id))",
	                           &err));
}

#define FIXTURE                                                                                    \
	AUTO(fixture_close) struct fixture f = { 0 };                                              \
	struct err err = { 0 };                                                                    \
	if (!fixture_open(&f))                                                                     \
	return

static const char ADD[] = "INSERT INTO thing (id, name) VALUES ($1, $2)";
static const char COUNT[] = "SELECT COUNT(*) FROM thing";

static int64_t count(struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = -1;

	CHECK_OK(sql_one_int(sql, COUNT, SQL_NO_ARGS, &n, &err));
	return n;
}

static void every_kind_comes_back_as_it_went(void)
{
	FIXTURE;
	static const unsigned char odd[] = { 0, 1, 0xff, 0, '\\', 'x' };
	static const char text[] =
		"INSERT INTO thing (id, name, data, real) VALUES ($1, $4, $3, $2)";
	AUTO(query_close) struct query *q = NULL;
	const void *data;
	size_t size;

	CHECK_OK(sql_run(f.sql, text,
	                 SQL_ARGS(sql_int(INT64_MIN), sql_real(-48.85661400000001),
	                          sql_bytes(odd, sizeof odd), sql_text("Évry «€»")),
	                 &err));
	CHECK_OK(sql_run(f.sql, text,
	                 SQL_ARGS(sql_int(INT64_MAX), sql_null(), sql_bytes("", 0), sql_text("")),
	                 &err));
	CHECK_OK(sql_run(
		f.sql, text,
		SQL_ARGS(sql_int(0), sql_real_if(false, 1), sql_bytes(NULL, 3), sql_text(NULL)),
		&err));
	CHECK_OK(query_open(&q, f.sql, "SELECT id, name, data, real, id = 0 FROM thing ORDER BY id",
	                    SQL_NO_ARGS, &err));
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_INT(query_int(q, 0), INT64_MIN);
	CHECK_TEXT(query_text(q, 1), "Évry «€»");
	data = query_bytes(q, 2, &size);
	if (CHECK_INT(size, sizeof odd))
		CHECK_BYTES(data, odd, sizeof odd);
	CHECK(query_real(q, 3) == -48.85661400000001);
	CHECK_INT(query_int(q, 4), 0);
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK(query_is_null(q, 1) && !query_text(q, 1));
	CHECK(query_is_null(q, 2) && !query_bytes(q, 2, &size) && size == 0);
	CHECK(query_is_null(q, 3) && query_real(q, 3) == 0 && query_int(q, 3) == 0);
	CHECK_INT(query_int(q, 4), 1);
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_INT(query_int(q, 0), INT64_MAX);
	CHECK_TEXT(query_text(q, 1), "");
	CHECK(!query_is_null(q, 2) && query_bytes(q, 2, &size) && size == 0);
	CHECK_INT(query_next(q, &err), STEP_DONE);
	CHECK_INT(query_next(q, &err), STEP_DONE);
}

static void null_and_value_take_turns_in_one_text(void)
{
	FIXTURE;
	static const char text[] = "INSERT INTO thing (id, parent) VALUES ($1, $2)";

	CHECK_OK(sql_script(f.sql, "INSERT INTO parent VALUES (7)", &err));
	for (int64_t i = 0; i < 6; i++)
		CHECK_OK(sql_run(f.sql, text, SQL_ARGS(sql_int(i), sql_int_if(i & 1, 7)), &err));
	CHECK_INT(count(f.sql), 6);
}

static void same_text_can_be_open_twice_at_once(void)
{
	FIXTURE;
	static const char text[] = "SELECT id FROM thing WHERE id >= $1 ORDER BY id";
	AUTO(query_close) struct query *a = NULL;
	AUTO(query_close) struct query *b = NULL;

	for (int64_t i = 0; i < 4; i++)
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_null()), &err));
	CHECK_OK(query_open(&a, f.sql, text, SQL_ARGS(sql_int(0)), &err));
	CHECK_INT(query_next(a, &err), STEP_ROW);
	CHECK_OK(query_open(&b, f.sql, text, SQL_ARGS(sql_int(2)), &err));
	CHECK_INT(query_next(b, &err), STEP_ROW);
	CHECK_INT(query_next(a, &err), STEP_ROW);
	CHECK_INT(query_int(a, 0), 1);
	CHECK_INT(query_int(b, 0), 2);
	query_close(&a);
	query_close(&b);
}

static void another_text_at_the_same_address_is_another_statement(void)
{
	FIXTURE;
	char text[64];
	int64_t n;

	for (int64_t i = 0; i < 1000; i++) { /* more than are kept */
		snprintf(text, sizeof text, "SELECT CAST(%d AS BIGINT) + $1", (int)i);
		CHECK_OK(sql_one_int(f.sql, text, SQL_ARGS(sql_int(1)), &n, &err));
		if (!CHECK_INT(n, i + 1))
			return;
	}
	CHECK_INT(count(f.sql), 0);
}

static void wrong_number_of_arguments_is_refused(void)
{
	FIXTURE;

	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1)), &err), ERR_SYSTEM);
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null(), sql_null()), &err),
	          ERR_SYSTEM);
	CHECK_ERR(sql_run(f.sql, "SELECT nonsense", SQL_NO_ARGS, &err), ERR_SYSTEM);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_INT(count(f.sql), 1);
}

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

static void a_finished_write_is_not_run_again(void)
{
	FIXTURE;
	AUTO(query_close) struct query *q = NULL;

	CHECK_OK(query_open(&q, f.sql, "UPDATE thing SET id = id + 1", SQL_NO_ARGS, &err));
	CHECK_INT(query_next(q, &err), STEP_DONE);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_INT(query_next(q, &err), STEP_DONE);
	query_close(&q);
	CHECK_OK(sql_run(f.sql, "DELETE FROM thing WHERE id = 1", SQL_NO_ARGS, &err));
	CHECK_INT(count(f.sql), 0);
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

DATABASE_MAIN({ "every_kind_comes_back_as_it_went", every_kind_comes_back_as_it_went },
              { "null_and_value_take_turns_in_one_text", null_and_value_take_turns_in_one_text },
              { "same_text_can_be_open_twice_at_once", same_text_can_be_open_twice_at_once },
              { "another_text_at_the_same_address_is_another_statement",
                another_text_at_the_same_address_is_another_statement },
              { "wrong_number_of_arguments_is_refused", wrong_number_of_arguments_is_refused },
              { "touch_says_whether_a_row_was_touched", touch_says_whether_a_row_was_touched },
              { "a_finished_write_is_not_run_again", a_finished_write_is_not_run_again },
              { "classes_of_failure_are_told", classes_of_failure_are_told },
              { "commit_keeps_and_rollback_drops", commit_keeps_and_rollback_drops },
              { "one_failed_statement_spoils_the_transaction",
                one_failed_statement_spoils_the_transaction },
              { "a_reader_sees_one_moment_and_writes_nothing",
                a_reader_sees_one_moment_and_writes_nothing },
              { "a_slow_writer_makes_others_busy", a_slow_writer_makes_others_busy })

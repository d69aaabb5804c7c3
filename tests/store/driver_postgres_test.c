#include <stdlib.h>

#include "fixture.h"
#include "store/backup.h"

/* End the server's side of `victim`, as a restart does. */
static void cut(const struct fixture *f, struct sql *victim)
{
	AUTO(sql_close) struct sql *other = NULL;
	struct err err = { 0 };
	int64_t process, gone = 0;

	CHECK_OK(sql_one_int(victim, "SELECT pg_backend_pid()", SQL_NO_ARGS, &process, &err));
	CHECK_OK(sql_open(&other, f->database.url, SQL_READ_WRITE, &err));
	CHECK_OK(sql_one_int(other, "SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000)",
	                     SQL_ARGS(sql_int(process)), &gone, &err));
	CHECK_INT(gone, 1);
}

static void a_lost_connection_comes_back_with_its_statements(void)
{
	FIXTURE;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	cut(&f, f.sql);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(2), sql_null()), &err));
	cut(&f, f.sql);
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(3), sql_null()), &err));
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(count(f.sql), 3);
}

static void a_connection_lost_inside_a_transaction_loses_it_whole(void)
{
	FIXTURE;

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	cut(&f, f.sql);
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(2), sql_null()), &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "connection_lost");
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(3), sql_null()), &err), ERR_SYSTEM);
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK_INT(count(f.sql), 0);
	CHECK_OK(sql_begin(f.sql, &err));
	cut(&f, f.sql);
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "connection_lost");
	CHECK_INT(count(f.sql), 0);
}

static void fill(void *context, size_t row, struct sql_value *args)
{
	(void)context;
	args[0] = sql_int((int64_t)row);
	args[1] = sql_null();
}

static void a_connection_lost_before_many_rows_is_said(void)
{
	FIXTURE;
	const struct sql_each each = {
		.text = ADD, .rows_count = 300, .args_count = 2, .fill = fill
	};

	CHECK_OK(sql_begin(f.sql, &err));
	cut(&f, f.sql);
	CHECK_ERR(sql_each(f.sql, &each, &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "connection_lost");
	sql_rollback(f.sql);
	CHECK_INT(count(f.sql), 0);
}

static void an_unreachable_server_is_said_without_the_password(void)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	CHECK_ERR(sql_open(&sql, "postgresql://me:hushhush@127.0.0.1:1/x", SQL_READ_WRITE, &err),
	          ERR_SYSTEM);
	CHECK_TEXT(err.name, "database_unreachable");
	CHECK(!strstr(err.text, "hushhush"));
	CHECK(!strchr(err.text, '\n'));
}

static void a_reading_connection_cannot_write(void)
{
	FIXTURE;
	AUTO(sql_close) struct sql *reader = NULL;

	CHECK_OK(sql_open(&reader, f.database.url, SQL_READ_ONLY, &err));
	CHECK_ERR(sql_run(reader, ADD, SQL_ARGS(sql_int(1), sql_null()), &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "database_read_only");
}

static void a_sum_without_a_cast_is_refused(void)
{
	FIXTURE;
	int64_t sum;

	CHECK_ERR(sql_one_int(f.sql, "SELECT SUM(id) FROM thing", SQL_NO_ARGS, &sum, &err),
	          ERR_SYSTEM);
	CHECK_OK(sql_one_int(f.sql, "SELECT CAST(COALESCE(SUM(id), 0) AS BIGINT) FROM thing",
	                     SQL_NO_ARGS, &sum, &err));
}

static void a_backup_is_left_to_its_own_tools(void)
{
	FIXTURE;

	CHECK_ERR(backup_write(f.sql, "never", &err), ERR_INPUT);
	CHECK_TEXT(err.name, "backup_pg_dump");
}

static void a_commit_answered_by_a_rollback_is_a_failure(void)
{
	EMPTY_FIXTURE;

	CHECK_OK(sql_script(f.sql, "BEGIN", &err));
	CHECK_ERR(sql_script(f.sql, "nonsense", &err), ERR_SYSTEM);
	CHECK_ERR(sql_script(f.sql, "COMMIT", &err), ERR_SYSTEM);
}

DATABASE_MAIN({ "a_commit_answered_by_a_rollback_is_a_failure",
                a_commit_answered_by_a_rollback_is_a_failure },
              { "a_lost_connection_comes_back_with_its_statements",
                a_lost_connection_comes_back_with_its_statements },
              { "a_connection_lost_inside_a_transaction_loses_it_whole",
                a_connection_lost_inside_a_transaction_loses_it_whole },
              { "a_connection_lost_before_many_rows_is_said",
                a_connection_lost_before_many_rows_is_said },
              { "an_unreachable_server_is_said_without_the_password",
                an_unreachable_server_is_said_without_the_password },
              { "a_reading_connection_cannot_write", a_reading_connection_cannot_write },
              { "a_sum_without_a_cast_is_refused", a_sum_without_a_cast_is_refused },
              { "a_backup_is_left_to_its_own_tools", a_backup_is_left_to_its_own_tools })

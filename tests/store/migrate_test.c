#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "store/migrate.h"
#include "store/migrations.h"

static int64_t applied(struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = -1;

	CHECK_OK(sql_one_int(sql, "SELECT COUNT(*) FROM migration", SQL_NO_ARGS, &n, &err));
	return n;
}

static void an_empty_database_gets_the_schema_once(void)
{
	EMPTY_FIXTURE;

	CHECK(migrations_count > 0);
	CHECK_ERR(migrate_check(f.sql, &err), ERR_MISSING);
	CHECK_TEXT(err.name, "no_database");
	CHECK_OK(migrate(f.sql, &err));
	CHECK_OK(migrate_check(f.sql, &err));
	CHECK_OK(migrate(f.sql, &err));
	CHECK_INT(applied(f.sql), migrations_count);
}

static void a_newer_database_is_refused(void)
{
	EMPTY_FIXTURE;

	CHECK_OK(migrate(f.sql, &err));
	CHECK_OK(
		sql_script(f.sql, "INSERT INTO migration VALUES (9999, '9999-flying-cars')", &err));
	CHECK_ERR(migrate(f.sql, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_newer");
	CHECK_ERR(migrate_check(f.sql, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_newer");
}

static void a_database_with_another_history_is_refused(void)
{
	EMPTY_FIXTURE;

	CHECK_OK(migrate(f.sql, &err));
	CHECK_OK(sql_script(f.sql, "UPDATE migration SET name = '0001-else' WHERE number = 1",
	                    &err));
	CHECK_ERR(migrate(f.sql, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_foreign");
	CHECK_ERR(migrate_check(f.sql, &err), ERR_CONFLICT);
}

static void a_database_of_another_program_is_refused_untouched(void)
{
	EMPTY_FIXTURE;
	int64_t rows;

	CHECK_OK(sql_script(f.sql, "CREATE TABLE recipes (id BIGINT)", &err));
	CHECK_ERR(migrate(f.sql, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_foreign");
	CHECK(!sql_one_int(f.sql, "SELECT COUNT(*) FROM migration", SQL_NO_ARGS, &rows, &err));
}

static void an_older_database_is_told(void)
{
	EMPTY_FIXTURE;

	CHECK_OK(sql_script(f.sql,
	                    "CREATE TABLE migration (number BIGINT PRIMARY KEY,"
	                    " name TEXT NOT NULL UNIQUE)",
	                    &err));
	CHECK_ERR(migrate_check(f.sql, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_older");
	CHECK_OK(migrate(f.sql, &err));
	CHECK_OK(migrate_check(f.sql, &err));
}

static int migrate_elsewhere(const char *url)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	if (sql_open(&sql, url, SQL_CREATE, &err) && migrate(sql, &err))
		return 0;
	printf("# %s\n", err.text);
	fflush(stdout);
	return 1;
}

static void eight_servers_may_start_on_an_empty_database_at_once(void)
{
	int failed = 0, status;
	EMPTY_FIXTURE;

	sql_close(&f.sql);
	fflush(stdout);
	for (int i = 0; i < 8; i++)
		if (fork() == 0)
			_exit(migrate_elsewhere(f.database.url));
	for (int i = 0; i < 8; i++)
		failed += wait(&status) < 0 || status != 0;
	CHECK_INT(failed, 0);
	CHECK_OK(sql_open(&f.sql, f.database.url, SQL_READ_WRITE, &err));
	CHECK_INT(applied(f.sql), migrations_count);
	CHECK_OK(migrate_check(f.sql, &err));
}

DATABASE_MAIN({ "an_empty_database_gets_the_schema_once", an_empty_database_gets_the_schema_once },
              { "a_newer_database_is_refused", a_newer_database_is_refused },
              { "a_database_with_another_history_is_refused",
                a_database_with_another_history_is_refused },
              { "a_database_of_another_program_is_refused_untouched",
                a_database_of_another_program_is_refused_untouched },
              { "an_older_database_is_told", an_older_database_is_told },
              { "eight_servers_may_start_on_an_empty_database_at_once",
                eight_servers_may_start_on_an_empty_database_at_once })

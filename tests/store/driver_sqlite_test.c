#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "faults.h"
#include "fixture.h"
#include "store/migrate.h"

static void a_missing_file_is_missing_and_stays_so(void)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	CHECK_ERR(sql_open(&sql, "sqlite:/tmp/passnum-no-such-file.db", SQL_READ_WRITE, &err),
	          ERR_MISSING);
	CHECK_TEXT(err.name, "no_database");
	CHECK(!file_exists("/tmp/passnum-no-such-file.db"));
	CHECK_ERR(sql_open(&sql, "mysql://me:hush@x/y", SQL_READ_WRITE, &err), ERR_INPUT);
	CHECK(!strstr(err.text, "hush"));
	CHECK_ERR(sql_open(&sql, "sqlite:/no/such/folder/x.db", SQL_CREATE, &err), ERR_SYSTEM);
}

static void a_new_file_is_for_its_owner_only(void)
{
	EMPTY_FIXTURE;
	char wal[160];
	struct stat st;

	CHECK_OK(migrate(f.sql, &err));
	CHECK(stat(f.database.path, &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	snprintf(wal, sizeof wal, "%s-wal", f.database.path);
	CHECK(stat(wal, &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
}

static void another_kind_of_file_is_not_a_database(void)
{
	EMPTY_FIXTURE;
	char junk[4096];

	sql_close(&f.sql);
	memset(junk, 'x', sizeof junk);
	CHECK_OK(file_write(f.database.path, junk, sizeof junk, 0600, &err));
	CHECK_ERR(sql_open(&f.sql, f.database.url, SQL_READ_WRITE, &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "not_a_database");
}

/* Spoil the middle of the file. */
static void scribble(const char *path)
{
	char junk[4096];
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	off_t size = lseek(fd, 0, SEEK_END);

	memset(junk, 0x5a, sizeof junk);
	for (off_t at = 4096; at < size; at += (off_t)sizeof junk)
		CHECK(pwrite(fd, junk, sizeof junk, at) == (ssize_t)sizeof junk);
	close(fd);
}

static void a_damaged_file_is_said_to_be(void)
{
	FIXTURE;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	sql_close(&f.sql);
	scribble(f.database.path);
	if (!CHECK_OK(sql_open(&f.sql, f.database.url, SQL_READ_WRITE, &err)))
		return;
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(2), sql_null()), &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "database_corrupt");
}

static int write_without_right(const char *url)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
		return 2;
	return sql_open(&sql, url, SQL_READ_WRITE, &err) || strcmp(err.name, "database_read_only");
}

static void a_file_that_may_not_be_written_is_said_at_once(void)
{
	FIXTURE;
	int status = -1;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK(chmod(f.database.folder, 0755) == 0 && chmod(f.database.path, 0444) == 0);
	fflush(stdout);
	if (fork() == 0)
		_exit(write_without_right(f.database.url));
	CHECK(wait(&status) > 0);
	CHECK_INT(status, 0);
}

static void a_reading_connection_cannot_write(void)
{
	FIXTURE;
	AUTO(sql_close) struct sql *reader = NULL;

	CHECK_OK(sql_open(&reader, f.database.url, SQL_READ_ONLY, &err));
	CHECK_ERR(sql_run(reader, ADD, SQL_ARGS(sql_int(1), sql_null()), &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "database_read_only");
	CHECK_INT(count(reader), 0);
}

static void a_full_disk_keeps_what_was_committed(void)
{
	FIXTURE;
	static char big[20000];
	int64_t kept = 0;

	memset(big, 'b', sizeof big - 1);
	CHECK_OK(sql_script(f.sql, "PRAGMA journal_mode = WAL; PRAGMA max_page_count = 40", &err));
	for (bool done = true; done && kept < 1000;) {
		CHECK_OK(sql_begin(f.sql, &err));
		done = sql_run(f.sql, ADD, SQL_ARGS(sql_int(kept), sql_text(big)), &err);
		if (done && CHECK_OK(sql_commit(f.sql, &err)))
			kept++;
	}
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK_TEXT(err.name, "disk_full");
	/* SQLite has ended the transaction by itself: nothing may run outside it unseen. */
	CHECK(!sql_run(f.sql, "DELETE FROM thing", SQL_NO_ARGS, &err));
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK(kept > 0 && kept < 10);
	CHECK_INT(count(f.sql), kept);
	CHECK_OK(sql_run(f.sql, "DELETE FROM thing WHERE id = 0", SQL_NO_ARGS, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1000), sql_text(big)), &err));
}

/* A read that becomes a write in the middle would fail with others' writes in between. */
static void a_second_writer_waits_at_the_beginning(void)
{
	FIXTURE;
	AUTO(sql_close) struct sql *other = NULL;

	CHECK_OK(sql_open(&other, f.database.url, SQL_READ_WRITE, &err));
	CHECK_OK(sql_script(other, "PRAGMA busy_timeout = 50", &err));
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_ERR(sql_begin(other, &err), ERR_BUSY);
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_OK(sql_begin(other, &err));
	CHECK_OK(sql_commit(other, &err));
}

static bool migrate_verb(void *sql, struct err *err)
{
	return migrate(sql, err);
}

static bool is_empty(void *sql)
{
	struct err err = { 0 };

	return !migrate_check(sql, &err) && strcmp(err.name, "no_database") == 0;
}

static void a_failure_anywhere_leaves_no_schema_half_made(void)
{
	EMPTY_FIXTURE;

	sql_close(&f.sql);
	CHECK_OK(sql_open(&f.sql, f.database.fault_url, SQL_READ_WRITE, &err));
	CHECK(faults_each(migrate_verb, is_empty, f.sql) > 10);
	CHECK_OK(migrate_check(f.sql, &err));
}

static bool two_writes(void *sql, struct err *err)
{
	bool touched;

	if (!sql_begin(sql, err))
		return false;
	if (sql_run(sql, ADD, SQL_ARGS(sql_int(1), sql_null()), err) &&
	    sql_touch(sql, "INSERT INTO thing (id) VALUES (2) RETURNING id", SQL_NO_ARGS, &touched,
	              err))
		return sql_commit(sql, err);
	sql_rollback(sql);
	return false;
}

static bool no_things(void *sql)
{
	return count(sql) == 0;
}

static void a_failure_anywhere_leaves_no_write_half_done(void)
{
	FIXTURE;

	sql_close(&f.sql);
	CHECK_OK(sql_open(&f.sql, f.database.fault_url, SQL_READ_WRITE, &err));
	/* begin, start, step, start, step onto the row, step to the end, commit */
	CHECK_INT(faults_each(two_writes, no_things, f.sql), 7);
	CHECK_INT(count(f.sql), 2);
}

DATABASE_MAIN({ "a_second_writer_waits_at_the_beginning", a_second_writer_waits_at_the_beginning },
              { "a_missing_file_is_missing_and_stays_so", a_missing_file_is_missing_and_stays_so },
              { "a_new_file_is_for_its_owner_only", a_new_file_is_for_its_owner_only },
              { "another_kind_of_file_is_not_a_database", another_kind_of_file_is_not_a_database },
              { "a_damaged_file_is_said_to_be", a_damaged_file_is_said_to_be },
              { "a_file_that_may_not_be_written_is_said_at_once",
                a_file_that_may_not_be_written_is_said_at_once },
              { "a_reading_connection_cannot_write", a_reading_connection_cannot_write },
              { "a_full_disk_keeps_what_was_committed", a_full_disk_keeps_what_was_committed },
              { "a_failure_anywhere_leaves_no_schema_half_made",
                a_failure_anywhere_leaves_no_schema_half_made },
              { "a_failure_anywhere_leaves_no_write_half_done",
                a_failure_anywhere_leaves_no_write_half_done })

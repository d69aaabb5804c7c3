#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "faults.h"
#include "fixture.h"
#include "store/backup.h"
#include "store/migrate.h"

/* A made database with a table of our own beside the real ones. */
#define MADE_FIXTURE                                                                               \
	EMPTY_FIXTURE;                                                                             \
	char backup[160], target[160];                                                             \
	CHECK_OK(migrate(f.sql, &err));                                                            \
	CHECK_OK(                                                                                  \
		sql_script(f.sql, "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT)", &err)); \
	snprintf(backup, sizeof backup, "%s/backup", f.database.folder);                           \
	snprintf(target, sizeof target, "%s/target", f.database.folder)

static int64_t count_in(const char *path)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };
	char url[200];

	snprintf(url, sizeof url, "sqlite:%s", path);
	return CHECK_OK(sql_open(&sql, url, SQL_READ_WRITE, &err)) &&
	                       CHECK_OK(migrate_check(sql, &err))
	               ? count(sql)
	               : -1;
}

static unsigned files_count(const char *folder)
{
	DIR *dir = opendir(folder);
	unsigned files = 0;

	for (const struct dirent *entry; (entry = readdir(dir));)
		files += *entry->d_name != '.';
	closedir(dir);
	return files;
}

static void what_was_committed_comes_back(void)
{
	MADE_FIXTURE;
	struct stat st;

	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_text("x")), &err));
	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK(stat(backup, &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(2), sql_text("later")), &err));
	CHECK_INT(files_count(f.database.folder), 4); /* database, WAL, its index, backup */
	CHECK_OK(backup_restore(backup, target, &err));
	CHECK_INT(files_count(f.database.folder), 5);
	CHECK_INT(count_in(target), 1);
	CHECK(stat(target, &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
}

static void a_later_backup_replaces_the_former(void)
{
	MADE_FIXTURE;

	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_text("x")), &err));
	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK_OK(backup_restore(backup, target, &err));
	CHECK_INT(count_in(target), 1);
}

struct writer {
	const char *url;
	atomic_bool stop;
	_Atomic int64_t rows;
};

static void *write_on(void *context)
{
	struct writer *writer = context;
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	if (!sql_open(&sql, writer->url, SQL_READ_WRITE, &err))
		return NULL;
	while (!writer->stop &&
	       sql_run(sql, ADD, SQL_ARGS(sql_int(1000000 + writer->rows), sql_null()), &err))
		writer->rows++;
	return NULL;
}

static void a_backup_ends_while_others_write_without_pause(void)
{
	static char big[3000];
	MADE_FIXTURE;
	struct writer writer = { .url = f.database.url };
	pthread_t thread;
	int64_t before, kept;

	memset(big, 'b', sizeof big - 1);
	CHECK_OK(sql_begin(f.sql, &err));
	for (int64_t i = 0; i < 9000; i++) /* more than one step of the copy */
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_text(big)), &err));
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(pthread_create(&thread, NULL, write_on, &writer), 0);
	while (writer.rows < 10)
		;
	before = writer.rows;
	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK(writer.rows > before);
	writer.stop = true;
	pthread_join(thread, NULL);
	CHECK_OK(backup_restore(backup, target, &err));
	kept = count_in(target);
	CHECK(kept >= 9000 + before && kept <= 9000 + writer.rows);
}

static void an_existing_database_is_never_replaced(void)
{
	MADE_FIXTURE;
	char wal[200];

	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK_ERR(backup_restore(backup, f.database.path, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_exists");
	snprintf(wal, sizeof wal, "%s-wal", target);
	CHECK_OK(file_write(wal, "old", 3, 0600, &err));
	CHECK_ERR(backup_restore(backup, target, &err), ERR_CONFLICT);
	CHECK(!file_exists(target));
}

static void what_is_no_backup_is_refused(void)
{
	MADE_FIXTURE;
	static char junk[9000];

	CHECK_ERR(backup_restore(backup, target, &err), ERR_MISSING);
	memset(junk, 'x', sizeof junk);
	CHECK_OK(file_write(backup, junk, sizeof junk, 0600, &err));
	CHECK_ERR(backup_restore(backup, target, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "not_a_backup");
	CHECK_OK(file_write(backup, "", 0, 0600, &err));
	CHECK_ERR(backup_restore(backup, target, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "not_a_backup");
	CHECK(!file_exists(target));
}

static void a_damaged_backup_is_refused(void)
{
	MADE_FIXTURE;
	AUTO(buf_release) struct buf bytes = { 0 };

	for (int64_t i = 0; i < 500; i++)
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_text("abcdefgh")), &err));
	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK_OK(file_read(&bytes, backup, 1 << 24, &err));
	memset(bytes.data + bytes.size - 6000, 0xee, 3000);
	CHECK_OK(file_write(backup, bytes.data, bytes.size, 0600, &err));
	CHECK_ERR(backup_restore(backup, target, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "not_a_backup");
	CHECK(!file_exists(target));
}

/* Cut at a page's end, within one, and where only the head is left. */
static void a_backup_that_is_cut_short_is_refused(void)
{
	static const size_t kept[] = { 50, 100, 1000, 4096, 5000, 20480, 0 };
	MADE_FIXTURE;
	AUTO(buf_release) struct buf bytes = { 0 };

	for (int64_t i = 0; i < 500; i++)
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_text("abcdefgh")), &err));
	CHECK_OK(backup_write(f.sql, backup, &err));
	CHECK_OK(file_read(&bytes, backup, 1 << 24, &err));
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		size_t size = kept[i] ? kept[i] : bytes.size - 4096;

		CHECK_OK(file_write(backup, bytes.data, size, 0600, &err));
		CHECK_ERR(backup_restore(backup, target, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "not_a_backup");
		CHECK(!file_exists(target));
	}
}

static void a_backup_of_a_newer_version_is_refused(void)
{
	MADE_FIXTURE;

	AUTO(sql_close) struct sql *copy = NULL;
	char url[200];

	CHECK_OK(backup_write(f.sql, backup, &err));
	snprintf(url, sizeof url, "sqlite:%s", backup);
	CHECK_OK(sql_open(&copy, url, SQL_READ_WRITE, &err));
	CHECK_OK(sql_script(copy, "INSERT INTO migration VALUES (9999, '9999-x')", &err));
	sql_close(&copy);
	CHECK_ERR(backup_restore(backup, target, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "database_newer");
	CHECK(!file_exists(target));
}

struct job {
	struct sql *sql;
	char path[160], folder[160];
	unsigned files;
};

static bool write_verb(void *context, struct err *err)
{
	struct job *job = context;

	return backup_write(job->sql, job->path, err);
}

static bool nothing_new(void *context)
{
	struct job *job = context;

	return files_count(job->folder) == job->files;
}

static void a_failure_anywhere_leaves_no_file_behind(void)
{
	MADE_FIXTURE;
	struct job job = { .files = 3 };

	sql_close(&f.sql);
	CHECK_OK(sql_open(&job.sql, f.database.fault_url, SQL_READ_WRITE, &err));
	CHECK_INT(count(job.sql), 0);
	snprintf(job.path, sizeof job.path, "%s", backup);
	snprintf(job.folder, sizeof job.folder, "%s", f.database.folder);
	CHECK(faults_each(write_verb, nothing_new, &job) >= 2);
	sql_close(&job.sql);
	CHECK_OK(backup_restore(backup, target, &err));
}

DATABASE_MAIN({ "what_was_committed_comes_back", what_was_committed_comes_back },
              { "a_later_backup_replaces_the_former", a_later_backup_replaces_the_former },
              { "a_backup_ends_while_others_write_without_pause",
                a_backup_ends_while_others_write_without_pause },
              { "an_existing_database_is_never_replaced", an_existing_database_is_never_replaced },
              { "what_is_no_backup_is_refused", what_is_no_backup_is_refused },
              { "a_damaged_backup_is_refused", a_damaged_backup_is_refused },
              { "a_backup_that_is_cut_short_is_refused", a_backup_that_is_cut_short_is_refused },
              { "a_backup_of_a_newer_version_is_refused", a_backup_of_a_newer_version_is_refused },
              { "a_failure_anywhere_leaves_no_file_behind",
                a_failure_anywhere_leaves_no_file_behind })

#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "store/driver.h"
#include "store/migrate.h"

enum { PATH_ROOM = PATH_MAX - 32 }; /* for "sqlite:" before and ".new" after */

static bool failed(struct err *err, const char *doing, const char *path)
{
	return err_named(err, ERR_SYSTEM, errno == ENOSPC ? "disk_full" : "system", "%s %s: %s",
	                 doing, path, strerror(errno));
}

static bool sync_path(const char *path, int flags, struct err *err)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	bool done = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

	if (!done)
		failed(err, "keeping", path);
	if (fd >= 0)
		close(fd);
	return done;
}

static bool sync_folder_of(const char *path, struct err *err)
{
	char copy[PATH_MAX];

	TEXT_COPY(copy, path);
	return sync_path(dirname(copy), O_DIRECTORY, err);
}

static bool neighbour_make(char ret[static PATH_MAX], const char *path, struct err *err)
{
	int fd;

	if (strlen(path) >= PATH_ROOM)
		return err_set(err, ERR_INPUT, "the path is too long");
	snprintf(ret, PATH_MAX, "%s.%d.new", path, (int)getpid());
	unlink(ret); /* of a process of that number that was killed */
	fd = open(ret, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		return failed(err, "writing", ret);
	close(fd);
	return true;
}

static bool file_open(struct sql **ret, const char *path, enum sql_mode mode, struct err *err)
{
	char url[PATH_MAX + 8];

	snprintf(url, sizeof url, "sqlite:%s", path);
	return sql_open(ret, url, mode, err);
}

static bool sound(struct sql *sql, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	bool found;

	if (!query_open(&query, sql, "PRAGMA integrity_check(1)", SQL_NO_ARGS, err) ||
	    !query_first(query, &found, err))
		return false;
	return (found && strcmp(query_text(query, 0), "ok") == 0) ||
	       err_named(err, ERR_SYSTEM, "database_corrupt", "the database is damaged: %s",
	                 found ? query_text(query, 0) : "no answer");
}

/* The caller's snapshot holds from here to the rollback; writers go on meanwhile. */
static bool copy(struct sql *sql, const char *to, struct err *err)
{
	bool done;

	if (!sql_begin_read(sql, err))
		return false;
	done = sql->driver->copy(sql, to, err);
	sql_rollback(sql);
	return done && sync_path(to, 0, err);
}

/* An older version is one of ours too. */
static bool ours(struct sql *sql, struct err *err)
{
	return migrate_check(sql, err) || strcmp(err->name, "database_older") == 0;
}

static bool backup_check(const char *path, struct err *err)
{
	AUTO(sql_close) struct sql *sql = NULL;

	return file_open(&sql, path, SQL_READ_ONLY, err) && sound(sql, err) && ours(sql, err);
}

bool backup_write(struct sql *sql, const char *path, struct err *err)
{
	char temporary[PATH_MAX];

	if (!sql->driver->copy)
		return err_named(err, ERR_INPUT, "backup_pg_dump",
		                 "this database is in PostgreSQL: use pg_dump");
	if (!neighbour_make(temporary, path, err))
		return false;
	if (copy(sql, temporary, err) && backup_check(temporary, err) &&
	    (rename(temporary, path) == 0 || failed(err, "writing", path)))
		return sync_folder_of(path, err);
	unlink(temporary);
	return err_during(err, "backup");
}

/* Also what a former database of that name left beside it: SQLite would mix it in. */
static bool refuse_existing(const char *path, struct err *err)
{
	static const char *const endings[] = { "", "-wal", "-journal" };
	char name[PATH_MAX];

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		snprintf(name, sizeof name, "%s%s", path, endings[i]);
		if (file_exists(name))
			return err_named(err, ERR_CONFLICT, "database_exists",
			                 "%s is there already: move it away first", name);
	}
	return true;
}

/* An older version is welcome; whatever cannot be read as ours is not. */
static bool accept(struct sql *sql, struct err *err)
{
	if (sound(sql, err) && ours(sql, err))
		return true;
	if (!strcmp(err->name, "database_newer"))
		return false;
	return err_named(err, ERR_INPUT, "not_a_backup", "this file is no backup: %s", err->text);
}

/* Another kind of file, or one that was cut short. */
static bool is_unreadable(const struct err *err)
{
	return strcmp(err->name, "not_a_database") == 0 ||
	       strcmp(err->name, "database_corrupt") == 0;
}

static bool finish(const char *temporary, const char *path, struct err *err)
{
	AUTO(sql_close) struct sql *sql = NULL;

	if (!file_open(&sql, temporary, SQL_READ_WRITE, err) || !sql->driver->settle(sql, err))
		return false;
	sql_close(&sql);
	if (!sync_path(temporary, 0, err))
		return false;
	/* Unlike a rename, a link never replaces what another process made meanwhile. */
	if (link(temporary, path))
		return errno == EEXIST ? refuse_existing(path, err)
		                       : failed(err, "restoring", path);
	return sync_folder_of(path, err);
}

bool backup_restore(const char *backup, const char *path, struct err *err)
{
	AUTO(sql_close) struct sql *sql = NULL;
	char temporary[PATH_MAX];
	bool done;

	if (!refuse_existing(path, err))
		return false;
	if (!file_open(&sql, backup, SQL_READ_ONLY, err))
		return is_unreadable(err) && err_named(err, ERR_INPUT, "not_a_backup",
		                                       "%s is no backup of passnum", backup);
	if (!accept(sql, err) || !neighbour_make(temporary, path, err))
		return false;
	done = copy(sql, temporary, err) && finish(temporary, path, err);
	unlink(temporary);
	return done || err_during(err, "restoring");
}

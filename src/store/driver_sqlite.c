#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "store/driver.h"

enum { BUSY_MILLISECONDS = 5000, COPY_PAGES = 4096 };

static const struct failure {
	int code; /* extended, or primary when its extended ones all mean the same */
	enum err_code class;
	const char *name;
} failures[] = {
	{ SQLITE_BUSY, ERR_BUSY, "database_busy" },
	{ SQLITE_LOCKED, ERR_BUSY, "database_busy" },
	{ SQLITE_CONSTRAINT_UNIQUE, ERR_CONFLICT, "duplicate" },
	{ SQLITE_CONSTRAINT_PRIMARYKEY, ERR_CONFLICT, "duplicate" },
	{ SQLITE_CONSTRAINT_ROWID, ERR_CONFLICT, "duplicate" },
	{ SQLITE_CONSTRAINT_FOREIGNKEY, ERR_CONFLICT, "reference" },
	{ SQLITE_CONSTRAINT, ERR_SYSTEM, "constraint" },
	{ SQLITE_FULL, ERR_SYSTEM, "disk_full" },
	{ SQLITE_READONLY, ERR_SYSTEM, "database_read_only" },
	{ SQLITE_CORRUPT, ERR_SYSTEM, "database_corrupt" },
	{ SQLITE_NOTADB, ERR_SYSTEM, "not_a_database" },
	{ SQLITE_IOERR, ERR_SYSTEM, "disk_failed" },
};

static bool failed_with(sqlite3 *db, int code, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(failures); i++)
		if (failures[i].code == code || failures[i].code == (code & 0xff))
			return err_named(err, failures[i].class, failures[i].name, "%s",
			                 sqlite3_errmsg(db));
	return err_set(err, ERR_SYSTEM, "%s", sqlite3_errmsg(db));
}

static bool failed(struct sql *sql, struct err *err)
{
	return failed_with(sql->handle, sqlite3_extended_errcode(sql->handle), err);
}

static bool lite_script(struct sql *sql, const char *text, struct err *err)
{
	return sqlite3_exec(sql->handle, text, NULL, NULL, NULL) == SQLITE_OK || failed(sql, err);
}

/* A new database is for its owner only; SQLite gives its companions the same mode. Closing a file
 * drops the locks this process holds on it: hence only when nobody can have it open yet. */
static bool make_file(const char *path, struct err *err)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	else if (errno != EEXIST)
		return err_set(err, ERR_SYSTEM, "making %s: %s", path, strerror(errno));
	return true;
}

static void lite_wait(struct sql *sql, bool may)
{
	sqlite3_busy_timeout(sql->handle, may ? BUSY_MILLISECONDS : 0);
}

/* What a statement may have to undo is kept in memory up to so many bytes. SQLite's own 64 KB are
 * passed by the first statement that divides a few pages; from then to the end of its transaction
 * each page that changes is first copied to a file in /var/tmp, where secure_delete does not reach.
 * It must be said before SQLite is first used. */
__attribute__((constructor)) static void keep_statements_in_memory(void)
{
	enum { STATEMENT_MAX = 4 * 1024 * 1024 };

	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, STATEMENT_MAX);
}

/* secure_delete: a pseudonym that is removed must not survive in free space. defensive and no
 * trusted_schema: a file from elsewhere cannot run anything. The WAL is grown once and kept. */
static bool configure(struct sql *sql, struct err *err)
{
	lite_wait(sql, true);
	sqlite3_db_config(sql->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(sql->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(sql->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(sql->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return lite_script(sql,
	                   "PRAGMA foreign_keys = ON;"
	                   "PRAGMA synchronous = FULL;"
	                   "PRAGMA secure_delete = ON;"
	                   "PRAGMA wal_autocheckpoint = 16384;"
	                   "PRAGMA journal_size_limit = -1;"
	                   "PRAGMA cache_size = -16384;"
	                   "SELECT COUNT(*) FROM sqlite_schema",
	                   err);
}

static bool lite_open(struct sql *sql, const char *url, struct err *err)
{
	const char *path = url + sizeof "sqlite:" - 1;
	int flags = sql->mode == SQL_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	sqlite3 *db = NULL;
	int code;

	if (sql->mode == SQL_CREATE && !make_file(path, err))
		return false;
	if (!file_exists(path))
		return err_named(err, ERR_MISSING, "no_database", "there is no database at %s",
		                 path);
	code = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
	                       NULL);
	sql->handle = db;
	if (code != SQLITE_OK)
		return failed_with(db, code, err);
	if (sql->mode != SQL_READ_ONLY && sqlite3_db_readonly(db, "main"))
		return err_named(err, ERR_SYSTEM, "database_read_only", "%s may not be written",
		                 path);
	return configure(sql, err);
}

static void lite_close(struct sql *sql)
{
	sqlite3_close(sql->handle);
}

static bool lite_ready(struct sql *sql, struct err *err)
{
	(void)sql, (void)err;
	return true;
}

static bool wal_set(struct sql *sql, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	bool found;

	if (!query_open(&query, sql, "PRAGMA journal_mode = WAL", SQL_NO_ARGS, err) ||
	    !query_first(query, &found, err))
		return false;
	return (found && strcmp(query_text(query, 0), "wal") == 0) ||
	       err_named(err, ERR_BUSY, "database_busy", "the database could not be set to WAL");
}

/* Readers and one writer side by side; kept in the file. SQLite's own patience does not cover this
 * change: of several servers that start together, all but one would fail at once. */
static bool lite_settle(struct sql *sql, struct err *err)
{
	for (int waited = 0; !wal_set(sql, err); waited += BUSY_MILLISECONDS / 250) {
		if (err->code != ERR_BUSY || waited >= BUSY_MILLISECONDS)
			return false;
		sqlite3_sleep(BUSY_MILLISECONDS / 250);
	}
	return true;
}

/* SQLite numbers "$2" by first appearance, so each one is looked up by its name, once. */
static bool prepare(struct query *query, struct err *err)
{
	struct sql *sql = query->sql;
	sqlite3_stmt *statement = NULL;
	char name[16];

	if (sqlite3_prepare_v3(sql->handle, query->text, -1, SQLITE_PREPARE_PERSISTENT, &statement,
	                       NULL) != SQLITE_OK)
		return failed(sql, err);
	query->statement = statement;
	for (size_t i = 0; i < query->args_count; i++) {
		snprintf(name, sizeof name, "$%zu", i + 1);
		query->index[i] = (unsigned char)sqlite3_bind_parameter_index(statement, name);
	}
	return true;
}

static int bind(sqlite3_stmt *statement, int index, const struct sql_value *value)
{
	switch (value->kind) {
	case SQL_NULL:
		return sqlite3_bind_null(statement, index);
	case SQL_INT:
		return sqlite3_bind_int64(statement, index, value->number);
	case SQL_REAL:
		return sqlite3_bind_double(statement, index, value->real);
	case SQL_TEXT:
		return sqlite3_bind_text(statement, index, value->data, -1, SQLITE_TRANSIENT);
	case SQL_BYTES:
		return sqlite3_bind_blob64(statement, index, value->data, value->size,
		                           SQLITE_TRANSIENT);
	}
	return SQLITE_MISUSE;
}

/* What PostgreSQL refuses by itself: a wrong number of arguments, writing while reading a
 * snapshot. */
static bool may_run(struct query *query, size_t count, struct err *err)
{
	struct sql *sql = query->sql;

	if ((size_t)sqlite3_bind_parameter_count(query->statement) != count)
		return err_set(err, ERR_SYSTEM, "not %zu arguments: %.60s", count, query->text);
	if (sql->phase == PHASE_READ && !sqlite3_stmt_readonly(query->statement))
		return err_named(err, ERR_SYSTEM, "database_read_only",
		                 "this transaction only reads");
	return true;
}

static bool lite_run(struct query *query, const struct sql_value *args, size_t count,
                     struct err *err)
{
	if (!query->statement && !prepare(query, err))
		return false;
	if (!may_run(query, count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (bind(query->statement, query->index[i], &args[i]) != SQLITE_OK)
			return failed(query->sql, err);
	return true;
}

static enum step lite_next(struct query *query, struct err *err)
{
	switch (sqlite3_step(query->statement)) {
	case SQLITE_ROW:
		return STEP_ROW;
	case SQLITE_DONE:
		return STEP_DONE;
	}
	failed(query->sql, err);
	return STEP_FAILED;
}

static void lite_reset(struct query *query)
{
	sqlite3_reset(query->statement);
}

static void lite_forget(struct query *query)
{
	sqlite3_finalize(query->statement);
}

static int64_t lite_number(const struct query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

static double lite_real(const struct query *query, int column)
{
	return sqlite3_column_double(query->statement, column);
}

static const char *lite_chars(const struct query *query, int column)
{
	return (const char *)sqlite3_column_text(query->statement, column);
}

/* Zero bytes are not NULL, though SQLite gives the same pointer for both. */
static const void *lite_bytes(const struct query *query, int column, size_t *ret_size)
{
	const void *data = sqlite3_column_blob(query->statement, column);

	*ret_size = (size_t)sqlite3_column_bytes(query->statement, column);
	if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
		return NULL;
	return data ? data : "";
}

static bool lite_is_null(const struct query *query, int column)
{
	return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

/* In steps, so that the copy never holds the machine for long; the caller's snapshot keeps the
 * pages as they were, or a busy writer would make it start anew for ever. */
static bool copy_pages(sqlite3 *to, struct sql *from, struct err *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", from->handle, "main");
	int code;

	if (!copy)
		return failed_with(to, sqlite3_extended_errcode(to), err);
	while ((code = sqlite3_backup_step(copy, COPY_PAGES)) == SQLITE_OK)
		;
	code = sqlite3_backup_finish(copy);
	return code == SQLITE_OK || failed_with(to, code, err);
}

/* One file that stands alone: no WAL beside it. Its maker syncs it before it gets its name. */
static bool lite_copy(struct sql *sql, const char *path, struct err *err)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	bool done = false;

	if (code == SQLITE_OK)
		code = sqlite3_exec(to, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
	if (code != SQLITE_OK)
		failed_with(to, code, err);
	else
		done = copy_pages(to, sql, err);
	if (done) {
		code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
		done = code == SQLITE_OK || failed_with(to, code, err);
	}
	sqlite3_close(to);
	return done;
}

const struct driver driver_sqlite = {
	.scheme = "sqlite:",
	.begin = "BEGIN IMMEDIATE",
	.at_once = "BEGIN IMMEDIATE",
	.alone = "BEGIN IMMEDIATE",
	.snapshot = "BEGIN; SELECT COUNT(*) FROM sqlite_schema",
	.tidy = "PRAGMA wal_checkpoint(PASSIVE)",
	.hurry = "PRAGMA synchronous = OFF",
	.tables = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND $1 IN ('', name)",
	.sign = "PRAGMA application_id = 0x504e554d",
	.open = lite_open,
	.close = lite_close,
	.ready = lite_ready,
	.wait = lite_wait,
	.settle = lite_settle,
	.script = lite_script,
	.run = lite_run,
	.next = lite_next,
	.reset = lite_reset,
	.forget = lite_forget,
	.copy = lite_copy,
	.number = lite_number,
	.real = lite_real,
	.chars = lite_chars,
	.bytes = lite_bytes,
	.is_null = lite_is_null,
};

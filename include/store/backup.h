/* A whole SQLite database as one file, taken while others read and write it. */
#pragma once

#include "base/err.h"

struct sql;

/* Write a copy of the committed state to `path` (for its owner only), checked before it gets its
 * name; a former file of that name is replaced at once or not at all. ERR_INPUT "backup_pg_dump"
 * on PostgreSQL, which has its own tools. */
bool backup_write(struct sql *sql, const char *path, struct err *err);

/* Make the database `path` (a file name, not a URL) from a backup. ERR_CONFLICT "database_exists"
 * when there is one already; ERR_INPUT "not_a_backup" when the file is not a sound database of
 * this program. Older versions are taken as they are: migrate() afterwards. */
bool backup_restore(const char *backup, const char *path, struct err *err);

/* The books as a whole: copied while in use, brought back, brought up to a new version. */
#pragma once

#include "domain/app.h"

/* One file with everything but the key file, which is kept apart. ERR_INPUT "backup_pg_dump" on
 * PostgreSQL. */
bool books_backup(struct app *app, const char *path, struct err *err);

/* Make the books of `options` from a backup, and bring them up to this version. ERR_CONFLICT
 * "database_exists" when there are books already. */
bool books_restore(const char *backup, const struct app_options *options, struct err *err);

/* Bring older books up to this version. Nothing to do is no error. When `backup` is given, older
 * books are copied to that file first: ERR_INPUT "backup_pg_dump" on PostgreSQL. */
bool books_upgrade(const struct app_options *options, const char *backup, struct err *err);

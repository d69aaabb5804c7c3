#include "domain/books.h"

#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "store/sql.h"

bool books_backup(struct app *app, const char *path, struct err *err)
{
	return backup_write(app->sql, path, err) || err_during(err, "backing up");
}

/* Only books that an upgrade will change are worth keeping as they were. */
static bool keep_older(struct sql *sql, const char *backup, struct err *err)
{
	struct err why;

	return migrate_check(sql, &why) || strcmp(why.name, "database_older") != 0 ||
	       backup_write(sql, backup, err) || err_during(err, "backing up before the upgrade");
}

bool books_upgrade(const struct app_options *options, const char *backup, struct err *err)
{
	AUTO(sql_close) struct sql *sql = NULL;
	char url[1024];

	return app_database_url(options, url, sizeof url, err) &&
	       sql_open(&sql, url, SQL_READ_WRITE, err) &&
	       (!backup || keep_older(sql, backup, err)) && migrate(sql, err);
}

bool books_restore(const char *backup, const struct app_options *options, struct err *err)
{
	static const char scheme[] = "sqlite:";
	char url[1024];

	if (!app_database_url(options, url, sizeof url, err))
		return false;
	if (strncmp(url, scheme, strlen(scheme)) != 0)
		return err_named(err, ERR_INPUT, "backup_pg_dump",
		                 "a backup is restored to SQLite: use pg_restore for PostgreSQL");
	return file_make_folder(options->data, err) &&
	       backup_restore(backup, url + strlen(scheme), err) &&
	       books_upgrade(options, NULL, err);
}

#include "store/migrate.h"

#include <string.h>

#include "base/auto.h"
#include "store/driver.h"
#include "store/migrations.h"

static bool tables_count(struct sql *sql, const char *name, int64_t *ret, struct err *err)
{
	return sql_one_int(sql, sql->driver->tables, SQL_ARGS(sql_text(name)), ret, err);
}

/* How many of our migrations the database has; they must be the first of ours, in order. */
static bool applied_count(struct sql *sql, size_t *ret, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	enum step step;
	size_t i = 0;

	if (!query_open(&query, sql, "SELECT name FROM migration ORDER BY number", SQL_NO_ARGS,
	                err))
		return false;
	for (; (step = query_next(query, err)) == STEP_ROW; i++) {
		if (i >= migrations_count)
			return err_named(err, ERR_CONFLICT, "database_newer",
			                 "the database was made by a newer version of passnum");
		if (strcmp(query_text(query, 0), migrations[i].name))
			return err_named(err, ERR_CONFLICT, "database_foreign",
			                 "the database has %.60s where %s should be",
			                 query_text(query, 0), migrations[i].name);
	}
	*ret = i;
	return step == STEP_DONE;
}

/* The same, also for a database without any table of ours. */
static bool state_read(struct sql *sql, bool *ret_made, size_t *ret_applied, struct err *err)
{
	int64_t ours, all;

	if (!tables_count(sql, "migration", &ours, err) || !tables_count(sql, "", &all, err))
		return false;
	if (!ours && all)
		return err_named(err, ERR_CONFLICT, "database_foreign",
		                 "the database holds tables of another program");
	*ret_made = ours > 0;
	*ret_applied = 0;
	return !ours || applied_count(sql, ret_applied, err);
}

static bool make(struct sql *sql, struct err *err)
{
	return sql_script(sql,
	                  "CREATE TABLE migration ("
	                  "number BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
	                  err) &&
	       (!sql->driver->sign || sql_script(sql, sql->driver->sign, err));
}

static bool apply(struct sql *sql, size_t i, struct err *err)
{
	static const char text[] = "INSERT INTO migration (number, name) VALUES ($1, $2)";

	if (!sql_script(sql, migrations[i].text, err) ||
	    !sql_run(sql, text, SQL_ARGS(sql_int((int64_t)i + 1), sql_text(migrations[i].name)),
	             err))
		return err_during(err, "migration %s", migrations[i].name);
	return true;
}

static bool migrate_inside(struct sql *sql, struct err *err)
{
	size_t applied = 0;
	bool made = false;

	if (!state_read(sql, &made, &applied, err) || (!made && !make(sql, err)))
		return false;
	for (size_t i = applied; i < migrations_count; i++)
		if (!apply(sql, i, err))
			return false;
	return true;
}

bool migrate(struct sql *sql, struct err *err)
{
	if (!sql->driver->settle(sql, err) || !sql_begin_alone(sql, err))
		return false;
	if (migrate_inside(sql, err))
		return sql_commit(sql, err);
	sql_rollback(sql);
	return false;
}

bool migrate_check(struct sql *sql, struct err *err)
{
	size_t applied = 0;
	bool made = false;

	if (!state_read(sql, &made, &applied, err))
		return false;
	if (!made)
		return err_named(err, ERR_MISSING, "no_database",
		                 "the database is empty: run passnum init");
	return applied == migrations_count ||
	       err_named(err, ERR_CONFLICT, "database_older",
	                 "the database is of an older version: run passnum upgrade");
}

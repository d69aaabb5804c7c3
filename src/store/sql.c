#include "store/sql.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "store/driver.h"
#include "store/drivers.h"

static const struct driver *driver_for(const char *url)
{
	for (size_t i = 0; i < drivers_count; i++)
		if (strncmp(url, drivers[i]->scheme, strlen(drivers[i]->scheme)) == 0)
			return drivers[i];
	return NULL;
}

bool sql_open(struct sql **ret, const char *url, enum sql_mode mode, struct err *err)
{
	AUTO(sql_close) struct sql *sql = calloc(1, sizeof *sql);

	if (!sql)
		return err_memory(err);
	sql->mode = mode;
	sql->sessions = 1;
	sql->driver = driver_for(url);
	if (!sql->driver) /* without the address: it may hold a password */
		return err_set(err, ERR_INPUT,
		               "a database address begins with sqlite: or postgresql:");
	if (!sql->driver->open(sql, url, err))
		return err_during(err, "opening the database");
	*ret = TAKE(sql);
	return true;
}

void sql_close(struct sql **sql)
{
	if (!*sql)
		return;
	query_forget_all(*sql);
	if ((*sql)->handle)
		(*sql)->driver->close(*sql);
	free(TAKE(*sql));
}

static bool begin(struct sql *sql, const char *text, enum phase phase, struct err *err)
{
	if (sql->phase != PHASE_NONE)
		return err_set(err, ERR_SYSTEM, "a transaction is open already");
	if (!sql->driver->ready(sql, err) || !sql->driver->script(sql, text, err))
		return err_during(err, "beginning a transaction");
	sql->phase = phase;
	sql->spoiled = false;
	return true;
}

bool sql_begin(struct sql *sql, struct err *err)
{
	return begin(sql, sql->driver->begin, PHASE_WRITE, err);
}

bool sql_begin_at_once(struct sql *sql, struct err *err)
{
	bool begun;

	if (sql->driver->wait)
		sql->driver->wait(sql, false);
	begun = begin(sql, sql->driver->at_once, PHASE_WRITE, err);
	if (sql->driver->wait)
		sql->driver->wait(sql, true);
	return begun;
}

bool sql_begin_alone(struct sql *sql, struct err *err)
{
	return begin(sql, sql->driver->alone, PHASE_WRITE, err);
}

bool sql_begin_read(struct sql *sql, struct err *err)
{
	return begin(sql, sql->driver->snapshot, PHASE_READ, err);
}

bool sql_commit(struct sql *sql, struct err *err)
{
	bool done = false;

	if (sql->phase == PHASE_NONE)
		return err_set(err, ERR_SYSTEM, "there is no transaction to commit");
	if (sql->spoiled)
		err_set(err, ERR_SYSTEM, "an earlier statement of this transaction failed");
	else
		done = sql->driver->script(sql, "COMMIT", err);
	if (done)
		sql->phase = PHASE_NONE;
	else
		sql_rollback(sql);
	return done || err_during(err, "committing");
}

void sql_rollback(struct sql *sql)
{
	struct err ignored;

	/* It fails only when the database has already done so by itself. */
	if (sql->phase != PHASE_NONE)
		sql->driver->script(sql, "ROLLBACK", &ignored);
	sql->phase = PHASE_NONE;
}

bool sql_tidy(struct sql *sql, struct err *err)
{
	return sql_script(sql, sql->driver->tidy, err);
}

bool sql_hurry(struct sql *sql, struct err *err)
{
	return sql_script(sql, sql->driver->hurry, err);
}

bool sql_script(struct sql *sql, const char *text, struct err *err)
{
	if (sql->phase == PHASE_NONE && !sql->driver->ready(sql, err))
		return false;
	if (sql->driver->script(sql, text, err))
		return true;
	sql->spoiled = true;
	return false;
}

/* Step to the end. SQLite gives the row of a RETURNING before it commits: only the step after the
 * last row can tell that the commit failed. */
static bool drain(struct query *query, struct err *err)
{
	enum step step;

	while ((step = query_next(query, err)) == STEP_ROW)
		;
	return step == STEP_DONE;
}

bool sql_run(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
             struct err *err)
{
	AUTO(query_close) struct query *query = NULL;

	return query_open(&query, sql, text, args, count, err) && drain(query, err);
}

bool sql_touch(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
               bool *ret_touched, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	bool touched;

	if (!query_open(&query, sql, text, args, count, err) ||
	    !query_first(query, &touched, err) || !drain(query, err))
		return false;
	*ret_touched = touched;
	return true;
}

bool sql_one_int(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
                 int64_t *ret, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	bool found;

	if (!query_open(&query, sql, text, args, count, err) || !query_first(query, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_MISSING, "there is no such row");
	*ret = query_int(query, 0);
	return true;
}

static bool each_row(struct sql *sql, const struct sql_each *each, size_t row, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;
	struct sql_value args[SQL_ARGS_MAX];
	bool found;

	each->fill(each->context, row, args);
	return query_start(&query, sql, each->text, args, each->args_count, err) &&
	       query_first(query, &found, err) &&
	       (!each->take || each->take(each->context, row, found ? query : NULL, err)) &&
	       drain(query, err);
}

static bool each_by_one(struct sql *sql, const struct sql_each *each, struct err *err)
{
	for (size_t row = 0; row < each->rows_count; row++)
		if (!each_row(sql, each, row, err))
			return false;
	return true;
}

bool sql_each(struct sql *sql, const struct sql_each *each, struct err *err)
{
	bool done;

	if (sql->phase == PHASE_NONE || sql->spoiled || sql->piping ||
	    each->args_count > SQL_ARGS_MAX)
		return err_set(err, ERR_SYSTEM, "many rows want one sound transaction");
	sql->piping = true;
	done = (sql->driver->each ? sql->driver->each : each_by_one)(sql, each, err);
	sql->piping = false;
	sql->spoiled |= !done;
	return done;
}

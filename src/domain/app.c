#include "domain/app.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "domain/joint_parts.h"
#include "domain/vault.h"

enum { TRIES_MAX = 5 };

bool app_database_url(const struct app_options *options, char *to, size_t size, struct err *err)
{
	int used = options->database ? snprintf(to, size, "%s", options->database)
	                             : snprintf(to, size, "sqlite:%s/passnum.db", options->data);

	if (used < 0 || (size_t)used >= size)
		return err_set(err, ERR_INPUT, "the name of the database is too long");
	return true;
}

static bool not_there(struct err *err)
{
	return err->code == ERR_MISSING &&
	       err_named(err, ERR_MISSING, "not_initialised",
	                 "there are no books here: run passnum init (%s)", err->text);
}

bool app_open(struct app **ret, const struct app_options *options, struct err *err)
{
	AUTO(app_close) struct app *app = calloc(1, sizeof *app);

	if (!app)
		return err_memory(err);
	if (!app_database_url(options, app->database, sizeof app->database, err) ||
	    !sql_open(&app->sql, app->database, options->read_only ? SQL_READ_ONLY : SQL_READ_WRITE,
	              err))
		return not_there(err);
	if (!migrate_check(app->sql, err) || !instance_find(app->sql, &app->instance, err))
		return not_there(err);
	*ret = TAKE(app);
	return true;
}

bool app_unlock(struct app *app, const struct app_options *options, struct err *err)
{
	return vault_open(&app->vault, app, options, err);
}

bool app_clone(struct app **ret, const struct app *app, bool read_only, struct err *err)
{
	AUTO(app_close) struct app *clone = calloc(1, sizeof *clone);

	if (!clone)
		return err_memory(err);
	clone->instance = app->instance;
	clone->fixed_at = app->fixed_at;
	TEXT_COPY(clone->database, app->database);
	if (app->vault)
		clone->vault = vault_share(app->vault);
	if (!sql_open(&clone->sql, clone->database, read_only ? SQL_READ_ONLY : SQL_READ_WRITE,
	              err))
		return false;
	*ret = TAKE(clone);
	return true;
}

void app_close(struct app **app)
{
	if (!*app)
		return;
	sql_close(&(*app)->sql);
	vault_close(&(*app)->vault);
	free(TAKE(*app));
}

int64_t app_now(const struct app *app)
{
	return app->fixed_at ? app->fixed_at : clock_now();
}

int64_t app_today(const struct app *app)
{
	return paris_day(app_now(app));
}

static bool attempt(struct app *app, transact_fn *work, void *context, struct err *err)
{
	if (!(app->hasty ? sql_begin_at_once : sql_begin)(app->sql, err))
		return false;
	if (instance_see_clock(app->sql, app_now(app), err) && work(app, context, err))
		return sql_commit(app->sql, err);
	sql_rollback(app->sql);
	return false;
}

bool transact(struct app *app, transact_fn *work, void *context, struct err *err)
{
	int64_t begun_ns;

	if (app->joint)
		return joint_begin(app, err) && work(app, context, err);
	begun_ns = clock_ticks_ns();
	for (int tries = 1;; tries++) {
		if (attempt(app, work, context, err))
			return true;
		if (!joint_try_again(err, begun_ns) || tries == TRIES_MAX)
			return false;
	}
}

bool transact_apart(struct app *app, transact_fn *work, void *context, struct err *err)
{
	struct joint *joint = app->joint;
	bool done;

	if (joint && joint->open) /* it would wait for itself: the whole call is done again */
		return err_named(err, ERR_BUSY, "busy", "what stays in any case comes first");
	app->joint = NULL;
	done = transact(app, work, context, err);
	app->joint = joint;
	return done;
}

bool transact_read(struct app *app, transact_fn *work, void *context, struct err *err)
{
	bool done;

	if (app->joint && app->joint->open)
		return work(app, context, err);
	if (!sql_begin_read(app->sql, err))
		return false;
	done = work(app, context, err);
	sql_rollback(app->sql);
	return done;
}

static bool look_work(struct app *app, void *context, struct err *err)
{
	struct instance instance;

	(void)context;
	return instance_find(app->sql, &instance, err);
}

bool app_look(struct app *app, struct err *err)
{
	return transact_read(app, look_work, NULL, err);
}

static bool probe_work(struct app *app, void *context, struct err *err)
{
	(void)context;
	return instance_touch(app->sql, err);
}

bool app_probe(struct app *app, struct err *err)
{
	return transact(app, probe_work, NULL, err);
}

bool app_tidy(struct app *app, struct err *err)
{
	return sql_tidy(app->sql, err);
}

#include "domain/imports.h"

#include "base/auto.h"
#include "domain/callers.h"
#include "store/programmes.h"

static const unsigned readers = ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AUDITOR);

bool import_find(struct app *app, const struct caller *caller, int64_t id, struct import_run *ret,
                 struct buf *report, struct err *err)
{
	return caller_check(caller, readers, err) && imports_find(app->sql, id, ret, report, err);
}

bool imports_list(struct app *app, const struct caller *caller, const struct imports_wish *wish,
                  import_run_fn *fn, void *context, struct err *err)
{
	return caller_check(caller, readers, err) &&
	       imports_each(app->sql, wish->before_id, wish->limit, fn, context, err);
}

/* ---- asked for ---- */

struct asking {
	const struct import_file *file;
	struct import_run run;
};

/* Two calls at once that find the same room want the same id: one of them looks again. */
static bool room_check(struct app *app, struct err *err)
{
	int64_t open;

	return imports_count_open(app->sql, &open, err) &&
	       (open < IMPORTS_OPEN_MAX ||
	        err_named(err, ERR_CONFLICT, "too_many_imports", "%d imports are not over yet",
	                  IMPORTS_OPEN_MAX));
}

static size_t part_size(const struct import_file *file, int number)
{
	size_t left = file->size - (size_t)number * IMPORT_PART_SIZE;

	return left < IMPORT_PART_SIZE ? left : IMPORT_PART_SIZE;
}

static bool ask_work(struct app *app, void *context, struct err *err)
{
	struct asking *a = context;
	struct programme programme;
	struct import_part part;

	if ((a->run.programme && !programmes_find(app->sql, a->run.programme, &programme, err)) ||
	    !room_check(app, err) || !imports_add(app->sql, &a->run, IMPORTS_KEPT, err))
		return false;
	for (int i = 0; i < a->run.parts; i++) {
		part = (struct import_part){ .run = a->run.id,
			                     .number = i,
			                     .bytes = a->file->data + (size_t)i * IMPORT_PART_SIZE,
			                     .size = part_size(a->file, i) };
		if (!imports_add_part(app->sql, &part, err))
			return false;
	}
	return true;
}

bool import_ask(struct app *app, const struct caller *caller, const struct import_file *file,
                const struct import_wish *wish, struct import_run *ret, struct err *err)
{
	struct asking a = { .file = file,
		            .run = { .account = caller->account,
		                     .at = app_now(app),
		                     .programme = wish->programme,
		                     .approve = wish->approve,
		                     .form = file->form,
		                     .parts = (int)((file->size + IMPORT_PART_SIZE - 1) /
		                                    IMPORT_PART_SIZE) } };

	if (!caller_check(caller, ROLE_BIT(ROLE_OPERATOR), err) ||
	    !transact(app, ask_work, &a, err))
		return false;
	*ret = a.run;
	return true;
}

/* ---- stopped ---- */

struct stopping {
	int64_t id;
	struct import_run run;
};

static bool stop_work(struct app *app, void *context, struct err *err)
{
	struct stopping *s = context;
	struct import_run end = { .id = s->id,
		                  .state = IMPORT_CANCELLED,
		                  .ended_at = app_now(app) };
	bool done;

	/* Who writes holds the row until all is in: it is over then. */
	return imports_find(app->sql, s->id, &s->run, NULL, err) &&
	       imports_end(app->sql, &end, &done, err) &&
	       (done || err_named(err, ERR_CONFLICT, "import_over", "the import is over")) &&
	       imports_drop_parts(app->sql, s->id, err) &&
	       imports_find(app->sql, s->id, &s->run, NULL, err);
}

bool import_cancel(struct app *app, const struct caller *caller, int64_t id, struct import_run *ret,
                   struct err *err)
{
	struct stopping s = { .id = id };

	if (!caller_check(caller, ROLE_BIT(ROLE_OPERATOR), err) ||
	    !transact(app, stop_work, &s, err))
		return false;
	*ret = s.run;
	return true;
}

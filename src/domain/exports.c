#include "domain/exports.h"

#include "base/auto.h"
#include "base/clock.h"
#include "codec/deflate.h"
#include "domain/callers.h"
#include "domain/exports_parts.h"
#include "domain/programmes.h"
#include "store/accounts.h"
#include "store/exports.h"

enum { FILE_PARTS = 4 /* read at once */ };

static const unsigned askers =
	ROLE_BIT(ROLE_FUNDER) | ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AUDITOR);

/* A token that is limited gives no more in a file than in the calls. */
static bool scope_check(const struct caller *caller, enum export_what what, struct err *err)
{
	enum scope scope = what == EXPORT_REDEMPTIONS ? SCOPE_REDEMPTIONS : SCOPE_FIGURES;

	return !caller->scopes || (caller->scopes & (SCOPE_READ(scope) | SCOPE_CHANGE(scope))) ||
	       err_named(err, ERR_FORBIDDEN, "not_your_scope", "this token is not for %s",
	                 scope_name(scope));
}

bool export_may(struct app *app, const struct caller *caller, const struct export *export,
                struct err *err)
{
	struct programme programme;

	return caller_check(caller, askers, err) && scope_check(caller, export->what, err) &&
	       programme_find(app, caller, export->programme, &programme, err);
}

bool export_find(struct app *app, const struct caller *caller, int64_t id, struct export *ret,
                 struct err *err)
{
	struct export export;

	if (!caller_check(caller, askers, err) || !exports_find(app->sql, id, &export, err))
		return false;
	if (export.account != caller->account)
		return err_named(err, ERR_MISSING, "no_export", "there is no such export");
	*ret = export;
	return true;
}

bool exports_list(struct app *app, const struct caller *caller, const struct exports_wish *wish,
                  exports_fn *fn, void *context, struct err *err)
{
	const struct exports_page page = { .account = caller->account,
		                           .before_id = wish->after ? wish->after : INT64_MAX,
		                           .limit = wish->limit };

	return caller_check(caller, askers, err) && exports_each(app->sql, &page, fn, context, err);
}

/* ---- asked for ---- */

struct asking {
	const struct caller *caller;
	struct export export;
};

/* In turns: two calls at once must not both find room for one more. */
static bool room_check(struct app *app, int64_t account, struct err *err)
{
	struct account held;
	int64_t open, kept;

	if (!accounts_hold(app->sql, account, &held, err) ||
	    !exports_count(app->sql, account, &open, &kept, err))
		return false;
	if (open >= EXPORTS_OPEN_MAX)
		return err_named(err, ERR_CONFLICT, "too_many_exports",
		                 "%d exports of this account are not over yet", EXPORTS_OPEN_MAX);
	return kept < EXPORTS_KEPT_MAX ||
	       err_named(err, ERR_CONFLICT, "exports_full",
	                 "%d exports of this account are kept already", EXPORTS_KEPT_MAX);
}

static bool ask_work(struct app *app, void *context, struct err *err)
{
	struct asking *a = context;

	return (export_may(app, a->caller, &a->export, err) ||
	        (err->code == ERR_MISSING && err_field("programme", err))) &&
	       room_check(app, a->caller->account, err) && exports_add(app->sql, &a->export, err);
}

static bool request_check(const struct export_request *request, int64_t until_day, struct err *err)
{
	bool is_table = request->form != EXPORT_XLSX && request->form != EXPORT_JSON;

	if (request->what == EXPORT_FIGURES && is_table)
		return err_named(err, ERR_INPUT, "many_tables",
		                 "figures are several tables: ask for xlsx or json") ||
		       err_field("as", err);
	return request->from_day <= until_day ||
	       err_named(err, ERR_INPUT, "bad_period", "the period ends before it begins") ||
	       err_field("until", err);
}

bool export_ask(struct app *app, const struct caller *caller, const struct export_request *request,
                struct export *ret, struct err *err)
{
	int64_t until_day = request->until_day ? request->until_day : app_today(app);
	struct asking a = { .caller = caller,
		            .export = { .account = caller->account,
		                        .programme = request->programme,
		                        .what = request->what,
		                        .form = request->form,
		                        .from_day = request->from_day,
		                        .until_day = until_day,
		                        .total = -1,
		                        .asked_at = app_now(app) } };

	if (!caller_check(caller, askers, err) || !request_check(request, until_day, err) ||
	    !transact(app, ask_work, &a, err))
		return false;
	*ret = a.export;
	return true;
}

/* ---- thrown away ---- */

struct dropping {
	const struct caller *caller;
	int64_t id;
};

static bool drop_work(struct app *app, void *context, struct err *err)
{
	const struct dropping *d = context;
	struct export export;
	bool done;

	return export_find(app, d->caller, d->id, &export, err) &&
	       exports_drop(app->sql, d->id, &done, err);
}

bool export_drop(struct app *app, const struct caller *caller, int64_t id, struct err *err)
{
	struct dropping d = { caller, id };

	return caller_check(caller, askers, err) && transact(app, drop_work, &d, err);
}

struct forgetting {
	int limit;
	int64_t count;
};

static bool forget_work(struct app *app, void *context, struct err *err)
{
	struct forgetting *f = context;

	return exports_remove(app->sql, app_now(app) - EXPORTS_DAYS * DAY_SECONDS, f->limit,
	                      &f->count, err);
}

bool exports_forget(struct app *app, int limit, int *ret_count, struct err *err)
{
	struct forgetting f = { .limit = limit };

	if (!transact(app, forget_work, &f, err))
		return false;
	*ret_count = (int)f.count;
	return true;
}

/* ---- the file ---- */

struct unpacking {
	export_bytes_fn *fn;
	void *context;
	struct buf part;
};

static void unpacking_release(struct unpacking *unpacking)
{
	buf_release(&unpacking->part);
}

static bool unpack(void *context, const void *body, size_t size, struct err *err)
{
	struct unpacking *u = context;

	buf_clear(&u->part);
	return deflate_undo(body, size, &u->part, err) &&
	       u->fn(u->context, u->part.data, u->part.size, err);
}

bool export_file(struct app *app, const struct caller *caller, const struct export *export,
                 export_bytes_fn *fn, void *context, struct err *err)
{
	AUTO(unpacking_release) struct unpacking u = { .fn = fn, .context = context };
	struct export_range range = { .id = export->id, .limit = FILE_PARTS };

	if (!export_may(app, caller, export, err))
		return err->code == ERR_MISSING &&
		       err_named(err, ERR_MISSING, "no_export", "it is no programme of theirs");
	if (export->state != EXPORT_DONE)
		return err_named(err, ERR_CONFLICT, "export_not_ready", "the export is %s",
		                 export_state_name(export->state));
	for (; range.first < export->parts; range.first += FILE_PARTS)
		if (!exports_parts(app->sql, &range, unpack, &u, err))
			return false;
	return true;
}

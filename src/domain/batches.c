#include "domain/batches.h"

#include "base/auto.h"
#include "domain/callers.h"
#include "store/accounts.h"
#include "store/batches.h"

static const unsigned makers = ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AGENT);

static bool sees_all(const struct caller *caller)
{
	return caller->role == ROLE_OPERATOR || caller->role == ROLE_AUDITOR;
}

static bool missing(struct err *err)
{
	return err_named(err, ERR_MISSING, "no_batch", "there is no such batch");
}

bool batch_find(struct app *app, const struct caller *caller, int64_t id, struct batch *ret,
                struct err *err)
{
	struct batch batch;

	if (!batches_find(app->sql, id, &batch, err))
		return false;
	if (!sees_all(caller) && !(caller->role == ROLE_AGENT && caller->site == batch.desk))
		return missing(err);
	*ret = batch;
	return true;
}

bool batches_list(struct app *app, const struct caller *caller, const struct batches_wish *wish,
                  batches_fn *fn, void *context, struct err *err)
{
	struct batches_page page = { .desk = wish->desk,
		                     .before_id = wish->after ? wish->after : INT64_MAX,
		                     .limit = wish->limit };

	if (!caller_check(caller, makers | ROLE_BIT(ROLE_AUDITOR), err))
		return false;
	if (!sees_all(caller)) {
		if (wish->desk && wish->desk != caller->site)
			return err_named(err, ERR_MISSING, "no_site", "there is no such desk");
		page.desk = caller->site;
	}
	return batches_each(app->sql, &page, fn, context, err);
}

/* ---- asked for ---- */

struct asking {
	const struct caller *caller;
	const struct issue_request *request;
	struct batch batch;
};

/* In turns: two calls at once must not both find room for one more. */
static bool room_check(struct app *app, int64_t account, struct err *err)
{
	struct account held;
	int64_t open;

	if ((account && !accounts_hold(app->sql, account, &held, err)) ||
	    !batches_count_open(app->sql, account, &open, err))
		return false;
	return open < BATCHES_OPEN_MAX ||
	       err_named(err, ERR_CONFLICT, "too_many_batches",
	                 "%d batches of this account are not over yet", BATCHES_OPEN_MAX);
}

static bool ask_work(struct app *app, void *context, struct err *err)
{
	struct asking *a = context;

	return issue_check(app, a->caller, a->request, &a->batch.vouchers, err) &&
	       room_check(app, a->caller->account, err) && batches_add(app->sql, &a->batch, err);
}

bool batch_ask(struct app *app, const struct caller *caller, const struct issue_request *request,
               struct batch *ret, struct err *err)
{
	struct asking a = { .caller = caller,
		            .request = request,
		            .batch = { .account = caller->account,
		                       .desk = request->desk,
		                       .programme = request->programme,
		                       .kind = request->kind,
		                       .language = request->language,
		                       .print_size = request->print_size,
		                       .total = request->passes,
		                       .asked_at = app_now(app) } };

	if (!caller_check(caller, makers, err) || !transact(app, ask_work, &a, err))
		return false;
	*ret = a.batch;
	return true;
}

/* ---- stopped ---- */

struct stopping {
	const struct caller *caller;
	int64_t id;
	struct batch batch;
};

static bool stop_work(struct app *app, void *context, struct err *err)
{
	struct stopping *s = context;
	struct batch end = { .id = s->id, .state = BATCH_CANCELLED, .ended_at = app_now(app) };
	bool done;

	/* What is being made is made to the end first: how many there are is asked afterwards. */
	if (!batch_find(app, s->caller, s->id, &s->batch, err) ||
	    !batches_end(app->sql, &end, &done, err) ||
	    !batches_find(app->sql, s->id, &s->batch, err))
		return false;
	return done || err_named(err, ERR_CONFLICT, "batch_over", "the batch is %s",
	                         batch_state_name(s->batch.state));
}

bool batch_cancel(struct app *app, const struct caller *caller, int64_t id, struct batch *ret,
                  struct err *err)
{
	struct stopping s = { .caller = caller, .id = id };

	if (!caller_check(caller, makers, err) || !transact(app, stop_work, &s, err))
		return false;
	*ret = s.batch;
	return true;
}

/* ---- printed ---- */

struct gathering {
	struct pass *passes;
	size_t count, max;
};

static bool gather(void *context, const struct pass *pass, struct err *err)
{
	struct gathering *g = context;

	(void)err;
	if (pass->state == PASS_LIVE && !pass->handed_out_at && g->count < g->max)
		g->passes[g->count++] = *pass;
	return true;
}

bool batch_passes(struct app *app, const struct batch_range *range, struct pass *ret,
                  size_t *ret_count, struct err *err)
{
	struct gathering g = { .passes = ret, .max = (size_t)range->count };

	if (!batches_passes(app->sql, range, gather, &g, err))
		return false;
	*ret_count = g.count;
	return true;
}

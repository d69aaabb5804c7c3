#include "domain/progress.h"

#include <string.h>

#include "domain/passes.h"
#include "store/passes.h"
#include "store/spent.h"

static bool step_take(void *context, const struct redemption *r, int64_t reversed_at,
                      struct err *err)
{
	struct progress *p = context;

	(void)err;
	if (reversed_at)
		return true;
	if (p->count == PROGRESS_STEPS_MAX)
		memmove(p->steps, p->steps + 1, --p->count * sizeof *p->steps);
	p->steps[p->count++] = (struct progress_step){ .at = r->at,
		                                       .centre = r->centre,
		                                       .number = spent_number(r->id),
		                                       .kind = r->kind,
		                                       .minutes = r->minutes,
		                                       .level = r->level };
	if (r->level)
		p->latest = r->level;
	return true;
}

static bool progress_make(struct app *app, const struct pass *pass, struct progress *ret,
                          struct err *err)
{
	struct progress progress = { 0 };
	int64_t start;

	if (!passes_start_level(app->sql, pass, &start, err))
		return false;
	progress.start = progress.latest = (enum level)start;
	if (!spent_each_of_person(app->sql, pass, step_take, &progress, err))
		return false;
	*ret = progress;
	return true;
}

bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      struct progress *ret, struct err *err)
{
	struct pass found;

	return pass_find(app, caller, pass, &found, err) && progress_make(app, &found, ret, err);
}

bool progress_of_voucher(struct app *app, struct redeem_item *item, struct progress *ret,
                         bool *ret_is_here, struct err *err)
{
	struct pass pass;

	if (!redeem_check(app, item, err))
		return false;
	*ret_is_here = item->outcome == OUTCOME_REDEEMED || item->outcome == OUTCOME_ALREADY_YOURS;
	return !*ret_is_here || (passes_find(app->sql, item->facts.pass.id, &pass, err) &&
	                         progress_make(app, &pass, ret, err));
}

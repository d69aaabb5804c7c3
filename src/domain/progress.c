#include "domain/progress.h"

#include "domain/issue.h"
#include "store/spent.h"

static bool step_take(void *context, const struct redemption *r, int64_t reversed_at,
                      struct err *err)
{
	struct progress *progress = context;

	(void)err;
	if (reversed_at || progress->count == VOUCHERS_MAX)
		return true;
	progress->steps[progress->count++] = (struct progress_step){ .at = r->at,
		                                                     .centre = r->centre,
		                                                     .number = spent_number(r->id),
		                                                     .kind = r->kind,
		                                                     .minutes = r->minutes,
		                                                     .level = r->level };
	return true;
}

bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      struct progress *ret, struct err *err)
{
	struct progress progress = { 0 };
	struct pass found;

	if (!pass_find(app, caller, pass, &found, err) ||
	    !spent_each_of_pass(app->sql, pass, step_take, &progress, err))
		return false;
	progress.start = found.start_level;
	*ret = progress;
	return true;
}

#include "domain/progress.h"

#include "domain/issue.h"
#include "store/passes.h"
#include "store/spent.h"

struct walk {
	progress_fn *fn;
	void *context;
};

static bool step_take(void *context, const struct redemption *r, int64_t reversed_at,
                      struct err *err)
{
	const struct walk *walk = context;
	struct progress_step step = { .at = r->at,
		                      .centre = r->centre,
		                      .number = spent_number(r->id),
		                      .kind = r->kind,
		                      .minutes = r->minutes,
		                      .level = r->level };

	return reversed_at || walk->fn(walk->context, &step, err);
}

bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      enum level *ret_start, progress_fn *fn, void *context, struct err *err)
{
	struct walk walk = { fn, context };
	struct pass found;

	if (!pass_find(app, caller, pass, &found, err))
		return false;
	*ret_start = found.start_level;
	return spent_each_of_pass(app->sql, pass, step_take, &walk, err);
}

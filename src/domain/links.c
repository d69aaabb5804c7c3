#include "domain/links.h"

#include "base/clock.h"
#include "store/passes.h"

enum { DUE_MAX = 256 };

struct ending {
	int64_t at;
	int64_t ids[DUE_MAX];
	size_t limit, count;
};

static bool find_work(struct app *app, void *context, struct err *err)
{
	struct ending *e = context;

	return passes_lapsed(app->sql, e->at, e->limit, e->ids, &e->count, err);
}

static bool end_work(struct app *app, void *context, struct err *err)
{
	const struct ending *e = context;

	for (size_t i = 0; i < e->count; i++)
		if (!passes_forget(app->sql, e->ids[i], e->at, err))
			return false;
	return true;
}

/* They are looked for outside of the transaction that changes them, which keeps other writers out;
 * there each is looked at once more. */
bool links_end_due(struct app *app, size_t limit, size_t *ret_ended, struct err *err)
{
	struct ending e = { .at = app_now(app) - (int64_t)app->instance.link_days * DAY_SECONDS,
		            .limit = limit < DUE_MAX ? limit : DUE_MAX };

	if (!transact_read(app, find_work, &e, err) ||
	    (e.count && !transact(app, end_work, &e, err)))
		return false;
	*ret_ended = e.count;
	return true;
}

#include "domain/journal.h"

#include "base/clock.h"

static const int64_t LATEST_AT = INT64_C(1) << 40; /* ids of lines are 2^20 times as much */

bool journal_list(struct app *app, const struct journal_wish *wish, journal_fn *fn, void *context,
                  struct err *err)
{
	const struct journal_page page = {
		.account = wish->account,
		.from_at = wish->from_day ? paris_day_begins_at(wish->from_day) : 0,
		.until_at = wish->until_day ? paris_day_begins_at(wish->until_day + 1) : LATEST_AT,
		.before_id = wish->before_id,
		.limit = wish->limit,
	};

	return journal_each(app->sql, &page, fn, context, err);
}

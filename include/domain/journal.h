/* Who did what, for who may read all. */
#pragma once

#include "domain/app.h"
#include "store/journal.h"

struct journal_wish {
	int64_t account; /* 0 = of all */
	int64_t from_day,
		until_day; /* Paris days, both included; 0 = from the first, to the last */
	int64_t before_id; /* INT64_MAX = from the newest */
	size_t limit;
};

/* Newest first. */
bool journal_list(struct app *app, const struct journal_wish *wish, journal_fn *fn, void *context,
                  struct err *err);

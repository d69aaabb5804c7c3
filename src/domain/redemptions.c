#include "domain/redemptions.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/callers.h"
#include "domain/programmes.h"
#include "domain/redeem.h"
#include "store/programmes.h"
#include "store/spent.h"

/* To anyone else it does not exist. */
static bool may_see(struct app *app, const struct caller *caller, const struct redemption *r,
                    struct err *err)
{
	struct programme programme;
	bool may = caller->role == ROLE_OPERATOR || caller->role == ROLE_AUDITOR;

	if (caller->role == ROLE_MEDIATOR)
		may = caller->site == r->centre;
	if (caller->role == ROLE_FUNDER) {
		if (!programmes_find(app->sql, r->programme, &programme, err))
			return false;
		may = programme.funder == caller->funder;
	}
	return may || err_named(err, ERR_MISSING, "no_redemption", "there is no such redemption");
}

/* ---- the list ---- */

/* Several programmes, one after the other: the newest of what was read so far. */
struct newest {
	struct app *app;
	int64_t funder; /* 0 = programmes of all */
	struct spent_page page;
	size_t count;
	struct row {
		struct redemption redemption;
		int64_t reversed_at;
	} * rows; /* `count` of 2 * page.limit */
};

static void newest_release(struct newest *newest)
{
	free(newest->rows);
}

static int by_time(const void *a, const void *b)
{
	const struct redemption *x = a, *y = b; /* first in a row */

	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

static bool take(void *context, const struct redemption *redemption, int64_t reversed_at,
                 struct err *err)
{
	struct newest *n = context;

	(void)err;
	n->rows[n->count++] = (struct row){ *redemption, reversed_at };
	return true;
}

/* A page of one programme among those of the others; what is older than a whole page need not be
 * read any more. */
static bool read_page(struct newest *n, struct err *err)
{
	if (!spent_each(n->app->sql, &n->page, take, n, err))
		return false;
	qsort(n->rows, n->count, sizeof *n->rows, by_time);
	if (n->count >= n->page.limit) {
		n->count = n->page.limit;
		n->page.from_at = n->rows[n->count - 1].redemption.at;
	}
	return true;
}

static bool read_programme(void *context, const struct programme *programme, struct err *err)
{
	struct newest *n = context;

	n->page.programme = programme->id;
	return read_page(n, err);
}

static bool read_rows(struct app *app, void *context, struct err *err)
{
	struct newest *n = context;
	const struct programmes_query all = { .funder = n->funder,
		                              .state = -1,
		                              .limit = INT32_MAX };

	if (n->page.programme || (n->page.centre && !n->funder))
		return read_page(n, err);
	return programmes_each(app->sql, &all, read_programme, n, err);
}

/* What is not theirs does not exist. */
static bool narrow(struct app *app, const struct caller *caller, struct newest *n, struct err *err)
{
	struct programme programme;

	switch (caller->role) {
	case ROLE_MEDIATOR:
		if (n->page.centre && n->page.centre != caller->site)
			return err_named(err, ERR_MISSING, "no_site", "there is no such centre");
		n->page.centre = caller->site;
		return true;
	case ROLE_FUNDER:
		n->funder = caller->funder;
		return !n->page.programme ||
		       programme_find(app, caller, n->page.programme, &programme, err);
	case ROLE_OPERATOR:
	case ROLE_AUDITOR:
		return true;
	case ROLE_ANYONE:
	case ROLE_AGENT:
	case ROLE__COUNT:
		break;
	}
	return caller_check(caller, 0, err);
}

/* Those before one that was seen. */
static bool begin_after(struct app *app, const struct caller *caller, const char *after,
                        struct spent_page *page, struct err *err)
{
	struct redemption_story last;

	if (!*after)
		return true;
	if (!redemption_find(app, caller, after, &last, err))
		return err->code == ERR_MISSING &&
		       err_named(err, ERR_INPUT, "bad_after",
		                 "\"after\" is no redemption of this list");
	if (last.redemption.at <= page->to_at) {
		page->to_at = last.redemption.at;
		page->before_id = last.redemption.id;
	}
	return true;
}

bool redemptions_list(struct app *app, const struct caller *caller,
                      const struct redemptions_wish *wish, redemptions_fn *fn, void *context,
                      struct err *err)
{
	AUTO(newest_release)
	struct newest n = { .app = app,
		            .page = { .centre = wish->centre,
		                      .programme = wish->programme,
		                      .from_at = wish->from_at,
		                      .to_at = wish->until_at - 1,
		                      .before_id = INT64_MAX,
		                      .reversed = wish->reversed,
		                      .limit = wish->limit } };

	n.rows = calloc(2 * wish->limit, sizeof *n.rows);
	if (!n.rows)
		return err_memory(err);
	if (!narrow(app, caller, &n, err) || !begin_after(app, caller, wish->after, &n.page, err) ||
	    !transact_read(app, read_rows, &n, err))
		return false;
	for (size_t i = 0; i < n.count; i++) {
		char id[REDEMPTION_TEXT_SIZE];

		redemption_format(app, n.rows[i].redemption.id, id);
		if (!fn(context, id, &n.rows[i].redemption, n.rows[i].reversed_at, err))
			return false;
	}
	return true;
}

/* ---- one ---- */

bool redemption_find(struct app *app, const struct caller *caller, const char *id,
                     struct redemption_story *ret, struct err *err)
{
	struct redemption_story story = { 0 };
	struct reversal reversal;
	int64_t number;
	bool reversed;

	if (!redemption_parse(app, id, &number))
		return err_named(err, ERR_MISSING, "no_redemption", "there is no such redemption");
	if (!spent_find(app->sql, number, &story.redemption, &story.reversed_at, err) ||
	    !may_see(app, caller, &story.redemption, err) ||
	    !reversals_find(app->sql, number, &reversal, &reversed, err))
		return false;
	if (reversed) {
		story.reversed_at = reversal.at;
		TEXT_COPY(story.reason, reversal.reason);
	}
	*ret = story;
	return true;
}

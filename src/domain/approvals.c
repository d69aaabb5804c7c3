#include "domain/approvals.h"

#include "domain/callers.h"
#include "domain/programmes.h"
#include "domain/sites.h"

struct approving {
	const struct caller *caller;
	const struct approval_wish *wish;
	struct approval_row row;
};

static bool take(void *context, const struct approval_row *row, struct err *err)
{
	(void)err;
	*(struct approval_row *)context = *row;
	return true;
}

static bool set_work(struct app *app, void *context, struct err *err)
{
	struct approving *a = context;
	const struct approval_wish *wish = a->wish;
	struct approval_row *row = &a->row;
	struct programme programme;

	if (wish->reason && wish->state != APPROVAL_SUSPENDED)
		return err_named(err, ERR_INPUT, "bad_suspension", "nothing is suspended") ||
		       err_field("reason", err);
	if (!programme_find(app, a->caller, wish->programme, &programme, err) ||
	    !site_find(app, a->caller, wish->site, &row->site, err))
		return false;
	if (a->caller->role == ROLE_OPERATOR && wish->state == APPROVAL_APPROVED &&
	    row->site.approval == APPROVAL_CANDIDATE) {
		row->site.approval = APPROVAL_APPROVED;
		if (!sites_change(app->sql, &row->site, app_now(app), err))
			return false;
	}
	return approvals_set(app->sql,
	                     &(struct approval_said){ wish->programme, wish->site, wish->state,
	                                              wish->reason, a->caller->account,
	                                              app_now(app) },
	                     err) &&
	       approvals_each(app->sql,
	                      &(struct approvals_query){ .programme = wish->programme,
	                                                 .state = -1,
	                                                 .after_site = wish->site - 1,
	                                                 .limit = 1 },
	                      take, row, err);
}

bool approval_set(struct app *app, const struct caller *caller, const struct approval_wish *wish,
                  struct approval_row *ret, struct err *err)
{
	struct approving a = { .caller = caller, .wish = wish };

	if (!transact(app, set_work, &a, err))
		return false;
	*ret = a.row;
	return true;
}

struct taking {
	const struct caller *caller;
	const struct approvals_wish *wish;
	struct programme programme;
	struct approvals_done done;
	int64_t sites[APPROVALS_AT_ONCE];
	int64_t last;
	size_t count, seen;
};

static bool see(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct taking *t = context;

	(void)distance_m, (void)err;
	t->last = site->id;
	t->seen++;
	if (approval_is_inside(&t->programme, site))
		t->sites[t->count++] = site->id;
	return true;
}

static bool take_sites(struct app *app, void *context, struct err *err)
{
	struct taking *t = context;
	struct sites_query query = { SITES_ALL, .after_id = t->wish->after_site };
	struct approval_offer offer = { .state = APPROVAL_APPROVED, .now = app_now(app) };
	bool is_new;

	t->count = t->seen = 0;
	t->done = (struct approvals_done){ 0 };
	query.approval = APPROVAL_APPROVED;
	query.limit = APPROVALS_AT_ONCE;
	if (!programme_find(app, t->caller, t->wish->programme, &t->programme, err) ||
	    !sites_each(app->sql, &query, see, t, err))
		return false;
	offer.programme = t->programme.id;
	offer.account = t->caller->account;
	for (size_t i = 0; i < t->count; i++) {
		offer.site = t->sites[i];
		if (!approvals_offer(app->sql, &offer, &is_new, err))
			return false;
		t->done.fresh += is_new;
	}
	t->done.sites = (int64_t)t->count;
	t->done.next = t->seen == APPROVALS_AT_ONCE ? t->last : 0;
	return true;
}

bool approvals_take(struct app *app, const struct caller *caller, const struct approvals_wish *wish,
                    struct approvals_done *ret, struct err *err)
{
	struct taking t = { .caller = caller, .wish = wish };

	if (!transact(app, take_sites, &t, err))
		return false;
	*ret = t.done;
	return true;
}

bool site_approve(struct app *app, int64_t site, int64_t programme, enum approval state,
                  struct err *err)
{
	const struct approval_wish wish = { programme, site, state, SUSPENSION_UNSAID };
	const struct caller office = caller_operator();
	struct approval_row row;

	return approval_set(app, &office, &wish, &row, err);
}

bool approval_is_inside(const struct programme *programme, const struct site *site)
{
	return territory_covers_place(programme->territory, site->place.code_insee,
	                              site->place.postcode, site->epci);
}

bool approvals_list(struct app *app, const struct approvals_query *query, approval_fn *fn,
                    void *context, struct err *err)
{
	return approvals_each(app->sql, query, fn, context, err);
}

bool approvals_of_site(struct app *app, const struct caller *caller,
                       const struct approvals_of_site_query *query, approval_of_site_fn *fn,
                       void *context, struct err *err)
{
	struct approvals_of_site_query mine = *query;
	struct site site;

	if (!site_find(app, caller, query->site, &site, err))
		return false;
	mine.funder = caller->funder;
	mine.but_candidates = caller->site;
	return approvals_of_site_each(app->sql, &mine, fn, context, err);
}

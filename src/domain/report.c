#include "domain/report.h"

#include "base/clock.h"
#include "base/text.h"
#include "domain/callers.h"
#include "domain/programmes.h"

struct making {
	const struct caller *caller;
	int64_t programme;
	struct report *report;
};

static bool make_work(struct app *app, void *context, struct err *err)
{
	const struct making *m = context;
	struct report *r = m->report;
	struct figures_period period = { .programme = m->programme, .until_day = r->until_day };
	struct funder funder;

	period.from_at = r->from_day ? paris_day_begins_at(r->from_day) : 0;
	period.until_at = paris_day_begins_at(r->until_day + 1);
	if (!programme_find(app, m->caller, m->programme, &r->programme, err) ||
	    !funders_find(app->sql, r->programme.funder, &funder, err) ||
	    !figures_of_passes(app->sql, &period, &r->passes, err) ||
	    !figures_of_vouchers(app->sql, &period, &r->vouchers, err) ||
	    !ledger_moves(app->sql, m->programme, period.from_at, period.until_at, &r->moves,
	                  err) ||
	    !ledger_balances(app->sql, m->programme, period.until_at, &r->balances, err))
		return false;
	TEXT_COPY(r->funder, funder.name);
	return true;
}

bool report_make(struct app *app, const struct caller *caller, const struct report_wish *wish,
                 struct report *ret, struct err *err)
{
	struct report report = { .from_day = wish->from_day,
		                 .until_day = wish->until_day ? wish->until_day : app_today(app) };
	struct making m = { caller, wish->programme, &report };

	if (!caller_check(caller,
	                  ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_FUNDER) | ROLE_BIT(ROLE_AUDITOR),
	                  err))
		return false;
	if (wish->from_day && wish->from_day > report.until_day)
		return err_named(err, ERR_INPUT, "bad_period", "the period ends before it begins");
	if (!transact_read(app, make_work, &m, err))
		return err_during(err, "reporting");
	*ret = report;
	return true;
}

struct report_cents report_cents(const struct balances *b)
{
	return (struct report_cents){ .budget = -b->cents[ACCOUNT_FUNDER],
		                      .committed = b->cents[ACCOUNT_COMMITTED],
		                      .owed = b->cents[ACCOUNT_OWED],
		                      .paid = b->cents[ACCOUNT_PAID],
		                      .expired = b->cents[ACCOUNT_EXPIRED],
		                      .free = b->cents[ACCOUNT_BUDGET] };
}

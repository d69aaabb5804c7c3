#include "domain/programmes.h"

#include <stdlib.h>
#include <string.h>

#include "domain/joint.h"
#include "domain/keys_make.h"
#include "store/ledger.h"
#include "domain/vault.h"

static bool programme_add_work(struct app *app, void *context, struct err *err)
{
	struct programme *programme = context;
	struct signing_key key = { .purpose = KEY_VOUCHER,
		                   .not_before_day = app_today(app),
		                   .not_after_day = programme->until_day };
	struct funder funder;

	if (!funders_find(app->sql, programme->funder, &funder, err) ||
	    !programmes_add(app->sql, programme, err))
		return false;
	key.programme = programme->id;
	return keys_make(app, vault_master(app->vault), &key, err) &&
	       keys_publish(app, vault_master(app->vault), err);
}

bool programme_check_new(const struct app *app, const struct programme *programme, struct err *err)
{
	if (!programme_check(programme, err))
		return false;
	return programme->until_day >= app_today(app) ||
	       err_named(err, ERR_INPUT, "bad_programme", "until is over already") ||
	       err_field("until", err);
}

bool programme_add(struct app *app, struct programme *programme, struct err *err)
{
	programme->state = PROGRAMME_DRAFT;
	programme->created_at = app_now(app);
	return programme_check_new(app, programme, err) &&
	       transact(app, programme_add_work, programme, err);
}

static bool takes_part(struct app *app, const struct caller *caller, const struct programme *p,
                       bool *ret_may, struct err *err)
{
	enum approval state = APPROVAL_CANDIDATE;
	bool found;

	if (!approvals_find(app->sql, p->id, caller->site, &state, &found, err))
		return false;
	*ret_may = state != APPROVAL_CANDIDATE;
	return true;
}

static bool may_know(struct app *app, const struct caller *caller, const struct programme *p,
                     bool *ret_may, struct err *err)
{
	switch (caller->role) {
	case ROLE_OPERATOR:
	case ROLE_AUDITOR:
		*ret_may = true;
		return true;
	case ROLE_FUNDER:
		*ret_may = p->funder == caller->funder;
		return true;
	case ROLE_AGENT:
	case ROLE_MEDIATOR:
		return takes_part(app, caller, p, ret_may, err);
	case ROLE_ANYONE:
	case ROLE__COUNT:
		break;
	}
	*ret_may = false;
	return true;
}

bool programme_find(struct app *app, const struct caller *caller, int64_t id, struct programme *ret,
                    struct err *err)
{
	struct programme found;
	bool may;

	if (!programmes_find(app->sql, id, &found, err) ||
	    !may_know(app, caller, &found, &may, err))
		return false;
	if (!may)
		return err_named(err, ERR_MISSING, "no_programme", "there is no programme %lld",
		                 (long long)id);
	*ret = found;
	return true;
}

bool programmes_list(struct app *app, const struct caller *caller,
                     const struct programmes_query *query, programme_fn *fn, void *context,
                     struct err *err)
{
	struct programmes_query mine = *query;

	mine.site = caller->site;
	if (caller->role == ROLE_FUNDER && !mine.funder)
		mine.funder = caller->funder;
	if (caller->role == ROLE_FUNDER && mine.funder != caller->funder)
		return true; /* another's */
	return programmes_each(app->sql, &mine, fn, context, err);
}

/* ---- money and state ---- */

static const int64_t FUNDING_MAX = 100000000000;

struct funding {
	int64_t id, cents;
};

static bool fund_work(struct app *app, void *context, struct err *err)
{
	const struct funding *f = context;
	bool gives = f->cents > 0;
	struct ledger_line line = { .programme = f->id,
		                    .at = app_now(app),
		                    .kind = LEDGER_FUNDED,
		                    .debit = gives ? ACCOUNT_FUNDER : ACCOUNT_BUDGET,
		                    .credit = gives ? ACCOUNT_BUDGET : ACCOUNT_FUNDER,
		                    .cents = llabs(f->cents) };
	struct programme programme;

	if (!programmes_hold(app->sql, f->id, &programme, err) ||
	    !programmes_take(app->sql, f->id, -f->cents, err) ||
	    !ledger_next_ref(app->sql, f->id, LEDGER_FUNDED, &line.ref, err) ||
	    !ledger_add(app->sql, &line, 1, err) ||
	    !fundings_note(app->sql, f->id, line.ref, joint_account(app), err))
		return false;
	if (!gives || programme.state != PROGRAMME_DRAFT)
		return true;
	programme.state = PROGRAMME_FUNDED;
	return programmes_change(app->sql, &programme, err);
}

bool programme_fund(struct app *app, int64_t id, int64_t cents, struct err *err)
{
	struct funding f = { id, cents };

	if (cents == 0 || cents < -FUNDING_MAX || cents > FUNDING_MAX)
		return err_named(err, ERR_INPUT, "bad_amount",
		                 "an amount is not zero and at most a thousand million euros");
	return transact(app, fund_work, &f, err);
}

bool fundings_list(struct app *app, const struct fundings_query *query, funding_fn *fn,
                   void *context, struct err *err)
{
	return fundings_each(app->sql, query, fn, context, err);
}

bool programme_balances(struct app *app, int64_t id, struct balances *ret, struct err *err)
{
	return ledger_balances(app->sql, id, INT64_MAX, ret, err);
}

/* From each state, to which others. */
static const unsigned next_states[PROGRAMME__COUNT] = {
	[PROGRAMME_DRAFT] = 1u << PROGRAMME_FUNDED | 1u << PROGRAMME_OPEN,
	[PROGRAMME_FUNDED] = 1u << PROGRAMME_DRAFT | 1u << PROGRAMME_OPEN,
	[PROGRAMME_OPEN] = 1u << PROGRAMME_DRAFT | 1u << PROGRAMME_CLOSING,
	[PROGRAMME_CLOSING] = 1u << PROGRAMME_DRAFT | 1u << PROGRAMME_OPEN | 1u << PROGRAMME_CLOSED,
	[PROGRAMME_CLOSED] = 0,
};

struct stating {
	int64_t id;
	enum programme_state state;
};

static bool state_work(struct app *app, void *context, struct err *err)
{
	const struct stating *s = context;
	struct programme programme;
	struct balances balances;

	if (!programmes_hold(app->sql, s->id, &programme, err) ||
	    !ledger_balances(app->sql, s->id, INT64_MAX, &balances, err))
		return false;
	if (!(next_states[programme.state] & 1u << s->state))
		return err_named(err, ERR_CONFLICT, "bad_transition",
		                 "a programme does not go from %s to %s",
		                 programme_state_name(programme.state),
		                 programme_state_name(s->state));
	if (s->state != PROGRAMME_DRAFT && balances.cents[ACCOUNT_FUNDER] >= 0)
		return err_named(err, ERR_REFUSED, "no_money", "the programme has no money yet");
	programme.state = s->state;
	return programmes_change(app->sql, &programme, err);
}

bool programme_set_state(struct app *app, int64_t id, enum programme_state state, struct err *err)
{
	struct stating s = { id, state };

	return transact(app, state_work, &s, err);
}

/* ---- rules ---- */

struct changing {
	const struct edit *edit;
	struct programme programme;
};

/* What is no rule stays. */
static bool is_allowed(struct app *app, const struct programme *before,
                       const struct programme *after, struct err *err)
{
	struct ledger_moves moves;

	if (before->funder != after->funder)
		return err_named(err, ERR_CONFLICT, "funder_stays",
		                 "a programme keeps its funder: make a new one") ||
		       err_field("funder", err);
	if (before->cents == after->cents)
		return true;
	if (!ledger_moves(app->sql, before->id, 0, INT64_MAX, &moves, err))
		return false;
	return !moves.lines[LEDGER_ISSUED] ||
	       err_named(err, ERR_CONFLICT, "cents_stay",
	                 "passes were issued: the face value of a voucher stays") ||
	       err_field("cents", err);
}

static bool change_work(struct app *app, void *context, struct err *err)
{
	struct changing *c = context;
	struct programme *after = &c->programme;
	struct programme before;

	if (!programmes_hold(app->sql, c->edit->id, &before, err) ||
	    !edit_check(c->edit, before.version, err))
		return false;
	*after = before;
	if (!c->edit->apply(c->edit->context, after, err))
		return false;
	after->id = before.id;
	after->state = before.state;
	after->created_at = before.created_at;
	after->version = before.version;
	return programme_check(after, err) && is_allowed(app, &before, after, err) &&
	       programmes_change(app->sql, after, err);
}

bool programme_change(struct app *app, const struct edit *edit, struct programme *ret,
                      struct err *err)
{
	struct changing c = { .edit = edit };

	if (!transact(app, change_work, &c, err))
		return false;
	*ret = c.programme;
	return true;
}

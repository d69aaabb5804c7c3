#include "domain/correct.h"

#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/callers.h"
#include "domain/issue.h"
#include "domain/redeem.h"
#include "model/ledger.h"
#include "store/ledger.h"
#include "store/passes.h"
#include "store/programmes.h"
#include "store/spent.h"
#include "domain/keys_make.h"
#include "domain/reason.h"
#include "domain/vault.h"

enum { LATE_DAYS = LATE_SECONDS / DAY_SECONDS, DUE_MAX = 256 };

/* Where the money of a voucher goes that is not used after all. */
static const enum ledger_account back_to[PASS__COUNT] = {
	[PASS_LIVE] = ACCOUNT_COMMITTED,
	[PASS_BLOCKED] = ACCOUNT_BUDGET,
	[PASS_REPLACED] = ACCOUNT_BUDGET,
	[PASS_CLOSED] = ACCOUNT_EXPIRED,
};

/* Post one line; what comes back to the budget is free again. */
static bool post(struct app *app, const struct ledger_line *line, struct err *err)
{
	if (line->cents == 0)
		return true;
	return ledger_add(app->sql, line, 1, err) &&
	       (line->credit != ACCOUNT_BUDGET ||
	        programmes_take(app->sql, line->programme, -line->cents, err));
}

/* ---- reversal ---- */

struct reverse {
	const struct caller *caller;
	int64_t id;
	const char *reason;
	struct redemption redemption;
};

/* May this caller take it back? To anyone else it does not exist. */
static bool reverse_may(struct app *app, const struct reverse *r, struct err *err)
{
	const struct caller *c = r->caller;
	struct programme programme;

	if (c->role == ROLE_OPERATOR ||
	    (c->role == ROLE_MEDIATOR && c->site == r->redemption.centre))
		return true;
	if (c->role == ROLE_FUNDER) {
		if (!programmes_find(app->sql, r->redemption.programme, &programme, err))
			return false;
		if (programme.funder == c->funder)
			return true;
	}
	return err_named(err, ERR_MISSING, "no_redemption", "there is no such redemption");
}

static bool reverse_work(struct app *app, void *context, struct err *err)
{
	struct reverse *r = context;
	struct reversal reversal = { .redemption = r->id, .at = app_now(app) };
	struct ledger_line line = { .at = reversal.at, .kind = LEDGER_REVERSED, .ref = r->id };
	struct pass pass;
	int64_t reversed_at;
	bool done;

	if (!passes_hold(app->sql, spent_pass(r->id), &pass, err) ||
	    !spent_find(app->sql, r->id, &r->redemption, &reversed_at, err) ||
	    !reverse_may(app, r, err))
		return false;
	if ((r->id & (ATTEMPTS_MAX - 1)) == ATTEMPTS_MAX - 1)
		return err_named(err, ERR_REFUSED, "too_many_reversals",
		                 "this voucher was taken back %d times already", ATTEMPTS_MAX - 1);
	reversal.programme = r->redemption.programme;
	reversal.account = r->caller->account;
	TEXT_COPY(reversal.reason, r->reason);
	if (!reversals_add(app->sql, &reversal, &done, err))
		return false;
	if (!done)
		return err_named(err, ERR_CONFLICT, "already_reversed",
		                 "this redemption was taken back before");
	line.programme = reversal.programme;
	line.debit = ACCOUNT_OWED;
	line.credit = back_to[pass.state];
	line.cents = r->redemption.cents;
	return post(app, &line, err);
}

bool correct_reverse(struct app *app, const struct caller *caller, const char *redemption,
                     const char *reason, struct redemption *ret, struct err *err)
{
	struct reverse r = { .caller = caller, .reason = reason };

	if (!caller_check(caller,
	                  ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_MEDIATOR) | ROLE_BIT(ROLE_FUNDER),
	                  err) ||
	    !reason_check(reason, err))
		return false;
	if (!redemption_parse(app, redemption, &r.id))
		return err_named(err, ERR_MISSING, "no_redemption", "there is no such redemption");
	if (!transact(app, reverse_work, &r, err))
		return err->code == ERR_MISSING && strcmp(err->name, "no_pass") == 0
		               ? err_named(err, ERR_MISSING, "no_redemption",
		                           "there is no such redemption")
		               : false;
	*ret = r.redemption;
	return true;
}

/* ---- replacement and block ---- */

struct ending {
	const struct caller *caller;
	int64_t id;
	const char *reason;
	enum pass_state state;
	enum spent_cause cause;
	struct pass old, new; /* new: of a replacement */
	int ended;            /* vouchers */
	int key_number;       /* that signs the new pass */
};

/* End the rest of the old pass and mark it. */
static bool end_old(struct app *app, struct ending *e, struct err *err)
{
	unsigned numbers = 0;

	if (!passes_hold(app->sql, e->id, &e->old, err))
		return false;
	if (e->caller->role == ROLE_AGENT && e->caller->site != e->old.desk)
		return err_named(err, ERR_MISSING, "no_pass", "there is no such pass");
	if (e->old.state != PASS_LIVE)
		return err_named(err, ERR_CONFLICT, "pass_ended",
		                 "this pass was blocked, replaced or closed before");
	/* Those of a specimen could never be used: there is nothing to end, and nothing to count.
	 */
	if (!e->old.specimen &&
	    !spent_end_rest(app->sql, &e->old, e->cause, app_now(app), &numbers, err))
		return false;
	e->ended = __builtin_popcount(numbers);
	e->old.state = e->state;
	e->old.state_at = app_now(app);
	TEXT_COPY(e->old.reason, e->reason);
	return true;
}

static bool block_work(struct app *app, void *context, struct err *err)
{
	struct ending *e = context;
	struct ledger_line line = { .kind = LEDGER_RELEASED,
		                    .ref = e->id,
		                    .debit = ACCOUNT_COMMITTED,
		                    .credit = ACCOUNT_BUDGET };

	if (!end_old(app, e, err) || !passes_change_state(app->sql, &e->old, err))
		return false;
	line.programme = e->old.programme;
	line.at = e->old.state_at;
	line.cents = (int64_t)e->ended * e->old.cents;
	return post(app, &line, err);
}

static bool replace_work(struct app *app, void *context, struct err *err)
{
	struct ending *e = context;
	struct programme programme;

	if (!end_old(app, e, err) || !programmes_find(app->sql, e->old.programme, &programme, err))
		return false;
	if (app_today(app) > e->old.last_day + programme.grace_days)
		return err_named(err, ERR_CONFLICT, "pass_ended", "this pass has expired");
	if (!e->ended)
		return err_named(err, ERR_CONFLICT, "nothing_left",
		                 "every voucher of this pass is used");
	e->new = e->old;
	e->new.id = random_bits(48);
	e->new.total = e->ended;
	e->new.issued_at = app_now(app);
	e->new.handed_out_at = e->old.handed_out_at ? e->new.issued_at : 0;
	e->new.agent = e->caller->account;
	e->new.state = PASS_LIVE;
	e->new.state_at = 0;
	e->new.reason[0] = '\0';
	e->old.replaced_by = e->new.id;
	e->new.key_number = e->key_number;
	return instance_take_serials(app->sql, 1, &e->new.serial, err) &&
	       passes_add(app->sql, &e->new, 1, err) && passes_change_state(app->sql, &e->old, err);
}

/* Which key signs the new pass: found before the transaction, since making one takes its own. */
static bool replace_key(struct app *app, struct ending *e, struct err *err)
{
	struct programme programme;
	struct signing_key key;
	struct pass pass;
	bool changed;

	if (!passes_find(app->sql, e->id, &pass, err) ||
	    !vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	if (!vault_voucher_key(app->vault, pass.programme, &key) &&
	    (!programmes_find(app->sql, pass.programme, &programme, err) ||
	     !keys_for_issue(app, &programme, &key, err)))
		return false;
	e->key_number = key.number;
	return true;
}

static bool may_correct(const struct caller *caller, const char *reason, struct err *err)
{
	return caller_check(caller, ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AGENT), err) &&
	       reason_check(reason, err);
}

bool correct_replace(struct app *app, const struct caller *caller, int64_t pass, const char *reason,
                     struct pass *ret_new, struct err *err)
{
	struct ending e = { .caller = caller,
		            .id = pass,
		            .reason = reason,
		            .state = PASS_REPLACED,
		            .cause = SPENT_REPLACED };

	if (!may_correct(caller, reason, err) || !replace_key(app, &e, err) ||
	    !transact(app, replace_work, &e, err))
		return false;
	*ret_new = e.new;
	return true;
}

bool correct_block(struct app *app, const struct caller *caller, int64_t pass, const char *reason,
                   int *ret_revoked, struct err *err)
{
	struct ending e = { .caller = caller,
		            .id = pass,
		            .reason = reason,
		            .state = PASS_BLOCKED,
		            .cause = SPENT_BLOCKED };

	if (!may_correct(caller, reason, err) || !transact(app, block_work, &e, err))
		return false;
	*ret_revoked = e.ended;
	return true;
}

/* ---- the end ---- */

static bool close_one(struct app *app, int64_t id, struct err *err)
{
	struct ledger_line line = { .at = app_now(app),
		                    .kind = LEDGER_EXPIRED,
		                    .ref = id,
		                    .debit = ACCOUNT_COMMITTED,
		                    .credit = ACCOUNT_EXPIRED };
	unsigned used, ended;
	struct pass pass;

	if (!passes_hold(app->sql, id, &pass, err))
		return false;
	if (pass.state != PASS_LIVE)
		return true; /* another process was here */
	if (!spent_of_pass(app->sql, id, &used, &ended, err))
		return false;
	pass.state = PASS_CLOSED;
	pass.state_at = line.at;
	line.programme = pass.programme;
	line.cents =
		pass.specimen ? 0 : (int64_t)(pass.total - __builtin_popcount(ended)) * pass.cents;
	return passes_change_state(app->sql, &pass, err) && post(app, &line, err);
}

struct closing {
	size_t limit, count;
};

static bool close_work(struct app *app, void *context, struct err *err)
{
	struct closing *c = context;
	int64_t ids[DUE_MAX];

	if (!passes_due(app->sql, app_today(app) - LATE_DAYS, c->limit, ids, &c->count, err))
		return false;
	for (size_t i = 0; i < c->count; i++)
		if (!close_one(app, ids[i], err))
			return false;
	return true;
}

bool correct_close_due(struct app *app, int limit, int *ret_closed, struct err *err)
{
	*ret_closed = 0;
	while (*ret_closed < limit) {
		struct closing c = { .limit = (size_t)(limit - *ret_closed) };

		if (c.limit > DUE_MAX)
			c.limit = DUE_MAX;
		if (!transact(app, close_work, &c, err))
			return false;
		*ret_closed += (int)c.count;
		if (c.count < c.limit)
			return true;
	}
	return true;
}

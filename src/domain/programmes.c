#include "domain/programmes.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/callers.h"
#include "domain/keys_make.h"
#include "model/siret.h"
#include "store/ledger.h"
#include "store/sites.h"
#include "domain/vault.h"

/* ---- funders ---- */

static bool funder_add_work(struct app *app, void *context, struct err *err)
{
	struct funder *funder = context;

	if (!organisations_make(app->sql, funder->name, funder->siret, &funder->organisation, err))
		return false;
	if (funders_add(app->sql, funder, err))
		return true;
	return err->code == ERR_CONFLICT
	               ? err_named(err, ERR_CONFLICT, "siret_taken",
	                           "the SIRET %s is a funder's already", funder->siret)
	               : false;
}

bool funder_add(struct app *app, struct funder *funder, struct err *err)
{
	char siret[SIRET_TEXT_SIZE];

	if (!funder->name[0])
		return err_named(err, ERR_INPUT, "no_name", "a funder has a name");
	if (siret_clean(siret, funder->siret) != SIRET_IS_SIRET)
		return err_named(err, ERR_INPUT, "bad_siret", "\"%s\" is no SIRET", funder->siret);
	TEXT_COPY(funder->siret, siret);
	return transact(app, funder_add_work, funder, err);
}

bool funders_list(struct app *app, funder_fn *fn, void *context, struct err *err)
{
	return funders_each(app->sql, fn, context, err);
}

/* ---- programmes ---- */

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

bool programme_add(struct app *app, struct programme *programme, struct err *err)
{
	programme->state = PROGRAMME_DRAFT;
	programme->created_at = app_now(app);
	if (!programme_check(programme, err))
		return false;
	if (programme->until_day < app_today(app))
		return err_named(err, ERR_INPUT, "bad_programme", "until is over already") ||
		       err_field("until", err);
	return transact(app, programme_add_work, programme, err);
}

bool programme_find(struct app *app, const struct caller *caller, int64_t id, struct programme *ret,
                    struct err *err)
{
	struct programme found;

	if (!programmes_find(app->sql, id, &found, err))
		return false;
	if (caller->role == ROLE_FUNDER && found.funder != caller->funder)
		return err_named(err, ERR_MISSING, "no_programme", "there is no programme %lld",
		                 (long long)id);
	*ret = found;
	return true;
}

bool programmes_list(struct app *app, programme_fn *fn, void *context, struct err *err)
{
	return programmes_each(app->sql, fn, context, err);
}

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
	    !ledger_add(app->sql, &line, 1, err))
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
		return err_named(err, ERR_REFUSED, "not_funded", "the programme has no money yet");
	programme.state = s->state;
	return programmes_change(app->sql, &programme, err);
}

bool programme_set_state(struct app *app, int64_t id, enum programme_state state, struct err *err)
{
	struct stating s = { id, state };

	return transact(app, state_work, &s, err);
}

static bool change_work(struct app *app, void *context, struct err *err)
{
	const struct programme *asked = context;
	struct programme programme;
	enum programme_state state;
	struct ledger_moves moves;
	int64_t created_at;

	if (!programmes_hold(app->sql, asked->id, &programme, err) ||
	    !ledger_moves(app->sql, asked->id, 0, INT64_MAX, &moves, err))
		return false;
	if (programme.funder != asked->funder)
		return err_named(err, ERR_CONFLICT, "funder_stays",
		                 "a programme keeps its funder: make a new one");
	if (programme.cents != asked->cents && moves.lines[LEDGER_ISSUED])
		return err_named(err, ERR_CONFLICT, "cents_stay",
		                 "passes were issued: the face value of a voucher stays");
	state = programme.state;
	created_at = programme.created_at;
	programme = *asked;
	programme.state = state;
	programme.created_at = created_at;
	return programmes_change(app->sql, &programme, err);
}

bool programme_change(struct app *app, const struct programme *programme, struct err *err)
{
	return programme_check(programme, err) &&
	       transact(app, change_work, (void *)programme, err);
}

/* ---- sites in programmes ---- */

struct approving {
	int64_t site, programme;
	enum approval state;
};

static bool approve_work(struct app *app, void *context, struct err *err)
{
	const struct approving *a = context;
	struct programme programme;
	struct site site;

	if (!sites_find(app->sql, a->site, &site, err) ||
	    !programmes_find(app->sql, a->programme, &programme, err))
		return false;
	if (site.approval == APPROVAL_CANDIDATE && a->state == APPROVAL_APPROVED) {
		site.approval = APPROVAL_APPROVED;
		if (!sites_change(app->sql, &site, app_now(app), err))
			return false;
	}
	return approvals_set(app->sql, a->programme, a->site, a->state, app_now(app), err);
}

bool site_approve(struct app *app, int64_t site, int64_t programme, enum approval state,
                  struct err *err)
{
	struct approving a = { site, programme, state };

	return transact(app, approve_work, &a, err);
}

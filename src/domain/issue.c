#include "domain/issue.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "crypto/random.h"
#include "domain/callers.h"
#include "domain/keys_make.h"
#include "domain/passes.h"
#include "model/ledger.h"
#include "store/ledger.h"
#include "store/passes.h"
#include "store/approvals.h"
#include "store/programmes.h"
#include "domain/vault.h"

struct issuing {
	const struct caller *caller;
	const struct issue_request *request;
	const struct signing_key *key;
	struct programme programme;
	struct pass *passes;
	int vouchers;
};

/* ---- what may be refused ---- */

/* The programme's usual number for who stands at that level: the n-th word of its list; the most
 * when nothing is said of either. */
static int usual_number(const struct programme *p, enum level level)
{
	const char *word = p->vouchers_usual;

	for (int i = LEVEL_ACCOMPANIED; i < (int)level; i++) {
		word += strcspn(word, " ");
		word += strspn(word, " ");
	}
	return level && *word ? (int)strtol(word, NULL, 10) : p->vouchers_max;
}

bool issue_count(const struct programme *p, const struct issue_request *request, int *ret,
                 struct err *err)
{
	*ret = request->vouchers ? request->vouchers : usual_number(p, request->start_level);
	if (*ret < p->vouchers_min)
		return err_named(err, ERR_INPUT, "too_few_vouchers",
		                 "a pass of this programme has at least %d vouchers",
		                 p->vouchers_min);
	return *ret <= p->vouchers_max ||
	       err_named(err, ERR_INPUT, "too_many_vouchers",
	                 "a pass of this programme has at most %d vouchers", p->vouchers_max);
}

static bool numbers_check(struct issuing *i, struct err *err)
{
	const struct programme *p = &i->programme;

	if (!issue_count(p, i->request, &i->vouchers, err))
		return false;
	if (i->request->passes < 1 || i->request->passes > ISSUE_PASSES_MAX)
		return err_named(err, ERR_INPUT, "bad_passes", "between 1 and %d passes in one go",
		                 ISSUE_PASSES_MAX);
	if (i->request->passes > 1 && i->request->has_pseudonym)
		return err_named(err, ERR_INPUT, "one_person", "a person gets one pass at a time");
	if (i->request->kind < 0 || i->request->kind > 255 ||
	    (i->request->kind && p->kinds[0] && !list_has_number(p->kinds, i->request->kind)))
		return err_named(err, ERR_INPUT, "bad_kind",
		                 "the programme has no workshop kind %d", i->request->kind);
	return true;
}

static bool time_check(struct app *app, const struct programme *p, struct err *err)
{
	if (p->state != PROGRAMME_OPEN)
		return err_named(err, ERR_REFUSED, "not_open", "the programme is %s, not open",
		                 programme_state_name(p->state));
	if (app_today(app) > p->until_day - p->stop_days)
		return err_named(err, ERR_REFUSED, "hand_out_over",
		                 "hand-out ended %d days before the programme does", p->stop_days);
	return true;
}

static bool desk_may(struct app *app, int64_t programme, int64_t desk, struct err *err)
{
	bool may;

	if (!approvals_desk(app->sql, programme, desk, &may, err))
		return false;
	return may ||
	       err_named(err, ERR_FORBIDDEN, "wrong_desk",
	                 "site %lld may not hand out passes of this programme", (long long)desk);
}

static bool desk_check(struct app *app, const struct issuing *i, struct err *err)
{
	const struct caller *c = i->caller;

	if (!caller_check(c, ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AGENT), err))
		return false;
	if (c->role == ROLE_AGENT && c->site != i->request->desk)
		return err_named(err, ERR_FORBIDDEN, "wrong_desk",
		                 "an agent hands out at its own desk only");
	return desk_may(app, i->request->programme, i->request->desk, err);
}

static bool person_check(struct app *app, const struct programme *p, const unsigned char *pseudonym,
                         struct err *err)
{
	int64_t since = app_now(app) - (int64_t)p->person_days * DAY_SECONDS, count;

	struct programme held;

	if (!p->person_passes)
		return true;
	/* In turns: two desks at once must not both find room for one more. */
	if (!programmes_hold(app->sql, p->id, &held, err) ||
	    !passes_count_person(app->sql, p->id, pseudonym, p->person_days ? since : 0, &count,
	                         err))
		return false;
	return count < p->person_passes ||
	       err_named(err, ERR_REFUSED, "person_cap",
	                 "this person has had %d passes of the programme already",
	                 p->person_passes);
}

/* ---- the rows ---- */

static struct pass pass_new(struct app *app, const struct issuing *i)
{
	const struct issue_request *r = i->request;
	struct pass pass = { .id = random_bits(48),
		             .programme = r->programme,
		             .desk = r->desk,
		             .agent = i->caller->account,
		             .issued_at = app_now(app),
		             .handed_out_at = r->hand_out ? app_now(app) : 0,
		             .total = i->vouchers,
		             .cents = i->programme.cents,
		             .kind = r->kind,
		             .last_day = i->programme.until_day,
		             .key_number = i->key->number,
		             .specimen = r->specimen,
		             .language = r->language,
		             .print_size = r->print_size,
		             .start_level = r->start_level,
		             .age_band = r->age_band,
		             .situation = r->situation };

	pass.has_pseudonym = r->hand_out && !r->specimen;
	if (r->has_pseudonym)
		memcpy(pass.pseudonym, r->pseudonym, PSEUDONYM_SIZE);
	else
		random_bytes(pass.pseudonym, PSEUDONYM_SIZE);
	return pass;
}

static bool post_passes(struct app *app, const struct issuing *i, struct err *err)
{
	struct ledger_line lines[64];
	size_t count = (size_t)i->request->passes;
	int64_t each = (int64_t)i->vouchers * i->programme.cents;

	if (i->request->specimen)
		return true;
	if (!programmes_take(app->sql, i->programme.id, each * (int64_t)count, err))
		return false;
	for (size_t done = 0; done < count;) {
		size_t n = 0;

		for (; n < COUNT_OF(lines) && done < count; n++, done++)
			lines[n] = (struct ledger_line){ .programme = i->programme.id,
				                         .at = i->passes[done].issued_at,
				                         .kind = LEDGER_ISSUED,
				                         .ref = i->passes[done].id,
				                         .debit = ACCOUNT_BUDGET,
				                         .credit = ACCOUNT_COMMITTED,
				                         .cents = each };
		if (!ledger_add(app->sql, lines, n, err))
			return false;
	}
	return true;
}

static bool issue_work(struct app *app, void *context, struct err *err)
{
	struct issuing *i = context;
	size_t count = (size_t)i->request->passes;
	int64_t serial;

	if (!programmes_find(app->sql, i->request->programme, &i->programme, err) ||
	    !numbers_check(i, err) || !desk_check(app, i, err) ||
	    !time_check(app, &i->programme, err) ||
	    !instance_take_serials(app->sql, (int64_t)count, &serial, err) ||
	    (i->request->has_pseudonym &&
	     !person_check(app, &i->programme, i->request->pseudonym, err)))
		return false;
	for (size_t n = 0; n < count; n++) {
		i->passes[n] = pass_new(app, i);
		i->passes[n].serial = serial + (int64_t)n;
	}
	return passes_add(app->sql, i->passes, count, err) && post_passes(app, i, err);
}

/* Asked twice: before a signing key is made for nothing, and inside the transaction. */
static bool get_ready(struct app *app, struct issuing *i, struct signing_key *key, struct err *err)
{
	return programmes_find(app->sql, i->request->programme, &i->programme, err) &&
	       numbers_check(i, err) && desk_check(app, i, err) &&
	       time_check(app, &i->programme, err) && keys_for_issue(app, &i->programme, key, err);
}

bool issue_ready(struct app *app, const struct caller *caller, const struct issue_request *request,
                 struct err *err)
{
	struct issuing i = { .caller = caller, .request = request };
	struct signing_key key;

	return get_ready(app, &i, &key, err);
}

bool issue_passes(struct app *app, const struct caller *caller, const struct issue_request *request,
                  struct pass *ret_passes, struct err *err)
{
	struct issuing i = { .caller = caller, .request = request, .passes = ret_passes };
	struct signing_key key = { 0 };

	if (!get_ready(app, &i, &key, err))
		return false;
	i.key = &key;
	return transact(app, issue_work, &i, err);
}

/* Money is taken and given back: what decides it later says whether there is enough. */
bool issue_check(struct app *app, const struct caller *caller, const struct issue_request *request,
                 int *ret_vouchers, struct err *err)
{
	struct issuing i = { .caller = caller, .request = request };
	int64_t cents;

	if (!programmes_find(app->sql, request->programme, &i.programme, err) ||
	    !numbers_check(&i, err) || !desk_check(app, &i, err) ||
	    !time_check(app, &i.programme, err))
		return false;
	*ret_vouchers = i.vouchers;
	cents = (int64_t)i.vouchers * i.programme.cents * request->passes;
	return programmes_take(app->sql, i.programme.id, cents, err) &&
	       programmes_take(app->sql, i.programme.id, -cents, err);
}

/* ---- hand-out from the stock ---- */

struct handing {
	const struct caller *caller;
	const struct issue_request *person;
	struct pass pass;
};

static bool hand_out_work(struct app *app, void *context, struct err *err)
{
	struct handing *h = context;
	struct programme programme;
	bool done;

	if (!pass_find(app, h->caller, h->pass.id, &h->pass, err) ||
	    !programmes_find(app->sql, h->pass.programme, &programme, err) ||
	    !time_check(app, &programme, err) || !desk_may(app, programme.id, h->pass.desk, err))
		return false;
	h->pass.agent = h->caller->account;
	h->pass.start_level = h->person->start_level;
	h->pass.age_band = h->person->age_band;
	h->pass.situation = h->person->situation;
	h->pass.language = h->person->language;
	h->pass.print_size = h->person->print_size;
	h->pass.has_pseudonym = true;
	if (h->person->has_pseudonym)
		memcpy(h->pass.pseudonym, h->person->pseudonym, PSEUDONYM_SIZE);
	else
		random_bytes(h->pass.pseudonym, PSEUDONYM_SIZE);
	if ((h->person->has_pseudonym && !person_check(app, &programme, h->pass.pseudonym, err)) ||
	    !passes_hand_out(app->sql, &h->pass, app_now(app), &done, err))
		return false;
	h->pass.handed_out_at = app_now(app);
	return done || err_named(err, ERR_CONFLICT, "not_in_stock",
	                         "this pass was handed out, blocked or replaced before");
}

bool issue_hand_out(struct app *app, const struct caller *caller, int64_t pass,
                    const struct issue_request *person, struct pass *ret, struct err *err)
{
	struct handing h = { .caller = caller, .person = person, .pass = { .id = pass } };

	if (!caller_check(caller, ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AGENT), err) ||
	    !transact(app, hand_out_work, &h, err))
		return false;
	*ret = h.pass;
	return true;
}

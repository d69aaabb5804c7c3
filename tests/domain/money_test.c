/* Random sequences of verbs against a plain model: after every step each verb said what it must,
 * every balance agrees, and so does every figure between any two dates. */
#include <stdlib.h>

#include "base/text.h"
#include "model.h"
#include "store/ledger.h"
#include "store/passes.h"
#include "world.h"

enum { CLOSE_DAYS = 7, STEPS = 60, SEQUENCES = 300, SEQUENCES_POSTGRES = 100 };

struct play {
	struct world *w;
	struct model m;
	unsigned seed;
	int64_t now;
	int failures_before;
};

static int dice(struct play *p, int sides)
{
	return rand_r(&p->seed) % sides;
}

/* What a verb said: "" when it was done. */
static const char *said(bool done, const struct err *err)
{
	return done ? "" : err->name;
}

static int some_pass(struct play *p)
{
	return dice(p, (int)p->m.passes_count);
}

/* ---- one function per verb ---- */

static void play_fund(struct play *p)
{
	int64_t cents = (dice(p, 3) ? 1 : -1) * 1000 * (int64_t)(1 + dice(p, 60));
	int64_t have = model_balances(&p->m, INT64_MAX).cents[ACCOUNT_BUDGET];
	struct err err = { 0 };
	bool may = cents > 0 || -cents <= have;

	CHECK_TEXT(said(programme_fund(p->w->app, p->m.programme.id, cents, &err), &err),
	           may ? "" : "over_budget");
	if (!may)
		return;
	if (cents > 0)
		model_move(&p->m, p->now, ACCOUNT_FUNDER, ACCOUNT_BUDGET, cents);
	else
		model_move(&p->m, p->now, ACCOUNT_BUDGET, ACCOUNT_FUNDER, -cents);
	if (cents > 0 && p->m.programme.state == PROGRAMME_DRAFT)
		p->m.programme.state = PROGRAMME_FUNDED;
}

static const char *may_hand_out(const struct play *p)
{
	const struct programme *g = &p->m.programme;

	return g->state != PROGRAMME_OPEN                        ? "not_open"
	       : paris_day(p->now) > g->until_day - g->stop_days ? "hand_out_over"
	                                                         : "";
}

static void play_issue(struct play *p)
{
	struct issue_request request = world_request(p->w);
	struct pass passes[3];
	const char *want = may_hand_out(p);
	struct err err = { 0 };
	int64_t price;

	request.passes = 1 + dice(p, 3);
	request.vouchers = 5 + dice(p, 6);
	request.hand_out = dice(p, 2);
	request.specimen = dice(p, 10) == 0;
	request.start_level = (enum level)dice(p, LEVEL__COUNT);
	price = request.specimen ? 0 : request.vouchers * p->m.programme.cents;
	if (!*want &&
	    price * request.passes > model_balances(&p->m, INT64_MAX).cents[ACCOUNT_BUDGET])
		want = "over_budget";
	CHECK_TEXT(said(issue_passes(p->w->app, &p->w->agent, &request, passes, &err), &err), want);
	if (*want)
		return;
	for (int i = 0; i < request.passes; i++) {
		model_issue(&p->m, &passes[i]);
		if (price)
			model_move(&p->m, p->now, ACCOUNT_BUDGET, ACCOUNT_COMMITTED, price);
	}
}

static void play_hand_out(struct play *p)
{
	struct issue_request person = { .start_level = LEVEL_PARTLY };
	struct pass *known = &p->m.passes[some_pass(p)].pass, pass;
	const char *want = may_hand_out(p);
	struct err err = { 0 };

	if (!*want && (known->handed_out_at || known->state != PASS_LIVE))
		want = "not_in_stock";
	CHECK_TEXT(said(issue_hand_out(p->w->app, &p->w->agent, known->id, &person, &pass, &err),
	                &err),
	           want);
	if (*want)
		return;
	known->handed_out_at = p->now;
	known->start_level = LEVEL_PARTLY;
}

static void present(struct play *p, int at, int number, struct redeem_item item)
{
	const struct model_pass *pass = &p->m.passes[at];
	const char *want;
	struct err err = { 0 };

	TEXT_COPY(item.voucher, dice(p, 4) ? world_token(p->w, &pass->pass, number)
	                                   : world_code(p->w, &pass->pass, number));
	want = model_outcome(&p->m, at, number, &item, p->now);
	CHECK_OK(redeem_one(p->w->app, &item, &err));
	CHECK_TEXT(outcome_name(item.outcome), want);
	if (strcmp(want, "already_yours") == 0)
		CHECK_INT(item.redemption.id, model_last(&p->m, at, number)->id);
	if (item.outcome == OUTCOME_REDEEMED) {
		struct model_use *use = model_end(&p->m, at, number, SPENT_REDEEMED, p->now);

		use->centre = item.centre;
		use->id = item.redemption.id;
		use->level = item.level;
		TEXT_COPY(use->nonce, item.nonce);
		model_move(&p->m, p->now, ACCOUNT_COMMITTED, ACCOUNT_OWED, pass->pass.cents);
	}
}

static void play_redeem(struct play *p)
{
	int at = some_pass(p), number = 1 + dice(p, p->m.passes[at].pass.total);
	struct redeem_item item = world_item(dice(p, 2) ? p->w->centre : p->w->other_centre, "");

	item.level = (enum level)dice(p, LEVEL__COUNT);
	if (dice(p, 3) == 0)
		snprintf(item.nonce, sizeof item.nonce, "n%d", dice(p, 1000000));
	if (dice(p, 8) == 0)
		item.scanned_at = p->now - dice(p, LATE_SECONDS);
	present(p, at, number, item);
}

static void play_retry(struct play *p)
{
	const struct model_use *use =
		&p->m.uses[p->m.uses_count ? dice(p, (int)p->m.uses_count) : 0];
	struct redeem_item item;

	if (!p->m.uses_count || use->cause != SPENT_REDEEMED)
		return;
	item = world_item(use->centre, "");
	TEXT_COPY(item.nonce, use->nonce);
	present(p, use->pass, use->number, item);
}

static void play_reverse(struct play *p)
{
	struct model_use *use = &p->m.uses[p->m.uses_count ? dice(p, (int)p->m.uses_count) : 0];
	char text[REDEMPTION_TEXT_SIZE];
	struct redemption redemption;
	struct caller caller;
	struct err err = { 0 };

	if (!p->m.uses_count || use->cause != SPENT_REDEEMED)
		return;
	caller = use->centre == p->w->centre ? p->w->mediator : p->w->other_mediator;
	redemption_format(p->w->app, use->id, text);
	CHECK_TEXT(
		said(correct_reverse(p->w->app, &caller, text, "erreur", &redemption, &err), &err),
		use->reversed_at ? "already_reversed" : "");
	if (!use->reversed_at)
		model_reverse(&p->m, use, p->now);
}

static void play_replace(struct play *p)
{
	int at = some_pass(p);
	struct pass *old = &p->m.passes[at].pass, fresh;
	const char *want = "";
	struct err err = { 0 };

	if (old->state != PASS_LIVE ||
	    paris_day(p->now) > old->last_day + p->m.programme.grace_days)
		want = "pass_ended";
	else if (!model_left(&p->m, at))
		want = "nothing_left";
	CHECK_TEXT(
		said(correct_replace(p->w->app, &p->w->agent, old->id, "lost", &fresh, &err), &err),
		want);
	if (*want)
		return;
	CHECK_INT(fresh.total, model_end_rest(&p->m, at, SPENT_REPLACED, p->now));
	CHECK_INT(fresh.start_level, old->start_level);
	old->state = PASS_REPLACED;
	old->state_at = p->now;
	model_issue(&p->m, &fresh);
}

static void play_block(struct play *p)
{
	int at = some_pass(p), revoked = 0, left = model_left(&p->m, at);
	struct pass *pass = &p->m.passes[at].pass;
	bool live = pass->state == PASS_LIVE;
	struct err err = { 0 };

	CHECK_TEXT(said(correct_block(p->w->app, &p->w->agent, pass->id, "volé", &revoked, &err),
	                &err),
	           live ? "" : "pass_ended");
	if (!live)
		return;
	CHECK_INT(revoked, left);
	model_end_rest(&p->m, at, SPENT_BLOCKED, p->now);
	pass->state = PASS_BLOCKED;
	pass->state_at = p->now;
	if (left)
		model_move(&p->m, p->now, ACCOUNT_COMMITTED, ACCOUNT_BUDGET,
		           (int64_t)left * pass->cents);
}

static void play_close(struct play *p)
{
	int closed = -1, want = 0;
	struct err err = { 0 };

	CHECK_OK(correct_close_due(p->w->app, 100000, &closed, &err));
	for (size_t i = 0; i < p->m.passes_count; i++) {
		struct pass *pass = &p->m.passes[i].pass;
		int64_t left = model_left(&p->m, (int)i);

		if (pass->state != PASS_LIVE ||
		    paris_day(p->now) <= pass->last_day + p->m.programme.grace_days + CLOSE_DAYS)
			continue;
		pass->state = PASS_CLOSED;
		pass->state_at = p->now;
		if (left)
			model_move(&p->m, p->now, ACCOUNT_COMMITTED, ACCOUNT_EXPIRED,
			           left * pass->cents);
		want++;
	}
	CHECK_INT(closed, want);
}

static void play_state(struct play *p)
{
	static const char *const allowed[PROGRAMME__COUNT] = { "fo", "do", "dc", "doe", "" };
	enum programme_state to = (enum programme_state)dice(p, PROGRAMME__COUNT);
	bool funded = model_balances(&p->m, INT64_MAX).cents[ACCOUNT_FUNDER] < 0;
	const char *want = "";
	struct err err = { 0 };

	if (to == PROGRAMME_CLOSED && dice(p, 8)) /* rarely: nothing comes after */
		to = PROGRAMME_OPEN;
	if (to == PROGRAMME_DRAFT && dice(p, 3))
		to = PROGRAMME_OPEN;
	if (!strchr(allowed[p->m.programme.state], "dfoce"[to]))
		want = "bad_transition";
	else if (to != PROGRAMME_DRAFT && !funded)
		want = "no_money";
	CHECK_TEXT(said(programme_set_state(p->w->app, p->m.programme.id, to, &err), &err), want);
	if (!*want)
		p->m.programme.state = to;
}

static void play_time(struct play *p)
{
	static const int most[] = { 60, 1000, 7200, 6 * DAY_SECONDS, 20 * DAY_SECONDS };

	p->now += dice(p, most[dice(p, COUNT_OF(most))]);
	world_at(p->w, p->now);
}

/* ---- what must agree ---- */

static void same_figures(const struct report *have, const struct report *want)
{
	const struct figures_passes *f = &have->passes;

	if (memcmp(&have->passes, &want->passes, sizeof have->passes))
		CHECK_FAIL("funnel %lld %lld %lld %lld %lld, %lld expired, is not %lld %lld %lld "
		           "%lld %lld, %lld",
		           (long long)f->issued, (long long)f->handed_out, (long long)f->started,
		           (long long)f->used, (long long)f->finished, (long long)f->expired,
		           (long long)want->passes.issued, (long long)want->passes.handed_out,
		           (long long)want->passes.started, (long long)want->passes.used,
		           (long long)want->passes.finished, (long long)want->passes.expired);
	CHECK(f->issued >= f->handed_out && f->handed_out >= f->started && f->started >= f->used &&
	      f->used >= f->finished);
	CHECK_INT(have->vouchers.issued, want->vouchers.issued);
	CHECK_INT(have->vouchers.redeemed, want->vouchers.redeemed);
	CHECK_INT(have->vouchers.reversed, want->vouchers.reversed);
	CHECK_INT(have->vouchers.revoked, want->vouchers.revoked);
	CHECK_INT(have->vouchers.redeemed_cents, want->vouchers.redeemed_cents);
	CHECK_BYTES(&have->balances, &want->balances, sizeof have->balances);
}

static void agree(struct play *p)
{
	struct balances want = model_balances(&p->m, INT64_MAX),
			have = world_money(p->w, p->m.programme.id);
	int64_t today = paris_day(p->now), from = today - dice(p, 200);
	struct report report, model;
	struct err err = { 0 };

	for (int i = 0; i < ACCOUNT__COUNT; i++)
		if (have.cents[i] != want.cents[i])
			CHECK_FAIL("account %d has %lld, not %lld", i, (long long)have.cents[i],
			           (long long)want.cents[i]);
	if (dice(p, 4))
		return;
	CHECK_OK(report_make(
		p->w->app, &p->w->payer,
		&(struct report_wish){ .programme = p->m.programme.id,
	                               .from_day = dice(p, 2) ? from : 0,
	                               .until_day = from + dice(p, (int)(today - from) + 1) },
		&report, &err));
	model = report;
	model_report(&p->m, &model);
	same_figures(&report, &model);
}

static void begin(struct play *p, struct world *w, unsigned seed)
{
	static const char text[] =
		"DELETE FROM reversal; DELETE FROM spent; DELETE FROM ledger; DELETE FROM pass; "
	        "DELETE FROM funding;"
		"UPDATE programme SET state = 0, free_cents = 0; UPDATE instance SET clock_at = 0";
	struct err err = { 0 };

	*p = (struct play){ .w = w, .seed = seed, .m.programme = w->programme };
	CHECK_OK(sql_script(w->app->sql, text, &err));
	p->now = world_begins_at() + DAY_SECONDS * (int64_t)dice(p, 280);
	world_at(w, p->now);
	p->m.programme.state = PROGRAMME_DRAFT;
	CHECK_OK(programme_fund(w->app, w->programme.id, 50000, &err));
	model_move(&p->m, p->now, ACCOUNT_FUNDER, ACCOUNT_BUDGET, 50000);
	CHECK_OK(programme_set_state(w->app, w->programme.id, PROGRAMME_OPEN, &err));
	p->m.programme.state = PROGRAMME_OPEN;
	play_issue(p);
}

static bool play_on(struct world *w, unsigned seed)
{
	static void (*const verbs[])(struct play *) = {
		play_fund,   play_issue,  play_issue, play_hand_out, play_redeem,  play_redeem,
		play_redeem, play_redeem, play_retry, play_reverse,  play_reverse, play_replace,
		play_block,  play_close,  play_state, play_time,     play_time,    play_time,
	};
	static struct play play;
	int before = check_failures;

	begin(&play, w, seed);
	for (int step = 0; step < STEPS; step++) {
		size_t verb = (size_t)dice(&play, COUNT_OF(verbs));

		if (play.m.passes_count == 0 && verb > 2)
			verb = 1;
		verbs[verb](&play);
		agree(&play);
		if (check_failures > before)
			return CHECK_FAIL("seed %u, step %d, verb %zu", seed, step, verb);
	}
	return true;
}

static void random_sequences_agree_with_a_plain_model(void)
{
	WORLD;
	unsigned count = test_database_is_postgres() ? SEQUENCES_POSTGRES : SEQUENCES;

	/* Nothing here is about power cuts. */
	CHECK_OK(sql_script(w.app->sql,
	                    test_database_is_postgres() ? "SET synchronous_commit = off"
	                                                : "PRAGMA synchronous = OFF",
	                    &err));
	for (unsigned seed = 1; seed <= count; seed++)
		if (!play_on(&w, seed))
			return;
}

DATABASE_MAIN({ "random_sequences_agree_with_a_plain_model",
                random_sequences_agree_with_a_plain_model })

/* Each verb with the database failing at its first call, its second...: nothing is half done. And
 * the failures that a machine has by itself. */
#include <stdlib.h>

#include "faults.h"
#include "store/passes.h"
#include "world.h"

/* A world whose second app fails on demand, and what each verb is tried on. */
struct trial {
	struct world w;
	struct app *app;
	char *before;
	struct pass used, stock, live;
	char redemption[REDEMPTION_TEXT_SIZE];
	struct redeem_item item;
	bool (*verb)(struct trial *trial, struct err *err);
};

static void trial_close(struct trial *t)
{
	app_close(&t->app);
	world_close(&t->w);
	free(t->before);
}

static void trial_open(struct trial *t)
{
	struct world *w = &t->w;
	char url[sizeof w->app->database];
	struct issue_request request;
	struct err err = { 0 };

	world_open(w);
	t->used = world_issue(w);
	t->live = world_issue(w);
	request = world_request(w);
	request.hand_out = false;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, &t->stock, &err));
	CHECK_TEXT(world_redeem(w, w->centre, world_token(w, &t->used, 1)), "redeemed");
	snprintf(t->redemption, sizeof t->redemption, "%s", world_redemption(w));
	/* A minute later: the clock is written too. */
	world_at(w, world_begins_at() + 120);
	memcpy(url, w->app->database, sizeof url);
	snprintf(w->app->database, sizeof url, "%s", w->database.fault_url);
	CHECK_OK(app_clone(&t->app, w->app, false, &err));
	memcpy(w->app->database, url, sizeof url);
}

static bool trial_run(void *context, struct err *err)
{
	struct trial *t = context;

	return t->verb(t, err);
}

static bool trial_unchanged(void *context)
{
	struct trial *t = context;
	char *after = world_books(&t->w);
	bool same = world_same(t->before, after, __FILE__, __LINE__);

	free(after);
	return same;
}

/* ---- the verbs ---- */

static bool issues(struct trial *t, struct err *err)
{
	struct issue_request request = world_request(&t->w);
	struct pass passes[70];

	request.passes = 70;
	return issue_passes(t->app, &t->w.agent, &request, passes, err);
}

static bool hands_out(struct trial *t, struct err *err)
{
	struct issue_request person = { .has_pseudonym = true };
	struct pass pass;

	return issue_hand_out(t->app, &t->w.agent, t->stock.id, &person, &pass, err);
}

static bool redeems(struct trial *t, struct err *err)
{
	t->item = world_item(t->w.centre, world_token(&t->w, &t->live, 2));
	return redeem_one(t->app, &t->item, err);
}

static bool redeems_a_code(struct trial *t, struct err *err)
{
	t->item = world_item(t->w.centre, world_code(&t->w, &t->live, 2));
	return redeem_one(t->app, &t->item, err);
}

static bool redeems_many(struct trial *t, struct err *err)
{
	struct redeem_item items[5], *batch[5];

	for (int i = 0; i < 5; i++) {
		items[i] = world_item(t->w.centre, world_token(&t->w, &t->live, i % 4 + 1));
		batch[i] = &items[i];
		if (!redeem_prepare(t->app, batch[i], err))
			return false;
	}
	return redeem_batch(t->app, batch, 5, err);
}

static bool checks(struct trial *t, struct err *err)
{
	t->item = world_item(t->w.centre, world_token(&t->w, &t->live, 2));
	return redeem_check(t->app, &t->item, err);
}

static bool reverses(struct trial *t, struct err *err)
{
	struct redemption redemption;

	return correct_reverse(t->app, &t->w.mediator, t->redemption, "erreur", &redemption, err);
}

static bool replaces(struct trial *t, struct err *err)
{
	struct pass fresh;

	return correct_replace(t->app, &t->w.agent, t->used.id, "lost", &fresh, err);
}

static bool blocks(struct trial *t, struct err *err)
{
	int revoked;

	return correct_block(t->app, &t->w.agent, t->used.id, "volé", &revoked, err);
}

static bool closes(struct trial *t, struct err *err)
{
	int closed;

	t->app->fixed_at = world_begins_at() + (int64_t)400 * DAY_SECONDS;
	return correct_close_due(t->app, 100, &closed, err);
}

static bool funds(struct trial *t, struct err *err)
{
	return programme_fund(t->app, t->w.programme.id, 12345, err);
}

static bool sets_a_state(struct trial *t, struct err *err)
{
	return programme_set_state(t->app, t->w.programme.id, PROGRAMME_CLOSING, err);
}

static bool lengthen(void *context, void *programme, struct err *err)
{
	(void)context, (void)err;
	((struct programme *)programme)->grace_days = 60;
	return true;
}

static bool changes_a_programme(struct trial *t, struct err *err)
{
	struct edit edit = { .id = t->w.programme.id, .apply = lengthen };
	struct programme changed;

	return programme_change(t->app, &edit, &changed, err);
}

static bool adds_a_programme(struct trial *t, struct err *err)
{
	struct programme programme = t->w.programme;

	return programme_add(t->app, &programme, err);
}

static bool adds_a_funder(struct trial *t, struct err *err)
{
	struct funder funder = { .name = "Ville", .siret = "21160015000018" };

	return funder_add(t->app, &funder, err);
}

static bool approves(struct trial *t, struct err *err)
{
	return site_approve(t->app, t->w.centre, t->w.programme.id, APPROVAL_SUSPENDED, err);
}

static bool rotates(struct trial *t, struct err *err)
{
	struct signing_key key;

	return keys_rotate(t->app, t->w.programme.id, &key, err);
}

static bool revokes(struct trial *t, struct err *err)
{
	struct signing_work work;

	return keys_revoke(t->app, t->live.key_number, NULL, &work, err);
}

static bool adds_an_account(struct trial *t, struct err *err)
{
	struct account account = { .login = "paul", .role = ROLE_AGENT, .site = t->w.desk };
	char password[PASSWORD_TEXT_SIZE];

	return account_add(t->app, &account, password, err);
}

static bool reports(struct trial *t, struct err *err)
{
	struct report report;

	return report_make(t->app, &t->w.payer,
	                   &(struct report_wish){ .programme = t->w.programme.id }, &report, err);
}

static void nothing_is_half_done_whichever_call_fails(void)
{
	static const struct {
		const char *name;
		bool (*verb)(struct trial *, struct err *);
		unsigned calls; /* at least */
		bool writes;
	} verbs[] = {
		{ "issue", issues, 140, true },
		{ "hand out", hands_out, 8, true },
		{ "redeem", redeems, 8, true },
		{ "redeem a code", redeems_a_code, 10, true },
		{ "redeem many", redeems_many, 20, true },
		{ "check", checks, 3, false },
		{ "reverse", reverses, 8, true },
		{ "replace", replaces, 15, true },
		{ "block", blocks, 12, true },
		{ "close", closes, 15, true },
		{ "fund", funds, 8, true },
		{ "state", sets_a_state, 6, true },
		{ "change", changes_a_programme, 6, true },
		{ "programme", adds_a_programme, 10, true },
		{ "funder", adds_a_funder, 8, true },
		{ "approve", approves, 6, true },
		{ "rotate", rotates, 10, true },
		{ "revoke", revokes, 10, true },
		{ "account", adds_an_account, 6, true },
		{ "report", reports, 8, false },
	};

	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		AUTO(trial_close) struct trial t = { .verb = verbs[i].verb };
		unsigned calls;
		char *after;

		trial_open(&t);
		t.before = world_books(&t.w);
		calls = faults_each(trial_run, trial_unchanged, &t);
		if (calls < verbs[i].calls)
			CHECK_FAIL("%s made %u calls only", verbs[i].name, calls);
		after = world_books(&t.w);
		if ((strcmp(after, t.before) != 0) != verbs[i].writes)
			CHECK_FAIL("%s: the books changed or did not", verbs[i].name);
		free(after);
		world_money(&t.w, t.w.programme.id);
	}
}

static void a_full_disk_loses_nothing_and_passes(void)
{
	WORLD;
	struct pass passes[200], pass = world_issue(&w);
	struct issue_request request = world_request(&w);
	int64_t pages = world_count(&w, "PRAGMA page_count");
	char text[60];

	request.passes = 200;
	snprintf(text, sizeof text, "PRAGMA max_page_count = %lld", (long long)pages + 2);
	CHECK_OK(sql_script(w.app->sql, text, &err));
	CHECK_UNCHANGED(CHECK_NAMED(issue_passes(w.app, &w.agent, &request, passes, &err),
	                            ERR_SYSTEM, "disk_full"));
	CHECK_OK(sql_script(w.app->sql, "PRAGMA max_page_count = 1000000", &err));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(issue_passes(w.app, &w.agent, &request, passes, &err));
}

DATABASE_MAIN({ "nothing_is_half_done_whichever_call_fails",
                nothing_is_half_done_whichever_call_fails },
              { "a_full_disk_loses_nothing_and_passes", a_full_disk_loses_nothing_and_passes })

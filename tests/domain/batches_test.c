/* Batches: what is refused, chunk by chunk, two who would do the same, what ends one. */
#include "domain/batches.h"

#include <stdlib.h>

#include "base/text.h"
#include "domain/batches_work.h"
#include "domain/keys.h"
#include "model/batch.h"
#include "store/accounts.h"
#include "store/batches.h"
#include "world.h"

#define STAGE                                                                                      \
	WORLD;                                                                                     \
	employ(&w)

static struct issue_request stock(const struct world *w, int passes)
{
	struct issue_request request = world_request(w);

	request.hand_out = false;
	request.passes = passes;
	return request;
}

static struct batch ask(struct world *w, int passes)
{
	struct issue_request request = stock(w, passes);
	struct batch batch = { 0 };
	struct err err;

	CHECK_OK(batch_ask(w->app, &w->agent, &request, &batch, &err));
	return batch;
}

static struct batch shown(struct world *w, int64_t id)
{
	struct batch batch = { 0 };
	struct err err;

	CHECK_OK(batch_find(w->app, &w->agent, id, &batch, &err));
	return batch;
}

/* The desk's agent with an account of its own, which can be closed. */
static void employ(struct world *w)
{
	struct account account = { .login = "agent.lots", .role = ROLE_AGENT, .site = w->desk };
	struct err err;

	CHECK_OK(accounts_add(w->app->sql, &account, &err));
	w->agent.account = account.id;
}

static bool claim(struct app *app, struct batch *batch)
{
	bool found = false;
	struct err err;

	CHECK_OK(batch_claim(app, batch, &found, &err));
	return found;
}

/* Of 60 passes, when its first chunk is made. */
static struct batch begun(struct world *w)
{
	struct batch batch;
	struct err err;

	ask(w, 60);
	CHECK(claim(w->app, &batch));
	CHECK_OK(batch_work(w->app, &batch, &err));
	return batch;
}

static void finish(struct world *w, struct batch *batch)
{
	struct err err;

	for (int i = 0; batch->lease && i < 100; i++)
		CHECK_OK(batch_work(w->app, batch, &err));
}

static int64_t passes(struct world *w)
{
	return world_count(w, "SELECT COUNT(*) FROM pass");
}

/* Every place of the batch is a pass, and no pass stands at two. */
static void check_whole(struct world *w, const struct batch *batch)
{
	struct pass *found = calloc((size_t)batch->total, sizeof *found);
	size_t count = 0;
	struct err err;

	CHECK_INT(passes(w), batch->done);
	CHECK_INT(world_count(w, "SELECT COUNT(DISTINCT serial) FROM pass"), batch->done);
	CHECK_OK(batch_passes(w->app, &(struct batch_range){ batch->id, 1, batch->total }, found,
	                      &count, &err));
	CHECK_INT(count, batch->done);
	for (size_t i = 1; i < count; i++)
		CHECK(found[i - 1].serial < found[i].serial);
	CHECK_INT(world_money(w, w->programme.id).cents[ACCOUNT_COMMITTED],
	          (int64_t)batch->done * WORLD_VOUCHERS * WORLD_CENTS);
	free(found);
}

static void passes_are_made_a_few_at_a_time(void)
{
	STAGE;
	struct batch asked = ask(&w, 60), batch;

	CHECK_INT(asked.state, BATCH_WAITING);
	CHECK_INT(passes(&w), 0);
	CHECK(claim(w.app, &batch));
	CHECK_INT(batch.id, asked.id);
	CHECK_INT(shown(&w, asked.id).state, BATCH_RUNNING);
	for (int want = BATCH_CHUNK; want < 60; want += BATCH_CHUNK) {
		CHECK_OK(batch_work(w.app, &batch, &err));
		CHECK_INT(shown(&w, asked.id).done, want);
		CHECK_INT(passes(&w), want);
	}
	world_at(&w, app_now(w.app) + 5);
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_INT(batch.lease, 0);
	batch = shown(&w, asked.id);
	CHECK_INT(batch.state, BATCH_DONE);
	CHECK_INT(batch.ended_at, app_now(w.app));
	check_whole(&w, &batch);
	CHECK(!claim(w.app, &batch));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM journal WHERE verb = 'batch.done'"), 1);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM pass WHERE handed_out_at IS NULL"), 60);
}

static void what_cannot_be_made_is_refused(void)
{
	STAGE;
	struct issue_request request = stock(&w, 60);
	struct programme small;
	struct batch batch;

#define REFUSED(class_, name_)                                                                     \
	CHECK_UNCHANGED(                                                                           \
		CHECK_NAMED(batch_ask(w.app, &w.agent, &request, &batch, &err), class_, name_))
	request.vouchers = 4;
	REFUSED(ERR_INPUT, "too_few_vouchers");
	request = stock(&w, ISSUE_PASSES_MAX + 1);
	REFUSED(ERR_INPUT, "bad_passes");
	request = stock(&w, 60);
	request.desk = w.centre;
	REFUSED(ERR_FORBIDDEN, "wrong_desk");
	world_programme(&w, &small, (60 * WORLD_VOUCHERS - 1) * WORLD_CENTS);
	request = stock(&w, 60);
	request.programme = small.id;
	REFUSED(ERR_REFUSED, "over_budget");
	CHECK_NAMED(batch_ask(w.app, &w.mediator, &request, &batch, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_OK(programme_fund(w.app, small.id, WORLD_CENTS, &err));
	CHECK_OK(batch_ask(w.app, &w.agent, &request, &batch, &err));
	CHECK_INT(world_money(&w, small.id).cents[ACCOUNT_COMMITTED], 0);
	request = stock(&w, 60);
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_CLOSING, &err));
	REFUSED(ERR_REFUSED, "not_open");
}

static void an_account_has_so_many_under_way(void)
{
	STAGE;
	struct issue_request request = stock(&w, 10);
	struct batch batch;

	for (int i = 0; i < BATCHES_OPEN_MAX; i++)
		batch = ask(&w, 10);
	CHECK_UNCHANGED(CHECK_NAMED(batch_ask(w.app, &w.agent, &request, &batch, &err),
	                            ERR_CONFLICT, "too_many_batches"));
	CHECK_OK(batch_ask(w.app, &w.office, &request, &batch, &err));
	CHECK_OK(batch_cancel(w.app, &w.agent, 1, &batch, &err));
	ask(&w, 10);
}

static void one_of_two_servers_does_it(void)
{
	STAGE;
	AUTO(app_close) struct app *other = NULL;
	struct batch asked = ask(&w, 100), first, second;
	bool held = true;

	CHECK_OK(app_clone(&other, w.app, false, &err));
	CHECK(claim(w.app, &first));
	CHECK(!claim(other, &second));
	/* Who saw it free a moment ago comes too late. */
	CHECK_OK(batches_claim(other->sql,
	                       &(struct batch_lease){ asked.id, 7, app_now(w.app), INT64_MAX },
	                       &held, &err));
	CHECK(!held);
	CHECK_OK(batch_work(w.app, &first, &err));
	/* The first is not heard of for a while: the second goes on, and the first notices. */
	other->fixed_at = app_now(w.app) + BATCH_LEASE_SECONDS - 1;
	CHECK(!claim(other, &second));
	other->fixed_at++;
	CHECK(claim(other, &second));
	CHECK_INT(second.done, BATCH_CHUNK);
	CHECK_OK(batch_work(other, &second, &err));
	CHECK_OK(batch_work(w.app, &first, &err));
	CHECK_INT(first.lease, 0);
	CHECK_INT(passes(&w), 2 * BATCH_CHUNK);
	CHECK_OK(batch_work(other, &second, &err));
	/* Who leaves in peace lets the next one in at once. */
	CHECK_OK(batch_let_go(other, &second, &err));
	CHECK(claim(w.app, &first));
	CHECK_OK(batch_work(other, &second, &err));
	CHECK_INT(second.lease, 0);
	finish(&w, &first);
	first = shown(&w, asked.id);
	CHECK_INT(first.state, BATCH_DONE);
	check_whole(&w, &first);
}

static void money_that_ends_midway_ends_the_batch(void)
{
	STAGE;
	struct issue_request request = stock(&w, 60), rival = stock(&w, 20);
	struct pass taken[20];
	struct programme small;
	struct batch batch;

	world_programme(&w, &small, 60 * WORLD_VOUCHERS * WORLD_CENTS);
	request.programme = rival.programme = small.id;
	CHECK_OK(batch_ask(w.app, &w.agent, &request, &batch, &err));
	CHECK(claim(w.app, &batch));
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_OK(issue_passes(w.app, &w.agent, &rival, taken, &err));
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_INT(batch.lease, 0);
	batch = shown(&w, batch.id);
	CHECK_INT(batch.state, BATCH_FAILED);
	CHECK_TEXT(batch.error, "over_budget");
	CHECK_INT(batch.done, BATCH_CHUNK);
	CHECK_INT(passes(&w), BATCH_CHUNK + 20);
	CHECK_INT(world_money(&w, small.id).cents[ACCOUNT_COMMITTED],
	          (BATCH_CHUNK + 20) * WORLD_VOUCHERS * WORLD_CENTS);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM journal WHERE verb = 'batch.fail'"), 1);
	CHECK(!claim(w.app, &batch));
}

static void a_programme_that_closes_ends_it(void)
{
	STAGE;
	struct batch batch = begun(&w);

	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_CLOSING, &err));
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_TEXT(batch.error, "not_open");
	CHECK_INT(batch.done, BATCH_CHUNK);
	check_whole(&w, &batch);
}

/* The chunk writes its own row first, and a key is made apart from what may be undone. */
static void a_key_that_is_missing_midway_is_made(void)
{
	STAGE;
	struct batch batch = begun(&w);
	struct signing_work work;

	CHECK_OK(keys_revoke(w.app, (int)world_count(&w, "SELECT MAX(number) FROM signing_key"),
	                     "lost", &work, &err));
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_INT(batch.done, 2 * BATCH_CHUNK);
}

static void a_closed_account_makes_no_more(void)
{
	STAGE;
	struct account account;
	struct batch batch = begun(&w);

	CHECK_OK(accounts_find(w.app->sql, w.agent.account, &account, &err));
	account.disabled_at = app_now(w.app);
	CHECK_OK(accounts_change(w.app->sql, &account, &err));
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_TEXT(batch.error, "asker_disabled");
	CHECK_INT(passes(&w), BATCH_CHUNK);
}

static void who_stops_it_keeps_what_is_made(void)
{
	STAGE;
	struct caller elsewhere = w.agent;
	struct batch batch = begun(&w), stopped;

	elsewhere.site++;
	CHECK_NAMED(batch_cancel(w.app, &elsewhere, batch.id, &stopped, &err), ERR_MISSING,
	            "no_batch");
	CHECK_NAMED(batch_cancel(w.app, &w.mediator, batch.id, &stopped, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_OK(batch_cancel(w.app, &w.agent, batch.id, &stopped, &err));
	CHECK_INT(stopped.state, BATCH_CANCELLED);
	CHECK_INT(stopped.done, BATCH_CHUNK);
	CHECK_OK(batch_work(w.app, &batch, &err));
	CHECK_INT(batch.lease, 0);
	CHECK_INT(batch.state, BATCH_CANCELLED);
	check_whole(&w, &batch);
	CHECK_UNCHANGED(CHECK_NAMED(batch_cancel(w.app, &w.agent, batch.id, &stopped, &err),
	                            ERR_CONFLICT, "batch_over"));
}

static bool count_one(void *context, const struct batch *batch, struct err *err)
{
	(void)err;
	*(int64_t *)context = *(int64_t *)context * 10 + batch->id;
	return true;
}

static void a_batch_is_its_desks(void)
{
	STAGE;
	struct caller elsewhere = w.agent, auditor = { .role = ROLE_AUDITOR };
	struct batches_wish wish = { .limit = 10 };
	struct batch batch = ask(&w, 10), found;
	int64_t seen = 0;

	ask(&w, 10);
	elsewhere.site++;
	CHECK_OK(batch_find(w.app, &auditor, batch.id, &found, &err));
	CHECK_OK(batch_find(w.app, &w.office, batch.id, &found, &err));
	CHECK_NAMED(batch_find(w.app, &elsewhere, batch.id, &found, &err), ERR_MISSING, "no_batch");
	CHECK_NAMED(batch_find(w.app, &w.payer, batch.id, &found, &err), ERR_MISSING, "no_batch");
	CHECK_NAMED(batch_find(w.app, &w.agent, 99, &found, &err), ERR_MISSING, "no_batch");
	CHECK_OK(batches_list(w.app, &w.agent, &wish, count_one, &seen, &err));
	CHECK_INT(seen, 21);
	seen = 0;
	wish.after = 2;
	CHECK_OK(batches_list(w.app, &auditor, &wish, count_one, &seen, &err));
	CHECK_INT(seen, 1);
	CHECK_OK(batches_list(w.app, &elsewhere, &wish, count_one, &seen, &err));
	CHECK_INT(seen, 1);
	wish.desk = w.desk;
	CHECK_NAMED(batches_list(w.app, &elsewhere, &wish, count_one, &seen, &err), ERR_MISSING,
	            "no_site");
}

static void what_left_the_stock_is_not_printed(void)
{
	STAGE;
	struct issue_request person = { 0 };
	struct pass found[60], given;
	struct batch batch = begun(&w);
	size_t count;
	int revoked;

	finish(&w, &batch);
	CHECK_OK(batch_passes(w.app, &(struct batch_range){ batch.id, 20, 10 }, found, &count,
	                      &err));
	CHECK_INT(count, 10);
	CHECK_INT(found[9].serial - found[0].serial, 9);
	CHECK_OK(issue_hand_out(w.app, &w.agent, found[3].id, &person, &given, &err));
	CHECK_OK(correct_block(w.app, &w.agent, found[4].id, "x", &revoked, &err));
	CHECK_OK(batch_passes(w.app, &(struct batch_range){ batch.id, 20, 10 }, found, &count,
	                      &err));
	CHECK_INT(count, 8);
	CHECK_OK(batch_passes(w.app, &(struct batch_range){ batch.id, 60, 10 }, found, &count,
	                      &err));
	CHECK_INT(count, 1);
}

/* What others wait at most: all that a chunk keeps for itself. */
static void a_chunk_keeps_nobody_waiting(void)
{
	STAGE;
	int64_t longest_ns = 0;
	struct batch batch;

	ask(&w, 500);
	CHECK(claim(w.app, &batch));
	while (batch.lease) {
		int64_t begun_ns = clock_ticks_ns();

		CHECK_OK(batch_work(w.app, &batch, &err));
		begun_ns = clock_ticks_ns() - begun_ns;
		longest_ns = begun_ns > longest_ns ? begun_ns : longest_ns;
	}
	printf("# the longest of %d chunks took %lld us\n", 500 / BATCH_CHUNK,
	       (long long)longest_ns / 1000);
	CHECK(longest_ns < INT64_C(2000000000)); /* 50 ms but where the machine is busy */
	CHECK_INT(passes(&w), 500);
}

DATABASE_MAIN({ "passes_are_made_a_few_at_a_time", passes_are_made_a_few_at_a_time },
              { "what_cannot_be_made_is_refused", what_cannot_be_made_is_refused },
              { "an_account_has_so_many_under_way", an_account_has_so_many_under_way },
              { "one_of_two_servers_does_it", one_of_two_servers_does_it },
              { "money_that_ends_midway_ends_the_batch", money_that_ends_midway_ends_the_batch },
              { "a_programme_that_closes_ends_it", a_programme_that_closes_ends_it },
              { "a_key_that_is_missing_midway_is_made", a_key_that_is_missing_midway_is_made },
              { "a_closed_account_makes_no_more", a_closed_account_makes_no_more },
              { "who_stops_it_keeps_what_is_made", who_stops_it_keeps_what_is_made },
              { "a_batch_is_its_desks", a_batch_is_its_desks },
              { "what_left_the_stock_is_not_printed", what_left_the_stock_is_not_printed },
              { "a_chunk_keeps_nobody_waiting", a_chunk_keeps_nobody_waiting })

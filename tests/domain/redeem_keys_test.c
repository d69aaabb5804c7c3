/* Idempotency-Keys of redemptions: one key, one voucher; whatever races. */
#include <pthread.h>
#include <stdlib.h>

#include "base/text.h"
#include "world.h"

static struct redeem_item item_with(const struct world *w, const char *key, const char *text)
{
	struct redeem_item item = world_item(w->centre, text);

	item.caller = w->mediator;
	item.key = key;
	TEXT_COPY(item.nonce, key);
	return item;
}

/* "redeemed"..., or "key_reused". */
static const char *redeem(struct world *w, const char *key, const char *text)
{
	struct err err = { 0 };

	w->last = item_with(w, key, text);
	CHECK_OK(redeem_one(w->app, &w->last, &err));
	return w->last.key_reused ? "key_reused" : outcome_name(w->last.outcome);
}

static void a_key_serves_one_voucher_however_it_is_read(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item elsewhere;
	int64_t first;

	CHECK_TEXT(redeem(&w, "k1", world_token(&w, &pass, 1)), "redeemed");
	first = w.last.redemption.id;
	CHECK_UNCHANGED(CHECK_TEXT(redeem(&w, "k1", world_token(&w, &pass, 2)), "key_reused"));
	CHECK_UNCHANGED(CHECK_TEXT(redeem(&w, "k1", world_code(&w, &pass, 1)), "already_yours"));
	CHECK_INT(w.last.redemption.id, first);
	CHECK_TEXT(redeem(&w, "k2", world_code(&w, &pass, 2)), "redeemed");
	CHECK_TEXT(redeem(&w, "k2", world_token(&w, &pass, 2)), "already_yours");
	CHECK_TEXT(redeem(&w, "k2", world_token(&w, &pass, 1)), "key_reused");
	/* A key is its caller's own. */
	elsewhere = item_with(&w, "k1", world_token(&w, &pass, 3));
	elsewhere.caller = w.other_mediator;
	elsewhere.centre = w.other_centre;
	CHECK_OK(redeem_one(w.app, &elsewhere, &err));
	CHECK_TEXT(outcome_name(elsewhere.outcome), "redeemed");
	CHECK(!elsewhere.key_reused);
}

static void a_refusal_or_a_check_claims_nothing(void)
{
	WORLD;
	struct pass pass = world_issue(&w), blocked = world_issue(&w);
	struct redeem_item item;
	int revoked;

	CHECK_OK(correct_block(w.app, &w.agent, blocked.id, "vol", &revoked, &err));
	CHECK_TEXT(redeem(&w, "k", world_token(&w, &blocked, 1)), "blocked");
	item = item_with(&w, "k", world_token(&w, &pass, 1));
	CHECK_OK(redeem_check(w.app, &item, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM idempotency"), 0);
	CHECK_TEXT(redeem(&w, "k", world_token(&w, &pass, 2)), "redeemed");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM idempotency"), 1);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 3)), "redeemed");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM idempotency"), 1); /* no key, no row */
}

static void a_key_is_free_again_after_three_days(void)
{
	WORLD;
	struct pass pass = world_issue(&w);

	CHECK_TEXT(redeem(&w, "k", world_token(&w, &pass, 1)), "redeemed");
	world_at(&w, world_begins_at() + 72 * 3600);
	CHECK_TEXT(redeem(&w, "k", world_token(&w, &pass, 2)), "key_reused");
	world_at(&w, world_begins_at() + 72 * 3600 + 1);
	CHECK_TEXT(redeem(&w, "k", world_token(&w, &pass, 2)), "redeemed");
}

static void two_vouchers_with_one_key_in_one_batch_are_one_redemption(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item items[3], *all[3];
	int redeemed = 0, reused = 0;

	for (int i = 0; i < 3; i++) {
		items[i] = item_with(&w, "k", world_token(&w, &pass, i + 1));
		all[i] = &items[i];
		CHECK_OK(redeem_prepare(w.app, all[i], &err));
	}
	CHECK_OK(redeem_batch(w.app, all, 3, &err));
	for (int i = 0; i < 3; i++) {
		reused += items[i].key_reused;
		redeemed += items[i].outcome == OUTCOME_REDEEMED;
	}
	CHECK_INT(redeemed, 1);
	CHECK_INT(reused, 2);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent"), 1);
}

static void the_key_of_a_list_is_for_that_list(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item items[2];
	struct redeem_list list = { w.mediator, "k", items, 2 };

	for (int i = 0; i < 2; i++)
		items[i] = item_with(&w, NULL, world_token(&w, &pass, i + 1));
	CHECK_OK(redeem_claim(w.app, &list, &err));
	CHECK_OK(redeem_claim(w.app, &list, &err));
	list.count = 1;
	CHECK_NAMED(redeem_claim(w.app, &list, &err), ERR_REFUSED, "key_reused");
	CHECK_TEXT(redeem(&w, "k", world_token(&w, &pass, 1)), "key_reused");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent"), 0);
	list.caller = w.other_mediator;
	CHECK_OK(redeem_claim(w.app, &list, &err));
}

/* ---- the race ---- */

enum { ROUNDS = 30, RUNNERS = 3, BATCH = 4 };

/* Every runner has vouchers of its own and the keys of all, in an order of its own. */
struct runner {
	pthread_t thread;
	struct app *app;
	struct world *w;
	pthread_barrier_t *lap;
	char tokens[ROUNDS][BATCH][VOUCHER_DIGITS_SIZE];
	int seed, redeemed, reused, failed;
};

static void *run(void *context)
{
	struct runner *r = context;
	char keys[BATCH][24];

	for (int round = 0; round < ROUNDS; round++) {
		struct redeem_item items[BATCH], *all[BATCH];
		struct err err = { 0 };

		for (int i = 0; i < BATCH; i++) {
			snprintf(keys[i], sizeof keys[i], "%d-%d", round,
			         (i * 3 + r->seed) % BATCH);
			items[i] = item_with(r->w, keys[i], r->tokens[round][i]);
			items[i].nonce[0] = '\0';
			all[i] = &items[i];
			r->failed += !redeem_prepare(r->app, all[i], &err);
		}
		pthread_barrier_wait(r->lap);
		r->failed += !redeem_batch(r->app, all, BATCH, &err);
		for (int i = 0; i < BATCH; i++) {
			r->redeemed += items[i].outcome == OUTCOME_REDEEMED;
			r->reused += items[i].key_reused;
		}
	}
	return NULL;
}

static void of_calls_that_race_with_one_key_one_redeems(void)
{
	WORLD;
	static struct runner runners[RUNNERS];
	int redeemed = 0, reused = 0, failed = 0;
	pthread_barrier_t lap;

	pthread_barrier_init(&lap, NULL, RUNNERS);
	for (int i = 0; i < RUNNERS; i++) {
		struct runner *r = &runners[i];
		r->w = &w;
		r->lap = &lap;
		r->seed = i;
		for (int round = 0; round < ROUNDS; round++) {
			struct pass pass = world_issue(&w);

			for (int n = 0; n < BATCH; n++)
				snprintf(r->tokens[round][n], VOUCHER_DIGITS_SIZE, "%s",
				         world_token(&w, &pass, n + 1));
		}
		CHECK_OK(app_clone(&r->app, w.app, false, &err));
	}
	for (int i = 0; i < RUNNERS; i++)
		pthread_create(&runners[i].thread, NULL, run, &runners[i]);
	for (int i = 0; i < RUNNERS; i++) {
		pthread_join(runners[i].thread, NULL);
		redeemed += runners[i].redeemed;
		reused += runners[i].reused;
		failed += runners[i].failed;
		app_close(&runners[i].app);
	}
	pthread_barrier_destroy(&lap);
	CHECK_INT(failed, 0);
	CHECK_INT(redeemed + reused, ROUNDS * BATCH * RUNNERS);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM idempotency"), ROUNDS * BATCH);
	CHECK_INT(redeemed, ROUNDS * BATCH);
}

DATABASE_MAIN({ "a_key_serves_one_voucher_however_it_is_read",
                a_key_serves_one_voucher_however_it_is_read },
              { "a_refusal_or_a_check_claims_nothing", a_refusal_or_a_check_claims_nothing },
              { "a_key_is_free_again_after_three_days", a_key_is_free_again_after_three_days },
              { "two_vouchers_with_one_key_in_one_batch_are_one_redemption",
                two_vouchers_with_one_key_in_one_batch_are_one_redemption },
              { "the_key_of_a_list_is_for_that_list", the_key_of_a_list_is_for_that_list },
              { "of_calls_that_race_with_one_key_one_redeems",
                of_calls_that_race_with_one_key_one_redeems })

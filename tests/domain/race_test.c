/* Redemptions race with what ends or reopens vouchers of the same pass: every voucher ends once and
 * the money agrees, whoever wins. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "model/pass.h"
#include "store/passes.h"
#include "store/spent.h"
#include "world.h"

enum { ROUNDS = 40, RUNNERS = 3 };
enum ender { REPLACE, BLOCK, REVERSE, ENDERS };

struct race {
	struct world *w;
	struct pass passes[ROUNDS];
	char tokens[ROUNDS][WORLD_VOUCHERS][VOUCHER_DIGITS_SIZE];
	struct pass replacements[ROUNDS];
	atomic_int ended[ROUNDS], redeemed[ROUNDS], reversed[ROUNDS];
	atomic_llong last[ROUNDS]; /* redemption */
	atomic_int failures;
	pthread_barrier_t lap;
};

struct runner {
	pthread_t thread;
	struct race *race;
	struct app *app;
	int64_t centre; /* 0: this one ends passes */
	unsigned seed;
};

static void run_redeem(struct runner *r, int round)
{
	struct race *race = r->race;
	struct err err = { 0 };

	for (int n = 0; n < WORLD_VOUCHERS; n++) {
		struct redeem_item item = world_item(r->centre, race->tokens[round][n]);

		if (!redeem_one(r->app, &item, &err))
			race->failures++;
		else if (item.outcome == OUTCOME_REDEEMED) {
			race->redeemed[round]++;
			race->last[round] = item.redemption.id;
		}
		usleep((useconds_t)(rand_r(&r->seed) % 2000));
	}
}

static void run_reverse(struct runner *r, int round)
{
	struct race *race = r->race;

	for (int tries = 0; tries < 10; tries++) {
		char text[REDEMPTION_TEXT_SIZE];
		struct redemption back;
		struct err err = { 0 };
		int64_t id = race->last[round];

		usleep(300);
		if (!id)
			continue;
		redemption_format(r->app, id, text);
		if (correct_reverse(r->app, &race->w->office, text, "essai", &back, &err))
			race->reversed[round]++;
		else
			race->failures += strcmp(err.name, "already_reversed") != 0;
	}
}

static void run_end(struct runner *r, int round)
{
	struct race *race = r->race;
	const struct caller *who = &race->w->agent;
	int64_t pass = race->passes[round].id;
	struct err err = { 0 };
	int ended = 0;

	for (int tries = 0; tries < 1000 && race->redeemed[round] < round % WORLD_VOUCHERS; tries++)
		usleep(100);
	switch ((enum ender)(round % ENDERS)) {
	case REPLACE:
		if (correct_replace(r->app, who, pass, "lost", &race->replacements[round], &err))
			ended = race->replacements[round].total;
		else
			race->failures += strcmp(err.name, "nothing_left") != 0;
		break;
	case BLOCK:
		race->failures += !correct_block(r->app, who, pass, "volé", &ended, &err);
		break;
	case REVERSE:
		run_reverse(r, round);
		break;
	case ENDERS:
		break;
	}
	race->ended[round] = ended;
}

static void *run(void *context)
{
	struct runner *r = context;

	for (int round = 0; round < ROUNDS; round++) {
		pthread_barrier_wait(&r->race->lap);
		if (r->centre)
			run_redeem(r, round);
		else
			run_end(r, round);
	}
	return NULL;
}

static void race_prepare(struct race *race, struct world *w)
{
	*race = (struct race){ .w = w };
	pthread_barrier_init(&race->lap, NULL, RUNNERS);
	for (int round = 0; round < ROUNDS; round++) {
		race->passes[round] = world_issue(w);
		for (int n = 0; n < WORLD_VOUCHERS; n++)
			snprintf(race->tokens[round][n], VOUCHER_DIGITS_SIZE, "%s",
			         world_token(w, &race->passes[round], n + 1));
	}
}

static void race_run(struct race *race)
{
	const int64_t centres[RUNNERS] = { race->w->centre, race->w->other_centre, 0 };
	struct runner runners[RUNNERS];
	struct err err = { 0 };

	for (int i = 0; i < RUNNERS; i++) {
		runners[i] =
			(struct runner){ .race = race, .centre = centres[i], .seed = (unsigned)i };
		CHECK_OK(app_clone(&runners[i].app, race->w->app, false, &err));
		pthread_create(&runners[i].thread, NULL, run, &runners[i]);
	}
	for (int i = 0; i < RUNNERS; i++) {
		pthread_join(runners[i].thread, NULL);
		app_close(&runners[i].app);
	}
	pthread_barrier_destroy(&race->lap);
	CHECK_INT(race->failures, 0);
}

/* What stands of one pass at the end; its open vouchers and those of its replacement are money
 * committed, its standing redemptions money owed. */
static void round_check(struct race *race, int round, int64_t *open, int64_t *standing)
{
	struct pass pass;
	struct err err = { 0 };
	unsigned used, ended;
	int count;

	CHECK_OK(passes_find(race->w->app->sql, race->passes[round].id, &pass, &err));
	CHECK_OK(spent_of_pass(race->w->app->sql, pass.id, &used, &ended, &err));
	count = __builtin_popcount(used);
	CHECK_INT(count, race->redeemed[round] - race->reversed[round]);
	CHECK_INT(count + race->ended[round], __builtin_popcount(ended));
	if (round % ENDERS != REVERSE)
		CHECK_INT(count + race->ended[round], WORLD_VOUCHERS);
	*standing += count;
	if (pass.state == PASS_LIVE)
		*open += WORLD_VOUCHERS - __builtin_popcount(ended);
	if (pass.state == PASS_REPLACED)
		*open += race->ended[round];
}

static void redemptions_race_with_replacement_block_and_reversal(void)
{
	static struct race race;
	WORLD;
	int64_t open = 0, standing = 0, middle = 0;
	struct balances money;

	race_prepare(&race, &w);
	race_run(&race);
	for (int round = 0; round < ROUNDS; round++) {
		round_check(&race, round, &open, &standing);
		middle += race.ended[round] > 0 && race.redeemed[round] > 0;
	}
	CHECK(middle > 0);
	printf("# %lld redemptions stand, %lld passes ended half used\n", (long long)standing,
	       (long long)middle);
	money = world_money(&w, w.programme.id);
	CHECK_INT(money.cents[ACCOUNT_OWED], standing * WORLD_CENTS);
	CHECK_INT(money.cents[ACCOUNT_COMMITTED], open * WORLD_CENTS);
}

/* ---- desks at once ---- */

struct clerk {
	pthread_t thread;
	struct app *app;
	const struct caller *agent;
	struct issue_request request;
	int tries, issued, refused;
	const char *refusal; /* the only one that may be met */
};

static void *issue_on(void *context)
{
	struct clerk *c = context;

	for (int i = 0; i < c->tries; i++) {
		struct err err = { 0 };
		struct pass pass;

		if (issue_passes(c->app, c->agent, &c->request, &pass, &err))
			c->issued++;
		else
			c->refused += strcmp(err.name, c->refusal) == 0;
	}
	return NULL;
}

/* Four clerks try the same; how many passes there were for all. */
static int clerks_issue(struct world *w, const struct clerk *like)
{
	struct clerk clerks[4];
	struct err err = { 0 };
	int issued = 0;

	for (int i = 0; i < 4; i++) {
		clerks[i] = *like;
		CHECK_OK(app_clone(&clerks[i].app, w->app, false, &err));
	}
	for (int i = 0; i < 4; i++)
		pthread_create(&clerks[i].thread, NULL, issue_on, &clerks[i]);
	for (int i = 0; i < 4; i++) {
		pthread_join(clerks[i].thread, NULL);
		CHECK_INT(clerks[i].issued + clerks[i].refused, like->tries);
		issued += clerks[i].issued;
		app_close(&clerks[i].app);
	}
	return issued;
}

static void desks_at_once_never_spend_more_than_there_is(void)
{
	WORLD;
	struct clerk clerk = { .agent = &w.agent,
		               .request = world_request(&w),
		               .tries = 5,
		               .refusal = "over_budget" };
	struct programme small;

	world_programme(&w, &small, 7 * WORLD_VOUCHERS * WORLD_CENTS + 1);
	clerk.request.programme = small.id;
	CHECK_INT(clerks_issue(&w, &clerk), 7);
	CHECK_INT(world_money(&w, small.id).cents[ACCOUNT_BUDGET], 1);
}

static void desks_at_once_keep_the_cap_of_a_person(void)
{
	WORLD;
	struct clerk clerk = { .agent = &w.agent, .tries = 2, .refusal = "person_cap" };

	w.programme.person_passes = 1;
	CHECK_OK(world_change(&w, &w.programme, &err));
	clerk.request = world_request(&w);
	clerk.request.has_pseudonym = true;
	CHECK_INT(clerks_issue(&w, &clerk), 1);
}

DATABASE_MAIN({ "redemptions_race_with_replacement_block_and_reversal",
                redemptions_race_with_replacement_block_and_reversal },
              { "desks_at_once_never_spend_more_than_there_is",
                desks_at_once_never_spend_more_than_there_is },
              { "desks_at_once_keep_the_cap_of_a_person", desks_at_once_keep_the_cap_of_a_person })

/* One voucher is redeemed once: over threads, over processes, whatever races, whoever is killed. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/pass.h"
#include "store/spent.h"
#include "world.h"

struct ticket {
	char token[VOUCHER_DIGITS_SIZE];
	atomic_int redeemed, refused;
};

/* Issue passes of `vouchers` each; the caller frees `*ret_tickets`. */
static size_t tickets_make(struct world *w, int passes, int vouchers, struct ticket **ret_tickets)
{
	struct issue_request request = world_request(w);
	struct pass *issued = calloc((size_t)passes, sizeof *issued);
	struct ticket *tickets = calloc((size_t)(passes * vouchers), sizeof *tickets);
	struct sheet_voucher printed[VOUCHERS_MAX];
	struct err err = { 0 };
	size_t count = 0;

	request.vouchers = vouchers;
	request.passes = passes;
	CHECK_OK(issue_passes(w->app, &w->agent, &request, issued, &err));
	for (int p = 0; p < passes; p++) {
		CHECK_OK(issue_vouchers(w->app, &issued[p], printed, &err));
		for (int n = 0; n < vouchers; n++)
			snprintf(tickets[count++].token, VOUCHER_DIGITS_SIZE, "%s",
			         printed[n].digits);
	}
	free(issued);
	*ret_tickets = tickets;
	return count;
}

static struct app *clone_of(struct world *w)
{
	struct err err = { 0 };
	struct app *app = NULL;

	CHECK_OK(app_clone(&app, w->app, false, &err));
	return app;
}

/* ---- threads ---- */

struct shot {
	pthread_t thread;
	pthread_barrier_t *start;
	struct app *app;
	struct redeem_item item;
	bool done;
};

static void *shoot(void *context)
{
	struct shot *shot = context;
	struct err err = { 0 };

	pthread_barrier_wait(shot->start);
	shot->done = redeem_one(shot->app, &shot->item, &err);
	return NULL;
}

static void one_voucher_and_64_threads(void)
{
	enum { SHOTS = 64 };
	static struct shot shots[SHOTS];
	WORLD;
	struct pass pass = world_issue(&w);
	pthread_barrier_t start;
	int told[OUTCOME__COUNT] = { 0 };
	int64_t id = 0;

	pthread_barrier_init(&start, NULL, SHOTS);
	for (size_t i = 0; i < SHOTS; i++) {
		shots[i] = (struct shot){ .start = &start, .app = clone_of(&w) };
		shots[i].item =
			world_item(i % 2 ? w.centre : w.other_centre, world_token(&w, &pass, 3));
	}
	for (size_t i = 0; i < SHOTS; i++)
		pthread_create(&shots[i].thread, NULL, shoot, &shots[i]);
	for (size_t i = 0; i < SHOTS; i++) {
		pthread_join(shots[i].thread, NULL);
		CHECK(shots[i].done);
		told[shots[i].item.outcome]++;
		if (shots[i].item.outcome == OUTCOME_REDEEMED)
			id = shots[i].item.redemption.id;
		app_close(&shots[i].app);
	}
	CHECK_INT(told[OUTCOME_REDEEMED], 1);
	CHECK_INT(told[OUTCOME_ALREADY_YOURS], SHOTS / 2 - 1);
	CHECK_INT(told[OUTCOME_ALREADY_USED], SHOTS / 2);
	for (size_t i = 0; i < SHOTS; i++)
		if (shots[i].item.outcome == OUTCOME_ALREADY_YOURS)
			CHECK_INT(shots[i].item.redemption.id, id);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent"), 1);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM ledger WHERE kind = 2"), 1);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], WORLD_CENTS);
	pthread_barrier_destroy(&start);
}

/* ---- load ---- */

enum { TRIES_MAX = 20 };

struct load {
	pthread_t thread;
	struct app *app;
	struct ticket *tickets;
	size_t count;
	int64_t centre;
	unsigned seed;
	size_t failed;
};

/* Present a run of tickets in one batch; another thread presents the same ones. */
static void present(struct load *load, size_t from, size_t count)
{
	struct redeem_item *items = calloc(count, sizeof *items), *open[REDEEM_BATCH_MAX] = { 0 };
	struct err err = { 0 };
	size_t n = 0;
	bool done = false;

	for (size_t i = 0; i < count; i++) {
		items[i] = world_item(load->centre, load->tickets[from + i].token);
		if (redeem_prepare(load->app, &items[i], &err))
			open[n++] = &items[i];
	}
	/* "Busy" is an answer: whoever gets it comes again. */
	for (int tries = 0; n == count && !(done = redeem_batch(load->app, open, n, &err)); tries++)
		if (err.code != ERR_BUSY || tries == TRIES_MAX)
			break;
	if (!done)
		load->failed++;
	else
		for (size_t i = 0; i < count; i++)
			atomic_fetch_add(items[i].outcome == OUTCOME_REDEEMED
			                         ? &load->tickets[from + i].redeemed
			                         : &load->tickets[from + i].refused,
			                 1);
	free(items);
}

static void *carry(void *context)
{
	static const size_t sizes[] = { 1, 2, 3, 10, 31, 64, REDEEM_BATCH_MAX };
	struct load *load = context;

	for (size_t from = 0; from < load->count;) {
		size_t size = sizes[rand_r(&load->seed) % COUNT_OF(sizes)];

		if (size > load->count - from)
			size = load->count - from;
		present(load, from, size);
		from += size;
	}
	return NULL;
}

static void ten_thousand_vouchers_under_load(void)
{
	enum { LOADS = 8, HALF = LOADS / 2 };
	struct load loads[LOADS];
	struct ticket *tickets;
	WORLD;
	size_t count = tickets_make(&w, 1000, 10, &tickets), part = count / HALF, once = 0;

	for (size_t i = 0; i < LOADS; i++) {
		loads[i] = (struct load){ .app = clone_of(&w),
			                  .tickets = tickets + i % HALF * part,
			                  .count = part,
			                  .centre = i < HALF ? w.centre : w.other_centre,
			                  .seed = (unsigned)i };
		pthread_create(&loads[i].thread, NULL, carry, &loads[i]);
	}
	for (size_t i = 0; i < LOADS; i++) {
		pthread_join(loads[i].thread, NULL);
		CHECK_INT(loads[i].failed, 0);
		app_close(&loads[i].app);
	}
	for (size_t i = 0; i < count; i++)
		once += tickets[i].redeemed == 1 && tickets[i].refused == 1;
	CHECK_INT(count, 10000);
	CHECK_INT(once, count);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent WHERE cause = 1"), 10000);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM ledger WHERE kind = 2"), 10000);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 0);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], 10000 * WORLD_CENTS);
	free(tickets);
}

/* ---- processes ---- */

struct child {
	pid_t pid;
	int from; /* what it reports: numbers of tickets */
};

/* What a child does with books of its own: present all tickets in its own order, in batches, and
 * report those it was told were redeemed. */
static void child_work(struct world *w, const struct ticket *tickets, size_t count, size_t seed,
                       int out)
{
	struct redeem_item items[4], *open[4];
	struct err err = { 0 };
	struct app *app = NULL;

	if (!app_open(&app, &w->options, &err) || !app_unlock(app, &w->options, &err))
		_exit(1);
	app->fixed_at = world_begins_at();
	for (size_t i = 0; i < count; i += 4) {
		for (size_t k = 0; k < 4; k++) {
			/* All meet the same ones at about the same time, in another order. */
			size_t at = i + (k ^ (seed & 3));

			items[k] = world_item(seed % 2 ? w->centre : w->other_centre,
			                      tickets[at].token);
			open[k] = &items[k];
			if (!redeem_prepare(app, &items[k], &err))
				_exit(2);
		}
		if (!redeem_batch(app, open, 4, &err))
			_exit(3);
		for (size_t k = 0; k < 4; k++) {
			int at = (int)(i + (k ^ (seed & 3)));

			if (items[k].outcome == OUTCOME_REDEEMED &&
			    write(out, &at, sizeof at) != sizeof at)
				_exit(4);
		}
	}
	app_close(&app);
	_exit(0);
}

static struct child child_start(struct world *w, const struct ticket *tickets, size_t count,
                                size_t seed)
{
	struct child child = { 0 };
	int ends[2];

	if (!CHECK(pipe(ends) == 0))
		return child;
	fflush(stdout);
	child.pid = fork();
	if (child.pid == 0) {
		close(ends[0]);
		child_work(w, tickets, count, seed, ends[1]);
	}
	close(ends[1]);
	child.from = ends[0];
	return child;
}

static void child_listen(struct child *child, struct ticket *tickets, size_t *ret_said)
{
	int at;

	for (*ret_said = 0; read(child->from, &at, sizeof at) == sizeof at; ++*ret_said)
		tickets[at].redeemed++;
	close(child->from);
}

/* No connection of ours may be open while a process forks. */
static void reopen(struct world *w)
{
	struct err err = { 0 };

	CHECK_OK(app_open(&w->app, &w->options, &err));
	CHECK_OK(app_unlock(w->app, &w->options, &err));
	w->app->fixed_at = world_begins_at();
}

static void four_processes_and_the_same_500_vouchers(void)
{
	enum { CHILDREN = 4 };
	struct child children[CHILDREN];
	struct ticket *tickets;
	WORLD;
	size_t count = tickets_make(&w, 50, 10, &tickets), said, all = 0;

	app_close(&w.app);
	for (size_t i = 0; i < CHILDREN; i++)
		children[i] = child_start(&w, tickets, count, i);
	for (size_t i = 0; i < CHILDREN; i++) {
		int status = 0;

		child_listen(&children[i], tickets, &said);
		all += said;
		waitpid(children[i].pid, &status, 0);
		CHECK_INT(status, 0);
	}
	CHECK_INT(all, count);
	for (size_t i = 0; i < count; i++)
		if (tickets[i].redeemed != 1)
			CHECK_FAIL("voucher %zu was redeemed %d times", i, tickets[i].redeemed);
	reopen(&w);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent"), 500);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], 500 * WORLD_CENTS);
	free(tickets);
}

static void what_was_told_survives_a_kill(void)
{
	enum { KILLS = 5 };
	struct ticket *tickets;
	WORLD;
	size_t count = tickets_make(&w, 200, 10, &tickets), said = 0;

	for (unsigned kills = 0; kills < KILLS; kills++) {
		struct child child;

		app_close(&w.app);
		child = child_start(&w, tickets + kills * 400, count / KILLS, 0);
		if (read(child.from, &(int){ 0 }, sizeof(int)) == sizeof(int))
			said++;
		usleep(20000 + 7000 * kills);
		kill(child.pid, SIGKILL);
		for (int at; read(child.from, &at, sizeof at) == sizeof at; said++)
			;
		close(child.from);
		waitpid(child.pid, NULL, 0);
		reopen(&w);
	}
	/* At most one batch of each was kept without having been told. */
	CHECK(said > 0);
	CHECK(world_count(&w, "SELECT COUNT(*) FROM spent") >= (int64_t)said);
	CHECK(world_count(&w, "SELECT COUNT(*) FROM spent") <= (int64_t)said + 4 * KILLS);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM ledger WHERE kind = 2"),
	          world_count(&w, "SELECT COUNT(*) FROM spent"));
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED],
	          WORLD_CENTS * world_count(&w, "SELECT COUNT(*) FROM spent"));
	free(tickets);
}

DATABASE_MAIN({ "one_voucher_and_64_threads", one_voucher_and_64_threads },
              { "ten_thousand_vouchers_under_load", ten_thousand_vouchers_under_load },
              { "four_processes_and_the_same_500_vouchers",
                four_processes_and_the_same_500_vouchers },
              { "what_was_told_survives_a_kill", what_was_told_survives_a_kill })

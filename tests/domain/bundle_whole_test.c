/* Bundles of many passes, and of many threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "store/passes.h"
#include "taken.h"

/* The whole, with rules and keys, of 20,000 passes with 10 vouchers, a quarter of them used. */
static void twenty_thousand_passes_are_at_most_128_kilobytes(void)
{
	static struct pass passes[1000];
	uint64_t state = 88172645463325252;
	int64_t began, first, again = INT64_MAX;
	BUNDLES;

	for (int batch = 0; batch < 20; batch++) {
		for (int i = 0; i < 1000; i++) {
			state = state * 6364136223846793005 + 1442695040888963407;
			passes[i] = (struct pass){ .id = (int64_t)(state >> 16),
				                   .serial = 100000 + batch * 1000 + i,
				                   .programme = w.programme.id,
				                   .desk = w.desk,
				                   .issued_at = app_now(w.app) - 100,
				                   .total = 10,
				                   .cents = WORLD_CENTS,
				                   .last_day = w.programme.until_day };
		}
		CHECK_OK(sql_begin(w.app->sql, &err));
		CHECK_OK(passes_add(w.app->sql, passes, 1000, &err));
		CHECK_OK(sql_commit(w.app->sql, &err));
	}
	CHECK_OK(sql_script(w.app->sql,
	                    "INSERT INTO spent (id, cause, programme, at, cents)"
	                    " SELECT id * 256 + 16 + 16 * (id % 10), 1, programme, issued_at, 1"
	                    " FROM pass WHERE id % 4 = 0",
	                    &err));
	began = clock_ticks_ns();
	take(&w, kept, &t);
	first = clock_ticks_ns() - began;
	CHECK_INT(t.sets[LIVE].count, 20000);
	if (t.text.size > 128000)
		CHECK_FAIL("%zu bytes", t.text.size);
	for (int i = 0; i < 20; i++) {
		began = clock_ticks_ns();
		buf_clear(&t.text);
		CHECK_OK(bundle_make(w.app, kept, &w.mediator, &t.text, &err));
		began = clock_ticks_ns() - began;
		again = began < again ? began : again;
	}
	printf("# %zu bytes; made and believed in %lld ms, made again in %lld us\n", t.text.size,
	       (long long)first / 1000000, (long long)again / 1000);
}

/* ---- threads ---- */

enum { THREADS = 4, TURNS = 40 };

struct crowd {
	struct world *w;
	struct bundles *kept;
	atomic_int failures;
};

struct one {
	pthread_t thread;
	struct crowd *crowd;
	struct app *app;
	bool redeems;
	char tokens[TURNS][VOUCHER_DIGITS_SIZE];
};

static void *run(void *context)
{
	struct one *one = context;
	struct world *w = one->crowd->w;

	for (int i = 0; i < TURNS; i++) {
		AUTO(buf_release) struct buf text = { 0 };
		struct redeem_item item = world_item(w->centre, one->tokens[i]);
		struct err err;

		if (!(one->redeems
		              ? redeem_one(one->app, &item, &err)
		              : bundle_make(one->app, one->crowd->kept, &w->mediator, &text, &err)))
			one->crowd->failures++;
	}
	return NULL;
}

static void threads_share_what_was_read(void)
{
	static struct one all[THREADS];
	struct crowd crowd = { 0 };
	BUNDLES;

	take(&w, kept, &t);
	crowd.w = &w;
	crowd.kept = kept;
	for (int i = 0; i < THREADS; i++) {
		struct one *one = &all[i];

		one->crowd = &crowd;
		one->redeems = i == 0;
		CHECK_OK(app_clone(&one->app, w.app, false, &err));
		for (int n = 0; one->redeems && n < TURNS; n++) {
			struct pass pass = world_issue(&w);

			snprintf(one->tokens[n], sizeof one->tokens[n], "%s",
			         world_token(&w, &pass, 1));
		}
	}
	for (int i = 0; i < THREADS; i++)
		pthread_create(&all[i].thread, NULL, run, &all[i]);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(all[i].thread, NULL);
		app_close(&all[i].app);
	}
	CHECK_INT(crowd.failures, 0);
	take(&w, kept, &t);
	CHECK_INT(t.sets[LIVE].count, TURNS);
	for (size_t i = 0; i < t.sets[LIVE].count; i++)
		CHECK_INT(t.sets[LIVE].marks[i].used, 1);
}

DATABASE_MAIN({ "twenty_thousand_passes_are_at_most_128_kilobytes",
                twenty_thousand_passes_are_at_most_128_kilobytes },
              { "threads_share_what_was_read", threads_share_what_was_read })

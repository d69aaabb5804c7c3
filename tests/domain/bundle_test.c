/* What a centre's device takes along: only what it may redeem, all that became of it, and the same
 * bytes until something happens. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "codec/json.h"
#include "codec/pass_set.h"
#include "crypto/bundle.h"
#include "domain/bundles.h"
#include "store/passes.h"
#include "world.h"

enum { LIVE, BLOCKED, REPLACED, SETS };

/* A bundle, believed, and its first programme's passes. */
struct taken {
	struct buf text;
	struct bundle_believed all;
	struct json *rules;
	struct pass_set sets[SETS];
};

static void taken_release(struct taken *taken)
{
	buf_release(&taken->text);
	keylist_release(&taken->all.list);
	json_close(&taken->rules);
	for (int i = 0; i < SETS; i++)
		pass_set_release(&taken->sets[i]);
}

static bool read_sets(struct taken *taken, const char *name, struct err *err)
{
	const struct bundle_part *part = bundle_find(&taken->all.bundle, name);
	size_t at = 0, used = 0;

	for (int i = 0; part && i < SETS; i++, at += used)
		if (!pass_set_parse(&taken->sets[i], part->data + at, part->size - at, &used, err))
			return false;
	return !part || CHECK_INT(at, part->size);
}

static bool believe(struct world *w, struct taken *taken, struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct vkey root;
	const struct keylist_roots roots = { &root, 1, 1 };
	const struct bundle_part *rules;
	char name[BUNDLE_NAME_SIZE];

	if (!keys_vkey(w->app, KEY_ROOT, &text, err) ||
	    !notary_vkey_parse(&root, text.data, text.size, err) ||
	    !bundle_verify(&taken->all, taken->text.data, taken->text.size, &roots, app_now(w->app),
	                   err))
		return false;
	rules = bundle_find(&taken->all.bundle, "rules");
	snprintf(name, sizeof name, "passes/%lld", (long long)w->programme.id);
	return rules && json_parse(&taken->rules, rules->data, rules->size, err) &&
	       read_sets(taken, name, err);
}

static void take(struct world *w, struct bundles *kept, struct taken *ret)
{
	struct err err = { 0 };

	taken_release(ret);
	*ret = (struct taken){ 0 };
	CHECK_OK(bundle_make(w->app, kept, &w->mediator, &ret->text, &err));
	CHECK_OK(believe(w, ret, &err));
}

/* -1: it is not among the live ones. */
static int used(const struct taken *taken, const struct pass *pass)
{
	const struct pass_mark *mark = pass_set_find(&taken->sets[LIVE], pass->id);

	return mark ? (int)mark->used : -1;
}

static size_t programmes(const struct taken *taken)
{
	return json_count(json_get(taken->rules, "programmes"));
}

static const char *programme_text(const struct taken *taken, const char *name)
{
	return json_text(json_get(json_at(json_get(taken->rules, "programmes"), 0), name));
}

#define BUNDLES                                                                                    \
	WORLD;                                                                                     \
	AUTO(bundles_close) struct bundles *kept = NULL;                                           \
	AUTO(taken_release) struct taken t = { 0 };                                                \
	CHECK_OK(bundles_open(&kept, &err))

static void it_tells_what_became_of_each_voucher(void)
{
	struct pass pass, blocked, replaced, fresh;
	struct redemption back;
	int revoked;
	BUNDLES;

	pass = world_issue(&w);
	blocked = world_issue(&w);
	replaced = world_issue(&w);
	take(&w, kept, &t);
	CHECK_INT(used(&t, &pass), 0);
	CHECK_INT(t.sets[LIVE].count, 3);
	CHECK_INT(t.sets[LIVE].width, WORLD_VOUCHERS);
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_token(&w, &pass, 5)), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 2)), "redeemed");
	take(&w, kept, &t);
	CHECK_INT(used(&t, &pass), 1 << 4 | 1 << 1);
	CHECK_OK(correct_reverse(w.app, &w.mediator, world_redemption(&w), "erreur", &back, &err));
	CHECK_OK(correct_block(w.app, &w.agent, blocked.id, "volé", &revoked, &err));
	CHECK_OK(correct_replace(w.app, &w.agent, replaced.id, "perdu", &fresh, &err));
	take(&w, kept, &t);
	CHECK_INT(used(&t, &pass), 1 << 4);
	CHECK_INT(used(&t, &blocked), -1);
	CHECK(pass_set_find(&t.sets[BLOCKED], blocked.id));
	CHECK_INT(used(&t, &replaced), -1);
	CHECK(pass_set_find(&t.sets[REPLACED], replaced.id));
	CHECK_INT(used(&t, &fresh), 0);
}

static void nothing_new_is_the_same_bytes_in_any_process(void)
{
	AUTO(buf_release) struct buf again = { 0 }, elsewhere = { 0 };
	AUTO(bundles_close) struct bundles *others = NULL;
	AUTO(app_close) struct app *other = NULL;
	struct pass pass;
	BUNDLES;

	pass = world_issue(&w);
	world_at(&w, world_begins_at() + 7200);
	take(&w, kept, &t);
	CHECK_INT(t.all.bundle.made_at, world_begins_at());
	CHECK_INT(t.all.bundle.until_at, world_begins_at() + 7 * DAY_SECONDS);
	CHECK_OK(bundles_open(&others, &err));
	CHECK_OK(app_open(&other, &w.options, &err));
	CHECK_OK(app_unlock(other, &w.options, &err));
	other->fixed_at = world_begins_at() + 9000;
	CHECK_OK(bundle_make(other, others, &w.mediator, &elsewhere, &err));
	world_at(&w, world_begins_at() + 9999);
	CHECK_OK(bundle_make(w.app, kept, &w.mediator, &again, &err));
	CHECK(again.size == t.text.size && !memcmp(again.data, t.text.data, again.size));
	CHECK(elsewhere.size == t.text.size && !memcmp(elsewhere.data, again.data, again.size));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	take(&w, kept, &t);
	CHECK_INT(t.all.bundle.made_at, world_begins_at() + 9999);
	world_on(&w, "2026-03-25");
	take(&w, kept, &t);
	CHECK_INT(t.all.bundle.made_at, paris_day_begins_at(app_today(w.app)));
}

static void what_happens_in_the_second_of_reading_is_not_lost(void)
{
	struct pass pass;
	BUNDLES;

	pass = world_issue(&w);
	for (int number = 1; number <= 3; number++) {
		take(&w, kept, &t);
		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, number)), "redeemed");
	}
	take(&w, kept, &t);
	CHECK_INT(used(&t, &pass), 7);
}

/* 1,000 passes are read again after 3 seconds, whatever happens meanwhile; and it says so. */
static void a_large_programme_is_not_read_at_every_redemption(void)
{
	struct pass passes[1000];
	struct issue_request request;
	BUNDLES;

	request = world_request(&w);
	request.passes = 1000;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, passes, &err));
	take(&w, kept, &t);
	world_at(&w, world_begins_at() + 2);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &passes[7], 1)), "redeemed");
	take(&w, kept, &t);
	CHECK_INT(used(&t, &passes[7]), 0);
	CHECK_INT(t.all.bundle.made_at, world_begins_at());
	world_at(&w, world_begins_at() + 3);
	take(&w, kept, &t);
	CHECK_INT(used(&t, &passes[7]), 1);
	CHECK_INT(t.all.bundle.made_at, world_begins_at() + 2);
}

static void only_what_the_centre_may_redeem_is_in_it(void)
{
	struct programme other;
	char passes[BUNDLE_NAME_SIZE];
	BUNDLES;

	world_issue(&w);
	world_programme(&w, &other, WORLD_FUNDED_CENTS);
	snprintf(passes, sizeof passes, "passes/%lld", (long long)other.id);
	take(&w, kept, &t);
	CHECK_INT(programmes(&t), 2);
	CHECK_TEXT(programme_text(&t, "name"), "Charente numérique");
	CHECK_TEXT(programme_text(&t, "state"), "open");
	CHECK_TEXT(programme_text(&t, "until"), "2026-12-31");
	CHECK_OK(site_approve(w.app, w.centre, other.id, APPROVAL_SUSPENDED, &err));
	take(&w, kept, &t);
	CHECK_INT(programmes(&t), 1);
	CHECK(!bundle_find(&t.all.bundle, passes));
	CHECK_OK(programme_set_state(w.app, w.programme.id, PROGRAMME_CLOSING, &err));
	take(&w, kept, &t);
	CHECK_TEXT(programme_text(&t, "state"), "closing");
	w.mediator.site = w.far_centre; /* approved, but outside of the territory */
	take(&w, kept, &t);
	CHECK_INT(programmes(&t), 0);
	CHECK_INT(t.all.bundle.centre, w.far_centre);
	w.mediator.site = w.desk; /* where nothing is redeemed */
	take(&w, kept, &t);
	CHECK_INT(programmes(&t), 0);
	CHECK_INT(t.sets[LIVE].count, 0);
}

static void what_is_over_is_left_out(void)
{
	BUNDLES;

	world_issue(&w);
	world_on(&w, "2027-01-30"); /* the last day of grace */
	take(&w, kept, &t);
	CHECK_INT(t.sets[LIVE].count, 1);
	world_on(&w, "2027-01-31");
	take(&w, kept, &t);
	CHECK_INT(programmes(&t), 0);
}

static void its_key_is_made_when_it_is_needed_and_certified_by_the_root(void)
{
	AUTO(taken_release) struct taken after = { 0 };
	int64_t before = 0, version = 0;
	BUNDLES;

	CHECK_OK(keys_reread(w.app, &before, &err));
	take(&w, kept, &t);
	CHECK_OK(keys_reread(w.app, &version, &err));
	CHECK_INT(version, before + 1);
	take(&w, kept, &t);
	CHECK_INT(t.all.list.version, version);
	CHECK_OK(keys_rotate_bundle(w.app, &err));
	take(&w, kept, &after);
	CHECK_INT(after.all.list.version, version + 1);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM signing_key WHERE purpose = 3"), 2);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM signing_key WHERE purpose = 3 AND "
	                          "status = 0"),
	          1);
}

static void only_a_centre_gets_one(void)
{
	BUNDLES;

	CHECK_NAMED(bundle_make(w.app, kept, &w.office, &t.text, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_NAMED(bundle_make(w.app, kept, &w.agent, &t.text, &err), ERR_FORBIDDEN,
	            "not_your_role");
}

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

DATABASE_MAIN({ "it_tells_what_became_of_each_voucher", it_tells_what_became_of_each_voucher },
              { "nothing_new_is_the_same_bytes_in_any_process",
                nothing_new_is_the_same_bytes_in_any_process },
              { "what_happens_in_the_second_of_reading_is_not_lost",
                what_happens_in_the_second_of_reading_is_not_lost },
              { "a_large_programme_is_not_read_at_every_redemption",
                a_large_programme_is_not_read_at_every_redemption },
              { "only_what_the_centre_may_redeem_is_in_it",
                only_what_the_centre_may_redeem_is_in_it },
              { "what_is_over_is_left_out", what_is_over_is_left_out },
              { "its_key_is_made_when_it_is_needed_and_certified_by_the_root",
                its_key_is_made_when_it_is_needed_and_certified_by_the_root },
              { "only_a_centre_gets_one", only_a_centre_gets_one },
              { "twenty_thousand_passes_are_at_most_128_kilobytes",
                twenty_thousand_passes_are_at_most_128_kilobytes },
              { "threads_share_what_was_read", threads_share_what_was_read })

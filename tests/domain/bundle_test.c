/* What a centre's device takes along: only what it may redeem, all that became of it, and the same
 * bytes until something happens. */
#include "taken.h"

static size_t programmes(const struct taken *taken)
{
	return json_count(json_get(taken->rules, "programmes"));
}

static const char *programme_text(const struct taken *taken, const char *name)
{
	return json_text(json_get(json_at(json_get(taken->rules, "programmes"), 0), name));
}

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

/* 1,000 passes are read again after 3 seconds, whatever happens meanwhile; and the whole says so,
 * although it knows more of another programme. */
static void a_large_programme_is_not_read_at_every_redemption(void)
{
	struct pass passes[1000], later;
	struct issue_request request;
	struct programme other;
	BUNDLES;

	world_programme(&w, &other, WORLD_FUNDED_CENTS);
	request = world_request(&w);
	request.passes = 1000;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, passes, &err));
	take(&w, kept, &t);
	world_at(&w, world_begins_at() + 2);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &passes[7], 1)), "redeemed");
	request.programme = other.id;
	request.passes = 1;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &later, &err));
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
              { "only_a_centre_gets_one", only_a_centre_gets_one })

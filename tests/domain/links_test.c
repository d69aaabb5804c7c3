/* The link between pass and person ends so long after the last contact. */
#include "domain/links.h"
#include "domain/passes.h"
#include "domain/progress.h"
#include "world.h"

/* Move the clock to so many days after the world's first, and end what is due. */
static size_t end_after(struct world *w, int days, int limit)
{
	struct err err = { 0 };
	size_t ended = 99;

	world_at(w, world_begins_at() + (int64_t)days * DAY_SECONDS);
	CHECK_OK(links_end_due(w->app, (size_t)limit, &ended, &err));
	return ended;
}

static bool is_linked(struct world *w, const struct pass *pass)
{
	struct err err = { 0 };
	struct pass found = { 0 };

	CHECK_OK(pass_find(w->app, &w->office, pass->id, &found, &err));
	return found.has_pseudonym;
}

static void a_link_ends_two_years_after_the_last_contact(void)
{
	WORLD;
	struct pass silent = world_issue(&w), used = world_issue(&w);

	CHECK_INT(w.app->instance.link_days, 730);
	world_at(&w, world_begins_at() + 100 * DAY_SECONDS);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &used, 1)), "redeemed");
	CHECK_INT(end_after(&w, 730, 9), 0);
	CHECK(is_linked(&w, &silent));
	CHECK_INT(end_after(&w, 731, 9), 1);
	CHECK(!is_linked(&w, &silent) && is_linked(&w, &used));
	CHECK_INT(end_after(&w, 830, 9), 0);
	CHECK_INT(end_after(&w, 831, 9), 1);
	CHECK(!is_linked(&w, &used));
	CHECK_INT(end_after(&w, 900, 9), 0);
}

static void the_installation_says_how_long(void)
{
	WORLD;
	struct pass pass = world_issue(&w);

	w.app->instance.link_days = 30;
	CHECK_INT(end_after(&w, 30, 9), 0);
	CHECK_INT(end_after(&w, 31, 9), 1);
	CHECK(!is_linked(&w, &pass));
}

static void few_are_ended_at_a_time(void)
{
	WORLD;
	struct pass passes[3] = { world_issue(&w), world_issue(&w), world_issue(&w) };

	CHECK_INT(end_after(&w, 800, 2), 2);
	CHECK_INT(end_after(&w, 800, 2), 1);
	for (int i = 0; i < 3; i++)
		CHECK(!is_linked(&w, &passes[i]));
}

static void money_and_vouchers_stay_without_the_link(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct pass first, second;
	struct balances before, after;
	struct progress progress;

	request.has_pseudonym = true;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &first, &err));
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &second, &err));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &first, 1)), "redeemed");
	CHECK_OK(progress_of_pass(w.app, &w.agent, second.id, &progress, &err));
	CHECK_INT(progress.count, 1); /* the same person's */
	before = world_money(&w, w.programme.id);
	CHECK_INT(end_after(&w, 800, 9), 2);
	after = world_money(&w, w.programme.id);
	CHECK_BYTES(&after, &before, sizeof after);
	CHECK_OK(progress_of_pass(w.app, &w.agent, second.id, &progress, &err));
	CHECK_INT(progress.count, 0);
	CHECK_OK(progress_of_pass(w.app, &w.agent, first.id, &progress, &err));
	CHECK_INT(progress.count, 1);
}

DATABASE_MAIN({ "a_link_ends_two_years_after_the_last_contact",
                a_link_ends_two_years_after_the_last_contact },
              { "the_installation_says_how_long", the_installation_says_how_long },
              { "few_are_ended_at_a_time", few_are_ended_at_a_time },
              { "money_and_vouchers_stay_without_the_link",
                money_and_vouchers_stay_without_the_link })

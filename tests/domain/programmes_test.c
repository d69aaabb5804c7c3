/* Funders, programmes and their states, sites in them; accounts and tokens. */
#include <pthread.h>
#include <stdlib.h>

#include "base/text.h"
#include "domain/approvals.h"
#include "world.h"

static void a_funder_has_a_siret_of_its_own(void)
{
	WORLD;
	struct funder funder = { .name = "Ville", .siret = "21160015000018" }, again = funder;

	CHECK_OK(funder_add(w.app, &funder, &err));
	CHECK(funder.id != w.funder.id);
	CHECK_UNCHANGED(CHECK_NAMED(funder_add(w.app, &again, &err), ERR_CONFLICT, "siret_taken"));
	TEXT_COPY(again.siret, "12345678901234");
	CHECK_UNCHANGED(CHECK_NAMED(funder_add(w.app, &again, &err), ERR_INPUT, "bad_siret"));
	again.name[0] = '\0';
	CHECK_UNCHANGED(CHECK_NAMED(funder_add(w.app, &again, &err), ERR_INPUT, "no_name"));
}

static void states_follow_their_order_and_the_money(void)
{
	WORLD;
	struct programme p = w.programme, found;

	CHECK_OK(programme_add(w.app, &p, &err));
	CHECK_OK(programme_find(w.app, &w.payer, p.id, &found, &err));
	CHECK_INT(found.state, PROGRAMME_DRAFT);
	CHECK_NAMED(programme_set_state(w.app, p.id, PROGRAMME_OPEN, &err), ERR_REFUSED,
	            "no_money");
	CHECK_OK(programme_fund(w.app, p.id, 5000, &err));
	CHECK_OK(programme_find(w.app, &w.payer, p.id, &found, &err));
	CHECK_INT(found.state, PROGRAMME_FUNDED);
	CHECK_NAMED(programme_set_state(w.app, p.id, PROGRAMME_CLOSED, &err), ERR_CONFLICT,
	            "bad_transition");
	CHECK_OK(programme_set_state(w.app, p.id, PROGRAMME_OPEN, &err));
	CHECK_UNCHANGED(
		CHECK_NAMED(programme_fund(w.app, p.id, -5001, &err), ERR_REFUSED, "over_budget"));
	CHECK_OK(programme_fund(w.app, p.id, -5000, &err));
	CHECK_INT(world_money(&w, p.id).cents[ACCOUNT_FUNDER], 0);
	CHECK_NAMED(programme_set_state(w.app, p.id, PROGRAMME_CLOSING, &err), ERR_REFUSED,
	            "no_money");
	CHECK_OK(programme_set_state(w.app, p.id, PROGRAMME_DRAFT, &err));
	CHECK_NAMED(programme_set_state(w.app, 99, PROGRAMME_DRAFT, &err), ERR_MISSING,
	            "no_programme");
}

static void amounts_are_kept_within_reason(void)
{
	static const int64_t amounts[] = { 0, INT64_MIN, INT64_MAX, 100000000001, -100000000001 };
	WORLD;

	for (size_t i = 0; i < COUNT_OF(amounts); i++)
		CHECK_UNCHANGED(CHECK_NAMED(programme_fund(w.app, w.programme.id, amounts[i], &err),
		                            ERR_INPUT, "bad_amount"));
	CHECK_NAMED(programme_fund(w.app, 99, 1000, &err), ERR_MISSING, "no_programme");
}

static void a_change_keeps_state_and_funder_and_face_value(void)
{
	WORLD;
	struct programme p = w.programme, found;
	struct funder other = { .name = "Ville", .siret = "21160015000018" };

	p.state = PROGRAMME_CLOSED;
	p.created_at = 1;
	p.cents = 1500;
	CHECK_OK(world_change(&w, &p, &err));
	CHECK_OK(programme_find(w.app, &w.office, p.id, &found, &err));
	CHECK_INT(found.state, PROGRAMME_OPEN);
	CHECK_INT(found.created_at, world_begins_at());
	CHECK_INT(found.cents, 1500);
	world_issue(&w);
	p.cents = 2000;
	CHECK_UNCHANGED(CHECK_NAMED(world_change(&w, &p, &err), ERR_CONFLICT, "cents_stay"));
	p.cents = 1500;
	p.grace_days = 10;
	CHECK_OK(world_change(&w, &p, &err));
	p.grace_days = 91;
	CHECK_UNCHANGED(CHECK_NAMED(world_change(&w, &p, &err), ERR_INPUT, "bad_programme"));
	p.grace_days = 10;
	CHECK_OK(funder_add(w.app, &other, &err));
	p.funder = other.id;
	CHECK_UNCHANGED(CHECK_NAMED(world_change(&w, &p, &err), ERR_CONFLICT, "funder_stays"));
}

static void a_funder_finds_only_its_programmes(void)
{
	WORLD;
	struct caller foreign = w.payer;
	struct programme found;

	foreign.funder++;
	CHECK_OK(programme_find(w.app, &w.payer, w.programme.id, &found, &err));
	CHECK_NAMED(programme_find(w.app, &foreign, w.programme.id, &found, &err), ERR_MISSING,
	            "no_programme");
}

static void approval_wakes_a_candidate(void)
{
	WORLD;
	struct site site;

	CHECK_OK(sites_find(w.app->sql, w.centre, &site, &err));
	site.approval = APPROVAL_CANDIDATE;
	CHECK_OK(sites_change(w.app->sql, &site, app_now(w.app), &err));
	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_APPROVED, &err));
	CHECK_OK(sites_find(w.app->sql, w.centre, &site, &err));
	CHECK_INT(site.approval, APPROVAL_APPROVED);
	/* What the operator suspended, no funder wakes. */
	site.approval = APPROVAL_SUSPENDED;
	CHECK_OK(sites_change(w.app->sql, &site, app_now(w.app), &err));
	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_APPROVED, &err));
	CHECK_OK(sites_find(w.app->sql, w.centre, &site, &err));
	CHECK_INT(site.approval, APPROVAL_SUSPENDED);
	CHECK_NAMED(site_approve(w.app, 99, w.programme.id, APPROVAL_APPROVED, &err), ERR_MISSING,
	            "no_site");
}

struct adder {
	pthread_t thread;
	struct app *app;
	int64_t programme;
	int failed;
};

static void *add(void *context)
{
	struct adder *a = context;
	struct err err = { 0 };
	const struct token_wish wish = { .account = 1, .label = "x" };
	const struct caller office = caller_operator();
	char secret[ACCESS_TOKEN_TEXT_SIZE];
	struct access_token token;

	for (int i = 0; i < 10; i++) {
		a->failed += !programme_fund(a->app, a->programme, 1000, &err);
		a->failed += !token_add(a->app, &office, &wish, &token, secret, &err);
	}
	return NULL;
}

static void numbers_taken_at_once_are_no_conflict(void)
{
	enum { ADDERS = 4 };
	struct adder adders[ADDERS];
	WORLD;

	for (int i = 0; i < ADDERS; i++) {
		adders[i] = (struct adder){ .programme = w.programme.id };
		CHECK_OK(app_clone(&adders[i].app, w.app, false, &err));
		pthread_create(&adders[i].thread, NULL, add, &adders[i]);
	}
	for (int i = 0; i < ADDERS; i++) {
		pthread_join(adders[i].thread, NULL);
		CHECK_INT(adders[i].failed, 0);
		app_close(&adders[i].app);
	}
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM access_token"), 10 * ADDERS);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_BUDGET],
	          WORLD_FUNDED_CENTS + 1000 * 10 * ADDERS);
}

DATABASE_MAIN({ "a_funder_has_a_siret_of_its_own", a_funder_has_a_siret_of_its_own },
              { "states_follow_their_order_and_the_money",
                states_follow_their_order_and_the_money },
              { "amounts_are_kept_within_reason", amounts_are_kept_within_reason },
              { "a_change_keeps_state_and_funder_and_face_value",
                a_change_keeps_state_and_funder_and_face_value },
              { "a_funder_finds_only_its_programmes", a_funder_finds_only_its_programmes },
              { "approval_wakes_a_candidate", approval_wakes_a_candidate },
              { "numbers_taken_at_once_are_no_conflict", numbers_taken_at_once_are_no_conflict })

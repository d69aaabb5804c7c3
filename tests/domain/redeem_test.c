/* Every outcome of a presentation, and that a refusal changes nothing. */
#include <stdlib.h>

#include "domain/organisations.h"
#include "domain/redemptions.h"
#include "world.h"

static void redeemed_once_then_yours_then_used(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 2);
	struct balances money;
	int64_t id;

	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
	id = w.last.redemption.id;
	CHECK_INT(spent_pass(id), pass.id);
	CHECK_INT(spent_number(id), 2);
	CHECK_INT(w.last.redemption.mode, MODE_ONLINE);
	money = world_money(&w, w.programme.id);
	CHECK_INT(money.cents[ACCOUNT_OWED], WORLD_CENTS);
	CHECK_INT(money.cents[ACCOUNT_COMMITTED], 4 * WORLD_CENTS);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "already_yours"));
	CHECK_INT(w.last.redemption.id, id);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.other_centre, token), "already_used"));
	CHECK_INT(w.last.redemption.id, 0);
	world_at(&w, world_begins_at() + RETRY_WINDOW_SECONDS);
	CHECK_TEXT(world_redeem(&w, w.centre, token), "already_yours");
	world_at(&w, world_begins_at() + RETRY_WINDOW_SECONDS + 1);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "already_used"));
	CHECK_INT(w.last.redemption.id, 0);
}

static const char *redeem_nonce(struct world *w, int64_t centre, const char *token,
                                const char *nonce)
{
	struct err err = { 0 };

	w->last = world_item(centre, token);
	snprintf(w->last.nonce, sizeof w->last.nonce, "%s", nonce);
	return redeem_one(w->app, &w->last, &err) ? outcome_name(w->last.outcome) : "failed";
}

static void the_same_nonce_gives_the_same_answer_for_ever(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);
	int64_t id;

	CHECK_TEXT(redeem_nonce(&w, w.centre, token, "abc"), "redeemed");
	id = w.last.redemption.id;
	world_on(&w, "2026-06-01");
	CHECK_UNCHANGED(CHECK_TEXT(redeem_nonce(&w, w.centre, token, "abc"), "already_yours"));
	CHECK_INT(w.last.redemption.id, id);
	CHECK_TEXT(redeem_nonce(&w, w.centre, token, "abd"), "already_used");
	CHECK_TEXT(redeem_nonce(&w, w.other_centre, token, "abc"), "already_used");
	CHECK_TEXT(world_redeem(&w, w.centre, token), "already_used");
}

static void not_before_and_not_after(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token;

	w.programme.from_day = paris_day(app_now(w.app)) + 1;
	w.programme.state = PROGRAMME_OPEN;
	CHECK_OK(world_change(&w, &w.programme, &err));
	token = world_token(&w, &pass, 1);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "not_yet_valid"));
	world_at(&w, paris_day_begins_at(w.programme.from_day));
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
	token = world_token(&w, &pass, 2);
	/* The last minute of the grace days, and the first after them. */
	world_at(&w, paris_day_begins_at(pass.last_day + 31) - 60);
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
	world_at(&w, paris_day_begins_at(pass.last_day + 31));
	token = world_token(&w, &pass, 3);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "expired"));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &pass, 3)), "expired"));
}

static void grace_days_are_kept_to_the_longest_that_a_programme_may_give(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	w.programme.state = PROGRAMME_OPEN;
	for (int days = 366; days > 0; days--) {
		w.programme.grace_days = days;
		if (world_change(&w, &w.programme, &err))
			break;
	}
	CHECK(w.programme.grace_days >= 30);
	world_at(&w, paris_day_begins_at(pass.last_day + w.programme.grace_days + 1) - 1);
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
}

static void state_of(struct world *w, enum programme_state state)
{
	struct err err = { 0 };

	CHECK_OK(programme_set_state(w->app, w->programme.id, state, &err));
}

static void by_the_state_of_the_programme(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	state_of(&w, PROGRAMME_DRAFT);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "not_funded"));
	state_of(&w, PROGRAMME_FUNDED);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "not_yet_valid"));
	state_of(&w, PROGRAMME_OPEN);
	state_of(&w, PROGRAMME_CLOSING);
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
	state_of(&w, PROGRAMME_CLOSED);
	token = world_token(&w, &pass, 2);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "expired"));
}

static void blocked_and_replaced(void)
{
	WORLD;
	struct pass pass = world_issue(&w), lost = world_issue(&w), fresh;
	int revoked = 0;

	CHECK_OK(correct_block(w.app, &w.agent, pass.id, "volé", &revoked, &err));
	CHECK_INT(revoked, 5);
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "blocked"));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &pass, 1)), "blocked"));
	CHECK_OK(correct_replace(w.app, &w.agent, lost.id, "lost", &fresh, &err));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &lost, 1)), "replaced"));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &lost, 5)), "replaced"));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &fresh, 5)), "redeemed");
}

static void only_at_an_approved_centre_of_the_territory(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.far_centre, token), "wrong_territory"));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.desk, token), "wrong_territory"));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, 999, token), "wrong_territory"));
	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_SUSPENDED, &err));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "wrong_territory"));
	CHECK_OK(site_approve(w.app, w.centre, w.programme.id, APPROVAL_APPROVED, &err));
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
}

static void only_for_a_kind_that_is_paid(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	w.last = world_item(w.centre, token);
	w.last.kind = 4;
	CHECK_UNCHANGED(CHECK_OK(redeem_one(w.app, &w.last, &err)));
	CHECK_TEXT(outcome_name(w.last.outcome), "kind_not_allowed");
	w.last = world_item(w.centre, token);
	w.last.kind = 3;
	w.last.minutes = 90;
	w.last.level = LEVEL_PARTLY;
	CHECK_OK(redeem_one(w.app, &w.last, &err));
	CHECK_TEXT(outcome_name(w.last.outcome), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, token), "already_yours");
	CHECK_INT(w.last.redemption.kind, 3);
	CHECK_INT(w.last.redemption.minutes, 90);
	CHECK_INT(w.last.redemption.level, LEVEL_PARTLY);
}

static void a_specimen_is_never_redeemed(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct pass pass;

	request.specimen = true;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &pass, &err));
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 0);
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "specimen"));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &pass, 1)), "specimen"));
}

static void an_offline_scan_counts_as_of_its_day(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	int64_t end = paris_day_begins_at(pass.last_day + 31); /* grace days over */
	struct redeem_item item = world_item(w.centre, world_token(&w, &pass, 1));

	world_at(&w, end + 6 * DAY_SECONDS);
	item.scanned_at = end - 1;
	CHECK_OK(redeem_one(w.app, &item, &err));
	CHECK_TEXT(outcome_name(item.outcome), "redeemed");
	CHECK_INT(item.redemption.mode, MODE_OFFLINE);
	CHECK_INT(item.redemption.device_at, end - 1);
	CHECK_INT(item.redemption.at, end + 6 * DAY_SECONDS);
	item = world_item(w.centre, world_token(&w, &pass, 2));
	item.scanned_at = end;
	CHECK_UNCHANGED(CHECK_OK(redeem_one(w.app, &item, &err)));
	CHECK_TEXT(outcome_name(item.outcome), "expired");
}

static void of_two_devices_the_first_to_reach_us_wins(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item late = world_item(w.centre, world_token(&w, &pass, 1));

	late.scanned_at = app_now(w.app) - 3600; /* before the other, but comes second */
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_UNCHANGED(CHECK_OK(redeem_one(w.app, &late, &err)));
	CHECK_TEXT(outcome_name(late.outcome), "already_used");
}

static void a_check_says_the_same_and_consumes_nothing(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	for (int i = 0; i < 3; i++) {
		CHECK_UNCHANGED(CHECK_TEXT(world_check(&w, w.centre, token), "redeemed"));
		CHECK_UNCHANGED(CHECK_TEXT(world_check(&w, 0, token), "redeemed"));
		CHECK_UNCHANGED(CHECK_TEXT(world_check(&w, w.centre, world_code(&w, &pass, 1)),
		                           "redeemed"));
		CHECK_UNCHANGED(
			CHECK_TEXT(world_check(&w, 0, world_code(&w, &pass, 1)), "redeemed"));
	}
	CHECK(w.last.facts.known);
	CHECK_INT(w.last.facts.pass.last_day, pass.last_day);
	CHECK_TEXT(world_check(&w, w.far_centre, token), "wrong_territory");
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
	CHECK_TEXT(world_check(&w, w.centre, token), "already_yours");
	CHECK_TEXT(world_check(&w, w.other_centre, token), "already_used");
	CHECK_TEXT(world_check(&w, 0, token), "already_used");
}

static void receipts_verify_and_are_the_same_at_a_retry(void)
{
	WORLD;
	AUTO(buf_release) struct buf first = { 0 }, again = { 0 }, vkey = { 0 };
	struct pass pass = world_issue(&w);

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(redeem_receipt(w.app, &w.last.redemption, &first, &err));
	world_at(&w, world_begins_at() + 60);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "already_yours");
	CHECK_OK(redeem_receipt(w.app, &w.last.redemption, &again, &err));
	CHECK_TEXT(buf_text(&again), buf_text(&first));
	CHECK(strstr(buf_text(&first), "f=221600018\n"));
	CHECK(strstr(buf_text(&first), "a=1000\n"));
	CHECK(strstr(buf_text(&first), "t=2026-03-24T11:00:00Z\n"));
	CHECK(strstr(buf_text(&first), world_redemption(&w)));
	CHECK_OK(keys_vkey(w.app, KEY_RECEIPT, &vkey, &err));
}

static const char *receipt_of(struct world *w, struct buf *to)
{
	const char *id = world_redemption(w);
	struct redemption_story story;
	struct err err = { 0 };

	CHECK_OK(redemption_find(w->app, &w->office, id, &story, &err));
	CHECK_OK(redeem_receipt(w->app, &story.redemption, to, &err));
	return buf_text(to);
}

/* An establishment that moves gets another SIRET; mistakes are mended; a file brings in what was
 * not known. What was signed for then stays so. */
static void receipts_tell_whose_the_centre_was_then(void)
{
	static const char *const steps[] = {
		"UPDATE site SET organisation = (SELECT MAX(id) FROM organisation)",
		"UPDATE organisation SET siret = '00555004500018' WHERE id > 1",
		"UPDATE organisation SET siret = '21640445900010' WHERE id = 1",
	};
	static const char *const told[] = { "c=\n", "c=21330063500017\n", "c=00555004500018\n",
		                            "f=216404459\n" };
	struct buf first[4] = { 0 };
	WORLD;
	struct organisation body = { .name = "Association", .siret = "21330063500017" };
	struct pass pass = world_issue(&w);
	struct redemption redemptions[4];

	CHECK_OK(organisation_add(w.app, &body, &err));
	for (int i = 0; i < 4; i++) {
		AUTO(buf_release) struct buf again = { 0 };

		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, i + 1)), "redeemed");
		redemptions[i] = w.last.redemption;
		CHECK_OK(redeem_receipt(w.app, &w.last.redemption, &first[i], &err));
		CHECK(strstr(buf_text(&first[i]), told[i]));
		CHECK_TEXT(receipt_of(&w, &again), buf_text(&first[i]));
		if (i < 3)
			CHECK_OK(sql_script(w.app->sql, steps[i], &err));
	}
	for (int i = 0; i < 4; i++) {
		AUTO(buf_release) struct buf again = { 0 };

		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, i + 1)),
		           "already_yours");
		CHECK_INT(w.last.redemption.id, redemptions[i].id);
		CHECK_TEXT(receipt_of(&w, &again), buf_text(&first[i]));
		buf_release(&first[i]);
	}
}

DATABASE_MAIN({ "redeemed_once_then_yours_then_used", redeemed_once_then_yours_then_used },
              { "the_same_nonce_gives_the_same_answer_for_ever",
                the_same_nonce_gives_the_same_answer_for_ever },
              { "not_before_and_not_after", not_before_and_not_after },
              { "grace_days_are_kept_to_the_longest_that_a_programme_may_give",
                grace_days_are_kept_to_the_longest_that_a_programme_may_give },
              { "by_the_state_of_the_programme", by_the_state_of_the_programme },
              { "blocked_and_replaced", blocked_and_replaced },
              { "only_at_an_approved_centre_of_the_territory",
                only_at_an_approved_centre_of_the_territory },
              { "only_for_a_kind_that_is_paid", only_for_a_kind_that_is_paid },
              { "a_specimen_is_never_redeemed", a_specimen_is_never_redeemed },
              { "an_offline_scan_counts_as_of_its_day", an_offline_scan_counts_as_of_its_day },
              { "of_two_devices_the_first_to_reach_us_wins",
                of_two_devices_the_first_to_reach_us_wins },
              { "a_check_says_the_same_and_consumes_nothing",
                a_check_says_the_same_and_consumes_nothing },
              { "receipts_tell_whose_the_centre_was_then",
                receipts_tell_whose_the_centre_was_then },
              { "receipts_verify_and_are_the_same_at_a_retry",
                receipts_verify_and_are_the_same_at_a_retry })

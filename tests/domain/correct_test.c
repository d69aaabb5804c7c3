/* Reversal, replacement, block, and the end of a programme. */
#include <stdlib.h>

#include "store/passes.h"
#include "store/spent.h"
#include "world.h"

static bool reverse(struct world *w, const struct caller *who, struct err *err)
{
	struct redemption redemption;

	return correct_reverse(w->app, who, world_redemption(w), "erreur de pass", &redemption,
	                       err);
}

static void a_centre_takes_back_its_own_and_no_other(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct caller foreign = w.payer;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	foreign.funder++;
	CHECK_UNCHANGED(
		CHECK_NAMED(reverse(&w, &w.other_mediator, &err), ERR_MISSING, "no_redemption"));
	CHECK_UNCHANGED(CHECK_NAMED(reverse(&w, &foreign, &err), ERR_MISSING, "no_redemption"));
	CHECK_UNCHANGED(CHECK_NAMED(reverse(&w, &w.agent, &err), ERR_FORBIDDEN, "not_your_role"));
	CHECK_OK(reverse(&w, &w.mediator, &err));
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], 0);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 5 * WORLD_CENTS);
	CHECK_UNCHANGED(
		CHECK_NAMED(reverse(&w, &w.mediator, &err), ERR_CONFLICT, "already_reversed"));
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(reverse(&w, &w.payer, &err));
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(reverse(&w, &w.office, &err));
}

static void what_is_no_redemption_is_not_taken_back(void)
{
	static const char *const texts[] = {
		"", "x", "000000000000", "zzzzzzzzzzzz", "ABCDEFGHJKMN", "abcdefghjkmnp"
	};
	WORLD;
	struct redemption redemption;
	struct pass pass = world_issue(&w);
	int revoked;
	char text[REDEMPTION_TEXT_SIZE];

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		CHECK_UNCHANGED(CHECK_NAMED(
			correct_reverse(w.app, &w.office, texts[i], "x", &redemption, &err),
			ERR_MISSING, "no_redemption"));
	/* A revocation is none either. */
	CHECK_OK(correct_block(w.app, &w.agent, pass.id, "volé", &revoked, &err));
	redemption_format(w.app, spent_id(voucher_id(pass.id, 1), 0), text);
	CHECK_UNCHANGED(CHECK_NAMED(correct_reverse(w.app, &w.office, text, "x", &redemption, &err),
	                            ERR_MISSING, "no_redemption"));
}

static void a_reason_is_said(void)
{
	WORLD;
	struct pass pass = world_issue(&w), fresh;
	static const char *const personal[] = { "perdu, 06 12 34 56 78", "+33612345678",
		                                "a.b@example.org", "perdu\nvolé", "\033[2J" };
	struct redemption redemption;
	char longest[REASON_MAX + 2];
	int revoked;

	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_NAMED(
		correct_reverse(w.app, &w.office, world_redemption(&w), " \t", &redemption, &err),
		ERR_INPUT, "no_reason");
	CHECK_NAMED(correct_block(w.app, &w.agent, pass.id, longest, &revoked, &err), ERR_INPUT,
	            "long_reason");
	CHECK_NAMED(correct_replace(w.app, &w.agent, pass.id, "\xff", &fresh, &err), ERR_INPUT,
	            "long_reason");
	for (size_t i = 0; i < COUNT_OF(personal); i++)
		CHECK_NAMED(correct_block(w.app, &w.agent, pass.id, personal[i], &revoked, &err),
		            ERR_INPUT, "personal_reason");
	CHECK_OK(correct_reverse(w.app, &w.office, world_redemption(&w),
	                         "erreur du 2026-11-22, coupon 3", &redemption, &err));
	CHECK_OK(correct_block(w.app, &w.agent, pass.id, longest + 1, &revoked, &err));
	CHECK_OK(passes_find(w.app->sql, pass.id, &pass, &err));
	CHECK_TEXT(pass.reason, longest + 1);
}

static void fifteen_reversals_and_no_more(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	unsigned used, ended;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 2)), "redeemed");
	for (int i = 0; i < 15; i++) {
		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
		CHECK_INT(w.last.redemption.id, spent_id(voucher_id(pass.id, 1), i));
		world_at(&w, app_now(w.app) + 1);
		CHECK_OK(reverse(&w, &w.mediator, &err));
		CHECK_TEXT(world_check(&w, w.centre, world_token(&w, &pass, 2)), "already_yours");
	}
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_UNCHANGED(
		CHECK_NAMED(reverse(&w, &w.mediator, &err), ERR_REFUSED, "too_many_reversals"));
	CHECK_OK(spent_of_pass(w.app->sql, pass.id, &used, &ended, &err));
	CHECK_INT(used, 1 << 1 | 1 << 2);
	CHECK_INT(ended, used);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], 2 * WORLD_CENTS);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 3 * WORLD_CENTS);
}

static void a_lost_pass_is_replaced_in_one_gesture(void)
{
	WORLD;
	struct pass pass = world_issue(&w), fresh, again, found;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 4)), "redeemed");
	world_on(&w, "2026-05-01");
	CHECK_OK(correct_replace(w.app, &w.agent, pass.id, "lost", &fresh, &err));
	CHECK_INT(fresh.total, 3);
	CHECK_INT(fresh.last_day, pass.last_day);
	CHECK(fresh.has_pseudonym);
	CHECK_BYTES(fresh.pseudonym, pass.pseudonym, PSEUDONYM_SIZE);
	CHECK(fresh.id != pass.id && fresh.serial != pass.serial);
	CHECK_OK(passes_find(w.app->sql, pass.id, &found, &err));
	CHECK_INT(found.state, PASS_REPLACED);
	CHECK_INT(found.replaced_by, fresh.id);
	CHECK_OK(passes_find(w.app->sql, fresh.id, &found, &err));
	CHECK_INT(found.state, PASS_LIVE);
	CHECK_INT(found.issued_at, app_now(w.app));
	for (int n = 1; n <= 5; n++) {
		const char *want = n == 1 || n == 4 ? "already_used" : "replaced";

		CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, n)), want);
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &pass, n)), want);
	}
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 3 * WORLD_CENTS);
	for (int n = 1; n <= 3; n++)
		CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &fresh, n)), "redeemed");
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 0);
	CHECK_UNCHANGED(CHECK_NAMED(correct_replace(w.app, &w.agent, pass.id, "lost", &again, &err),
	                            ERR_CONFLICT, "pass_ended"));
	CHECK_UNCHANGED(
		CHECK_NAMED(correct_replace(w.app, &w.agent, fresh.id, "lost", &again, &err),
	                    ERR_CONFLICT, "nothing_left"));
}

static void only_the_pass_s_own_desk_replaces_or_blocks_it(void)
{
	WORLD;
	struct pass pass = world_issue(&w), fresh;
	struct caller elsewhere = w.agent;
	int revoked;

	elsewhere.site++;
	CHECK_UNCHANGED(
		CHECK_NAMED(correct_replace(w.app, &elsewhere, pass.id, "lost", &fresh, &err),
	                    ERR_MISSING, "no_pass"));
	CHECK_UNCHANGED(
		CHECK_NAMED(correct_block(w.app, &elsewhere, pass.id, "volé", &revoked, &err),
	                    ERR_MISSING, "no_pass"));
	CHECK_UNCHANGED(
		CHECK_NAMED(correct_block(w.app, &w.mediator, pass.id, "volé", &revoked, &err),
	                    ERR_FORBIDDEN, "not_your_role"));
	CHECK_UNCHANGED(
		CHECK_NAMED(correct_replace(w.app, &w.agent, pass.id + 1, "lost", &fresh, &err),
	                    ERR_MISSING, "no_pass"));
}

static void a_blocked_pass_frees_its_money(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	int revoked = 0;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(correct_block(w.app, &w.agent, pass.id, "volé", &revoked, &err));
	CHECK_INT(revoked, 4);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 0);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_BUDGET],
	          WORLD_FUNDED_CENTS - WORLD_CENTS);
	/* Taking back what was used before gives no new voucher. */
	w.last.redemption.id = spent_id(voucher_id(pass.id, 1), 0);
	CHECK_OK(reverse(&w, &w.mediator, &err));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "blocked");
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_BUDGET], WORLD_FUNDED_CENTS);
	CHECK_NAMED(correct_block(w.app, &w.agent, pass.id, "volé", &revoked, &err), ERR_CONFLICT,
	            "pass_ended");
}

static void a_week_after_the_grace_days_the_rest_expires(void)
{
	WORLD;
	struct pass pass = world_issue(&w), fresh;
	int64_t last = pass.last_day + 30 + 7;
	int closed = -1;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	world_at(&w, paris_day_begins_at(last + 1) - 1);
	CHECK_OK(correct_close_due(w.app, 10, &closed, &err));
	CHECK_INT(closed, 0);
	CHECK_NAMED(correct_replace(w.app, &w.agent, pass.id, "lost", &fresh, &err), ERR_CONFLICT,
	            "pass_ended");
	world_at(&w, paris_day_begins_at(last + 1));
	CHECK_OK(correct_close_due(w.app, 0, &closed, &err));
	CHECK_INT(closed, 0);
	CHECK_OK(correct_close_due(w.app, 10, &closed, &err));
	CHECK_INT(closed, 1);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_EXPIRED], 4 * WORLD_CENTS);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_COMMITTED], 0);
	CHECK_OK(correct_close_due(w.app, 10, &closed, &err));
	CHECK_INT(closed, 0);
	w.last.redemption.id = spent_id(voucher_id(pass.id, 1), 0);
	CHECK_OK(reverse(&w, &w.mediator, &err));
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_EXPIRED], 5 * WORLD_CENTS);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "expired");
}

static void many_passes_are_closed_in_portions(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct pass *passes = calloc(600, sizeof *passes);
	int closed = 0;

	request.passes = 600;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, passes, &err));
	free(passes);
	world_on(&w, "2027-03-01");
	CHECK_OK(correct_close_due(w.app, 300, &closed, &err));
	CHECK_INT(closed, 300);
	CHECK_OK(correct_close_due(w.app, 1000, &closed, &err));
	CHECK_INT(closed, 300);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_EXPIRED], 3000 * WORLD_CENTS);
}

static void a_specimen_ends_without_money_or_count(void)
{
	WORLD;
	struct issue_request request = world_request(&w);
	struct pass pass, fresh;
	int revoked = -1;

	request.specimen = true;
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &pass, &err));
	CHECK_NAMED(correct_replace(w.app, &w.agent, pass.id, "lost", &fresh, &err), ERR_CONFLICT,
	            "nothing_left");
	CHECK_OK(correct_block(w.app, &w.agent, pass.id, "essai", &revoked, &err));
	CHECK_INT(revoked, 0);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM spent"), 0);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_BUDGET], WORLD_FUNDED_CENTS);
}

DATABASE_MAIN({ "a_centre_takes_back_its_own_and_no_other",
                a_centre_takes_back_its_own_and_no_other },
              { "what_is_no_redemption_is_not_taken_back",
                what_is_no_redemption_is_not_taken_back },
              { "a_reason_is_said", a_reason_is_said },
              { "fifteen_reversals_and_no_more", fifteen_reversals_and_no_more },
              { "a_lost_pass_is_replaced_in_one_gesture", a_lost_pass_is_replaced_in_one_gesture },
              { "only_the_pass_s_own_desk_replaces_or_blocks_it",
                only_the_pass_s_own_desk_replaces_or_blocks_it },
              { "a_blocked_pass_frees_its_money", a_blocked_pass_frees_its_money },
              { "a_week_after_the_grace_days_the_rest_expires",
                a_week_after_the_grace_days_the_rest_expires },
              { "many_passes_are_closed_in_portions", many_passes_are_closed_in_portions },
              { "a_specimen_ends_without_money_or_count", a_specimen_ends_without_money_or_count })

/* Tokens are believed by their keys alone: forged, foreign, rotated, revoked ones. And lists of
 * them. */
#include <pthread.h>
#include <stdlib.h>

#include "codec/token.h"
#include "crypto/keylist.h"
#include "crypto/receipt.h"
#include "crypto/token.h"
#include "domain/joint.h"
#include "domain/passes.h"
#include "domain/vault.h"
#include "world.h"

static void a_token_with_any_bit_flipped_redeems_nothing(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	unsigned char token[TOKEN_SIZE];
	char text[VOUCHER_DIGITS_SIZE];

	CHECK_INT(token_parse(world_token(&w, &pass, 1), token), TOKEN_GOOD);
	CHECK_UNCHANGED({
		for (int bit = 0; bit < 8 * TOKEN_SIZE; bit++) {
			const char *said;

			token[bit / 8] ^= (unsigned char)(1 << bit % 8);
			token_format(token, text);
			token[bit / 8] ^= (unsigned char)(1 << bit % 8);
			said = world_redeem(&w, w.centre, text);
			if (strcmp(said, "bad_signature") && strcmp(said, "unknown_key") &&
			    strcmp(said, "malformed"))
				CHECK_FAIL("bit %d: %s", bit, said);
			CHECK(!w.last.facts.known);
		}
	});
	token_format(token, text);
	CHECK_TEXT(world_redeem(&w, w.centre, text), "redeemed");
}

/* Sign what nobody issued with the true key: a stolen one. */
static const char *stolen(struct world *w, struct voucher voucher)
{
	static char text[VOUCHER_DIGITS_SIZE];
	struct err err = { 0 };

	CHECK_OK(vault_sign_voucher(w->app->vault, &voucher, text, &err));
	return text;
}

static void what_a_stolen_key_signs_is_not_in_the_books(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const struct voucher good = { .pass = pass.id,
		                      .issuer = 7,
		                      .key = pass.key_number,
		                      .number = 1,
		                      .total = pass.total,
		                      .last_day = pass.last_day,
		                      .cents = pass.cents };
	struct voucher v;

	CHECK_TEXT(world_check(&w, w.centre, stolen(&w, good)), "redeemed");
#define STOLEN(field, value)                                                                       \
	v = good;                                                                                  \
	v.field = (value);                                                                         \
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, stolen(&w, v)), "bad_signature"))
	STOLEN(pass, pass.id + 1);
	STOLEN(total, 10);
	STOLEN(cents, 5000);
	STOLEN(last_day, pass.last_day + 300);
	STOLEN(kind, 2);
	v.number = 9;
	v.total = 10;
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, stolen(&w, v)), "bad_signature"));
}

static void another_issuer_s_token_is_of_an_unknown_key(void)
{
	AUTO(key_close) struct key *key = NULL;
	WORLD;
	struct pass pass = world_issue(&w);
	struct voucher v = { pass.id, 8, 0, 1, 5, pass.last_day, pass.cents, 0, 0 };
	char text[VOUCHER_DIGITS_SIZE];

	CHECK_OK(key_open_new(&key, &err));
	CHECK_OK(token_sign(key, &v, text, &err));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "unknown_key"));
	v.issuer = 7;
	CHECK_OK(token_sign(key, &v, text, &err));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "bad_signature"));
	v.key = 200;
	CHECK_OK(token_sign(key, &v, text, &err));
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "unknown_key"));
}

/* The same books in a process of its own: other connection, other keys in memory. */
static struct app *another(struct world *w)
{
	struct err err = { 0 };
	struct app *app = NULL;

	CHECK_OK(app_open(&app, &w->options, &err));
	CHECK_OK(app_unlock(app, &w->options, &err));
	app->fixed_at = app_now(w->app);
	return app;
}

static void a_key_rotated_elsewhere_just_now_is_known(void)
{
	WORLD;
	AUTO(app_close) struct app *other = another(&w);
	struct pass before = world_issue(&w), after;
	struct issue_request request = world_request(&w);
	struct sheet_voucher printed[VOUCHERS_MAX];
	struct signing_key key;

	CHECK_OK(keys_rotate(other, w.programme.id, &key, &err));
	CHECK_OK(issue_passes(other, &w.agent, &request, &after, &err));
	CHECK_INT(after.key_number, key.number);
	CHECK(after.key_number != before.key_number);
	CHECK_OK(issue_vouchers(other, &after, printed, &err));
	CHECK_TEXT(world_check(&w, w.centre, printed[0].digits), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, printed[0].digits), "redeemed");
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &before, 1)), "redeemed");
	CHECK_INT(world_issue(&w).key_number, key.number);
}

static void a_key_revoked_here_or_elsewhere_is_refused_at_once(void)
{
	WORLD;
	AUTO(app_close) struct app *other = another(&w);
	struct pass pass = world_issue(&w), fresh;
	char token[VOUCHER_DIGITS_SIZE];
	struct signing_work work = { 0 };
	struct redeem_item item;

	snprintf(token, sizeof token, "%s", world_token(&w, &pass, 1));
	item = world_item(w.centre, token);
	CHECK_OK(redeem_prepare(w.app, &item, &err)); /* verified before */
	CHECK_OK(keys_revoke(other, pass.key_number, NULL, &work, &err));
	CHECK_INT(work.passes, 1);
	CHECK_INT(work.vouchers, 5);
	CHECK_UNCHANGED(CHECK_OK(redeem_batch(w.app, &(struct redeem_item *){ &item }, 1, &err)));
	CHECK_TEXT(outcome_name(item.outcome), "unknown_key");
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, token), "unknown_key"));
	CHECK_TEXT(world_check(&w, 0, token), "unknown_key");
	/* Its people get new passes, signed with another key. */
	CHECK_OK(correct_replace(w.app, &w.agent, pass.id, "key", &fresh, &err));
	CHECK(fresh.key_number != pass.key_number);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &fresh, 1)), "redeemed");
}

static void nothing_new_is_signed_with_a_key_revoked_elsewhere(void)
{
	WORLD;
	AUTO(app_close) struct app *other = another(&w);
	struct pass before = world_issue(&w), after;
	struct signing_work work;

	CHECK_OK(keys_revoke(other, before.key_number, NULL, &work, &err));
	after = world_issue(&w);
	CHECK(after.key_number != before.key_number);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &after, 1)), "redeemed");
	CHECK_NAMED(keys_revoke(w.app, 99, NULL, &work, &err), ERR_MISSING, "no_key");
}

/* A key in the memory of all threads that is not in the books would sign vouchers for the bin. */
static void a_call_that_is_undone_leaves_the_key_it_made(void)
{
	WORLD;
	AUTO(app_close) struct app *other = another(&w);
	struct joint joint = { .caller = w.agent, .verb = "pass.issue" };
	struct sheet_voucher printed[VOUCHERS_MAX];
	struct issue_request request = world_request(&w);
	struct signing_work work;
	struct pass undone, pass;

	CHECK_OK(keys_revoke(w.app, world_issue(&w).key_number, NULL, &work, &err));
	joint_enter(w.app, &joint, "");
	CHECK_OK(issue_passes(w.app, &w.agent, &request, &undone, &err));
	CHECK_OK(issue_vouchers(w.app, &undone, printed, &err));
	joint_leave(w.app);
	CHECK_NAMED(pass_find(w.app, &w.office, undone.id, &pass, &err), ERR_MISSING, "no_pass");
	CHECK_OK(issue_passes(other, &w.agent, &request, &pass, &err));
	CHECK_INT(pass.key_number, undone.key_number);
	CHECK_OK(issue_vouchers(other, &pass, printed, &err));
	CHECK_TEXT(world_redeem(&w, w.centre, printed[0].digits), "redeemed");
}

enum { DESKS = 4 };

struct desk {
	pthread_t thread;
	pthread_barrier_t *start;
	struct app *app;
	const struct world *w;
	struct pass pass;
	bool done;
};

static void *issue_now(void *context)
{
	struct desk *desk = context;
	struct issue_request request = world_request(desk->w);
	struct err err;

	pthread_barrier_wait(desk->start);
	desk->done = issue_passes(desk->app, &desk->w->agent, &request, &desk->pass, &err);
	return NULL;
}

static void desks_that_all_need_a_new_key_make_one(void)
{
	WORLD;
	struct desk desks[DESKS];
	pthread_barrier_t start;
	struct signing_work work;
	int64_t keys;

	CHECK_OK(keys_revoke(w.app, world_issue(&w).key_number, NULL, &work, &err));
	keys = world_count(&w, "SELECT COUNT(*) FROM signing_key");
	pthread_barrier_init(&start, NULL, DESKS);
	for (int i = 0; i < DESKS; i++) {
		desks[i] = (struct desk){ .start = &start, .w = &w, .app = another(&w) };
		pthread_create(&desks[i].thread, NULL, issue_now, &desks[i]);
	}
	for (int i = 0; i < DESKS; i++) {
		pthread_join(desks[i].thread, NULL);
		CHECK(desks[i].done);
		app_close(&desks[i].app);
	}
	pthread_barrier_destroy(&start);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM signing_key"), keys + 1);
}

static void a_list_with_the_same_voucher_twice_redeems_it_once(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	struct redeem_item items[6], *batch[6];
	const int numbers[] = { 3, 1, 3, 2, 1, 3 };
	const enum outcome want[] = { OUTCOME_REDEEMED,      OUTCOME_REDEEMED,
		                      OUTCOME_ALREADY_YOURS, OUTCOME_REDEEMED,
		                      OUTCOME_ALREADY_YOURS, OUTCOME_ALREADY_USED };

	for (int i = 0; i < 6; i++) {
		items[i] = world_item(i == 5 ? w.other_centre : w.centre,
		                      i % 2 ? world_token(&w, &pass, numbers[i])
		                            : world_code(&w, &pass, numbers[i]));
		batch[i] = &items[i];
		CHECK_OK(redeem_prepare(w.app, batch[i], &err));
	}
	CHECK_OK(redeem_batch(w.app, batch, 6, &err));
	for (int i = 0; i < 6; i++)
		CHECK_TEXT(outcome_name(items[i].outcome), outcome_name(want[i]));
	CHECK_INT(items[2].redemption.id, items[0].redemption.id);
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], 3 * WORLD_CENTS);
	CHECK_OK(redeem_batch(w.app, batch, 0, &err));
	CHECK_ERR(redeem_batch(w.app, batch, REDEEM_BATCH_MAX + 1, &err), ERR_SYSTEM);
}

static void with_the_key_list_alone_a_token_can_be_checked(void)
{
	WORLD;
	AUTO(buf_release) struct buf list = { 0 }, root = { 0 };
	struct pass pass = world_issue(&w);
	int64_t today = paris_day(app_now(w.app));
	const char *token = world_token(&w, &pass, 2);
	struct offline_check check;

	CHECK_OK(keys_list(w.app, &list, &err));
	CHECK_OK(keys_vkey(w.app, KEY_ROOT, &root, &err));
	CHECK_OK(check_offline(buf_text(&list), buf_text(&root), token, today, &check, &err));
	CHECK_TEXT(outcome_name(check.outcome), "redeemed");
	CHECK_INT(check.voucher.pass, pass.id);
	CHECK_INT(check.voucher.number, 2);
	CHECK_ERR(check_offline(buf_text(&list), buf_text(&root), token, today + 100, &check, &err),
	          ERR_REFUSED);
	CHECK_NAMED(
		check_offline(buf_text(&list), NULL, world_code(&w, &pass, 2), today, &check, &err),
		ERR_INPUT, "code_offline");
	buf_clear(&root);
	CHECK_OK(keys_vkey(w.app, KEY_RECEIPT, &root, &err));
	CHECK_ERR(check_offline(buf_text(&list), buf_text(&root), token, today, &check, &err),
	          ERR_REFUSED);
}

static void receipts_are_believed_by_the_published_key(void)
{
	WORLD;
	AUTO(buf_release) struct buf text = { 0 }, vkey_text = { 0 };
	struct pass pass = world_issue(&w);
	struct receipt receipt;
	struct vkey vkey;

	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_OK(redeem_receipt(w.app, &w.last.redemption, &text, &err));
	CHECK_OK(keys_vkey(w.app, KEY_RECEIPT, &vkey_text, &err));
	CHECK_OK(notary_vkey_parse(&vkey, buf_text(&vkey_text), vkey_text.size, &err));
	CHECK_OK(receipt_verify(&receipt, buf_text(&text), text.size, &vkey, 1, &err));
	CHECK_INT(receipt.cents, WORLD_CENTS);
	CHECK_TEXT(receipt.redemption, world_redemption(&w));
	buf_text(&text);
	text.data[40] ^= 1;
	CHECK(!receipt_verify(&receipt, text.data, text.size, &vkey, 1, &err));
}

static void the_list_is_renewed_before_it_is_too_old(void)
{
	WORLD;
	int64_t lists = world_count(&w, "SELECT COUNT(*) FROM key_list");

	CHECK_OK(keys_renew(w.app, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM key_list"), lists);
	world_at(&w, world_begins_at() + (int64_t)61 * DAY_SECONDS);
	CHECK_OK(keys_renew(w.app, &err));
	CHECK_OK(keys_renew(w.app, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM key_list"), lists + 1);
}

DATABASE_MAIN({ "a_token_with_any_bit_flipped_redeems_nothing",
                a_token_with_any_bit_flipped_redeems_nothing },
              { "what_a_stolen_key_signs_is_not_in_the_books",
                what_a_stolen_key_signs_is_not_in_the_books },
              { "another_issuer_s_token_is_of_an_unknown_key",
                another_issuer_s_token_is_of_an_unknown_key },
              { "a_key_rotated_elsewhere_just_now_is_known",
                a_key_rotated_elsewhere_just_now_is_known },
              { "a_key_revoked_here_or_elsewhere_is_refused_at_once",
                a_key_revoked_here_or_elsewhere_is_refused_at_once },
              { "nothing_new_is_signed_with_a_key_revoked_elsewhere",
                nothing_new_is_signed_with_a_key_revoked_elsewhere },
              { "a_call_that_is_undone_leaves_the_key_it_made",
                a_call_that_is_undone_leaves_the_key_it_made },
              { "desks_that_all_need_a_new_key_make_one", desks_that_all_need_a_new_key_make_one },
              { "a_list_with_the_same_voucher_twice_redeems_it_once",
                a_list_with_the_same_voucher_twice_redeems_it_once },
              { "with_the_key_list_alone_a_token_can_be_checked",
                with_the_key_list_alone_a_token_can_be_checked },
              { "receipts_are_believed_by_the_published_key",
                receipts_are_believed_by_the_published_key },
              { "the_list_is_renewed_before_it_is_too_old",
                the_list_is_renewed_before_it_is_too_old })

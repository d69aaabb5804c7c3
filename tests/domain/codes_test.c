/* Typed codes: read with care, guessed by nobody. */
#include <pthread.h>
#include <stdlib.h>

#include "crypto/code.h"
#include "domain/vault.h"
#include "world.h"

/* The code with the symbols at `count` places moved on by one. */
static const char *spoilt(const char *code, const int *places, int count)
{
	static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	static char text[VOUCHER_CODE_SIZE];

	snprintf(text, sizeof text, "%s", code);
	for (int i = 0; i < count; i++) {
		char *at = &text[places[i]];

		*at = symbols[(strchr(symbols, *at) - symbols + 1) % 32];
	}
	return text;
}

/* Some code that reads well and is none of ours. */
static const char *guess(unsigned n)
{
	static char text[VOUCHER_CODE_SIZE];

	typed_code_format(UINT64_C(0x2f3a5b7c91d) * (n + 1) & ((UINT64_C(1) << 50) - 1), text);
	return text;
}

static void a_code_redeems_like_its_token(void)
{
	WORLD;
	struct pass pass = world_issue(&w);

	CHECK_TEXT(world_redeem(&w, w.centre, world_code(&w, &pass, 4)), "redeemed");
	CHECK_INT(w.last.redemption.mode, MODE_TYPED);
	CHECK_INT(spent_number(w.last.redemption.id), 4);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 4)), "already_yours");
	CHECK_TEXT(world_redeem(&w, w.other_centre, world_code(&w, &pass, 4)), "already_used");
}

static void one_wrong_symbol_is_asked_about_and_redeems_nothing(void)
{
	static const int places[] = { 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13 };
	WORLD;
	struct pass pass = world_issue(&w);
	char code[VOUCHER_CODE_SIZE];

	snprintf(code, sizeof code, "%s", world_code(&w, &pass, 1));
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		world_at(&w, app_now(w.app) + 16 * 60); /* past any pause */
		CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, spoilt(code, &places[i], 1)),
		                           "unknown_code"));
		CHECK_TEXT(w.last.proposal, code);
		CHECK(!w.last.facts.known);
	}
	CHECK_TEXT(world_redeem(&w, w.centre, code), "redeemed");
	CHECK_TEXT(w.last.proposal, "");
}

static void two_wrong_symbols_are_not_guessed(void)
{
	static const int places[] = { 2, 11 };
	WORLD;
	struct pass pass = world_issue(&w);
	char code[VOUCHER_CODE_SIZE];

	snprintf(code, sizeof code, "%s", world_code(&w, &pass, 1));
	CHECK_UNCHANGED(
		CHECK_TEXT(world_redeem(&w, w.centre, spoilt(code, places, 2)), "unknown_code"));
	CHECK(strcmp(w.last.proposal, code) != 0);
}

static void cover_codes_and_numbers_that_were_not_issued_redeem_nothing(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	char text[VOUCHER_CODE_SIZE];

	issue_cover_code(w.app, &pass, text);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "unknown_code"));
	code_format(vault_master(w.app->vault), pass.serial, pass.total + 1, text);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "unknown_code"));
	code_format(vault_master(w.app->vault), pass.serial + 1, 1, text);
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, text), "unknown_code"));
}

static void five_in_a_row_make_a_pause_of_a_quarter_of_an_hour(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *code = world_code(&w, &pass, 1);

	for (unsigned i = 0; i < 4; i++)
		CHECK_TEXT(world_redeem(&w, w.centre, guess(i)), "unknown_code");
	CHECK_TEXT(world_check(&w, w.centre, guess(4)), "unknown_code");
	CHECK_UNCHANGED(CHECK_TEXT(world_redeem(&w, w.centre, code), "too_many_wrong_codes"));
	CHECK_TEXT(world_check(&w, w.centre, code), "too_many_wrong_codes");
	/* Tokens are not guessed, other centres did nothing, the operator looks up what it likes.
	 */
	CHECK_TEXT(world_check(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	CHECK_TEXT(world_check(&w, w.other_centre, code), "redeemed");
	CHECK_TEXT(world_check(&w, 0, code), "redeemed");
	world_at(&w, world_begins_at() + 15 * 60 - 1);
	CHECK_TEXT(world_redeem(&w, w.centre, code), "too_many_wrong_codes");
	world_at(&w, world_begins_at() + 15 * 60);
	CHECK_TEXT(world_redeem(&w, w.centre, code), "redeemed");
}

static void a_right_code_ends_the_row(void)
{
	WORLD;
	struct pass pass = world_issue(&w);

	for (int round = 0; round < 3; round++) {
		for (unsigned i = 0; i < 4; i++)
			CHECK_TEXT(world_redeem(&w, w.centre, guess(i)), "unknown_code");
		CHECK_TEXT(world_check(&w, w.centre, world_code(&w, &pass, 1)), "redeemed");
	}
}

static void twenty_a_day_end_the_day(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *code = world_code(&w, &pass, 1);
	int64_t tomorrow = paris_day_begins_at(paris_day(app_now(w.app)) + 1);

	for (unsigned i = 0; i < 20; i++) {
		if (i % 4 == 0)
			CHECK_TEXT(world_check(&w, w.centre, code), "redeemed");
		CHECK_TEXT(world_redeem(&w, w.centre, guess(i)), "unknown_code");
	}
	world_at(&w, tomorrow - 1);
	CHECK_TEXT(world_redeem(&w, w.centre, code), "too_many_wrong_codes");
	world_at(&w, tomorrow);
	CHECK_TEXT(world_redeem(&w, w.centre, code), "redeemed");
}

static void the_operator_s_own_look_ups_are_not_counted(void)
{
	WORLD;

	for (unsigned i = 0; i < 30; i++)
		CHECK_TEXT(world_check(&w, 0, guess(i)), "unknown_code");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM wrong_code"), 0);
}

static void a_batch_of_guesses_is_no_way_around(void)
{
	enum { COUNT = 40 };
	static struct redeem_item items[COUNT];
	struct redeem_item *batch[COUNT];
	int told[OUTCOME__COUNT] = { 0 };
	WORLD;

	for (unsigned i = 0; i < COUNT; i++) {
		items[i] = world_item(w.centre, guess(i));
		batch[i] = &items[i];
		CHECK_OK(redeem_prepare(w.app, batch[i], &err));
	}
	CHECK_OK(redeem_batch(w.app, batch, COUNT, &err));
	for (int i = 0; i < COUNT; i++)
		told[items[i].outcome]++;
	CHECK_INT(told[OUTCOME_UNKNOWN_CODE], 5);
	CHECK_INT(told[OUTCOME_TOO_MANY_WRONG_CODES], COUNT - 5);
}

struct guesser {
	pthread_t thread;
	struct app *app;
	struct redeem_item items[5];
	int failed;
};

static void *guess_on(void *context)
{
	struct guesser *g = context;
	struct err err = { 0 };

	for (int i = 0; i < 5; i++)
		g->failed += !redeem_one(g->app, &g->items[i], &err);
	return NULL;
}

static void guesses_at_once_are_all_counted(void)
{
	enum { GUESSERS = 8 };
	static struct guesser guessers[GUESSERS];
	int told[OUTCOME__COUNT] = { 0 };
	WORLD;

	for (unsigned i = 0; i < GUESSERS; i++) {
		guessers[i].failed = 0;
		CHECK_OK(app_clone(&guessers[i].app, w.app, false, &err));
		for (unsigned k = 0; k < 5; k++)
			guessers[i].items[k] = world_item(w.centre, guess(i * 5 + k));
	}
	for (int i = 0; i < GUESSERS; i++)
		pthread_create(&guessers[i].thread, NULL, guess_on, &guessers[i]);
	for (int i = 0; i < GUESSERS; i++) {
		pthread_join(guessers[i].thread, NULL);
		CHECK_INT(guessers[i].failed, 0);
		for (int k = 0; k < 5; k++)
			told[guessers[i].items[k].outcome]++;
		app_close(&guessers[i].app);
	}
	CHECK_INT(told[OUTCOME_UNKNOWN_CODE], 5);
	CHECK_INT(told[OUTCOME_TOO_MANY_WRONG_CODES], 5 * GUESSERS - 5);
}

DATABASE_MAIN({ "a_code_redeems_like_its_token", a_code_redeems_like_its_token },
              { "one_wrong_symbol_is_asked_about_and_redeems_nothing",
                one_wrong_symbol_is_asked_about_and_redeems_nothing },
              { "two_wrong_symbols_are_not_guessed", two_wrong_symbols_are_not_guessed },
              { "cover_codes_and_numbers_that_were_not_issued_redeem_nothing",
                cover_codes_and_numbers_that_were_not_issued_redeem_nothing },
              { "five_in_a_row_make_a_pause_of_a_quarter_of_an_hour",
                five_in_a_row_make_a_pause_of_a_quarter_of_an_hour },
              { "a_right_code_ends_the_row", a_right_code_ends_the_row },
              { "twenty_a_day_end_the_day", twenty_a_day_end_the_day },
              { "the_operator_s_own_look_ups_are_not_counted",
                the_operator_s_own_look_ups_are_not_counted },
              { "a_batch_of_guesses_is_no_way_around", a_batch_of_guesses_is_no_way_around },
              { "guesses_at_once_are_all_counted", guesses_at_once_are_all_counted })

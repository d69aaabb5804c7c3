/* What is asked beside a password: a phone's codes, a card's codes, each once. */
#include "logins.h"

#include "phone.h"

static struct totp_offer offer;

static const char *phone(int64_t at)
{
	return phone_code(offer.secret, at);
}

static void add_phone(void)
{
	const struct password_proof proof = { password, "" };

	CHECK_OK(second_factor_offer_totp(w.app, &him, &proof, &offer, &err));
	CHECK_OK(second_factor_confirm_totp(w.app, &him, phone(app_now(w.app)), &err));
}

static void a_phone_is_in_force_when_it_has_shown_a_code(void)
{
	const struct password_proof proof = { password, "" }, wrong = { "x", "" };
	char uri[200];

	open_with_marc();
	CHECK_NAMED(second_factor_offer_totp(w.app, &him, &wrong, &offer, &err), ERR_FORBIDDEN,
	            "wrong_password");
	CHECK_NAMED(second_factor_confirm_totp(w.app, &him, "123456", &err), ERR_MISSING,
	            "no_totp");
	CHECK_OK(second_factor_offer_totp(w.app, &him, &proof, &offer, &err));
	snprintf(uri, sizeof uri,
	         "otpauth://totp/pass.example:marc?secret=%s&issuer=pass.example&algorithm=SHA1"
	         "&digits=6&period=30",
	         offer.secret);
	CHECK_TEXT(offer.uri, uri);
	CHECK_TEXT(try("marc", password, "", ""), ""); /* not in force yet */
	CHECK_NAMED(second_factor_confirm_totp(w.app, &him, "000000", &err), ERR_REFUSED,
	            "totp_code_differs");
	CHECK_OK(second_factor_confirm_totp(w.app, &him, phone(world_begins_at()), &err));
	CHECK_NAMED(second_factor_confirm_totp(w.app, &him, phone(world_begins_at()), &err),
	            ERR_CONFLICT, "totp_in_force");
	CHECK_NAMED(second_factor_offer_totp(w.app, &him, &proof, &offer, &err), ERR_CONFLICT,
	            "totp_in_force");
	CHECK_TEXT(try("marc", password, "", ""), "code");
	CHECK_INT(answer.asked.kinds, FACTOR_TOTP);
	CHECK_TEXT(answer.cookie, "");
	CHECK_OK(second_factor_remove(w.app, &him, marc.id, FACTOR_TOTP, &err));
	CHECK_TEXT(try("marc", password, "", ""), "");
	world_close(&w);
}

static void a_code_of_the_phone_serves_once(void)
{
	open_with_marc();
	add_phone();
	CHECK_TEXT(try("marc", password, phone(world_begins_at()), ""), "wrong_code");
	world_at(&w, world_begins_at() + 30);
	CHECK_TEXT(try("marc", "x", phone(world_begins_at() + 30), ""), "wrong_login");
	CHECK_TEXT(try("marc", password, phone(world_begins_at() + 30), ""), "");
	CHECK_TEXT(try("marc", password, phone(world_begins_at() + 30), ""), "wrong_code");
	CHECK_TEXT(try("marc", password, phone(world_begins_at() + 60), ""), ""); /* fast clock */
	CHECK_TEXT(try("marc", password, phone(world_begins_at() + 30), ""), "wrong_code");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM session"), 2);
	world_close(&w);
}

static void wrong_codes_pause_like_wrong_passwords(void)
{
	open_with_marc();
	add_phone();
	fail("marc", "192.0.2.1", 4);
	CHECK_TEXT(try("marc", password, "000000", "192.0.2.1"), "wrong_code");
	CHECK_TEXT(try("marc", password, "", "192.0.2.1"), "code"); /* clears nothing */
	CHECK_TEXT(try("marc", password, "000000", "192.0.2.1"), "wrong_code");
	CHECK_TEXT(try("marc", password, "000000", "192.0.2.1"), "too_many_logins");
	world_close(&w);
}

static bool take_work(struct app *app, void *code, struct err *ret)
{
	return second_factor_take(app, marc.id, code, ret);
}

static void keep_card(struct code_card *card)
{
	CHECK_OK(code_card_make(w.app, &w.office, marc.id, card, &err));
	CHECK_OK(code_card_keep(w.app, card, &err));
}

static void a_card_is_in_force_when_it_is_kept(void)
{
	struct code_card card, older;

	open_with_marc();
	CHECK_NAMED(code_card_make(w.app, &w.agent, marc.id, &card, &err), ERR_MISSING,
	            "no_account");
	CHECK_OK(code_card_make(w.app, &him, marc.id, &older, &err));
	CHECK_TEXT(try("marc", password, "", ""), ""); /* made is not kept */
	CHECK_OK(code_card_keep(w.app, &older, &err));
	keep_card(&card);
	CHECK_TEXT(card.login, "marc");
	CHECK_TEXT(card.host, "pass.example");
	CHECK_TEXT(try("marc", password, older.codes[0], ""), "wrong_code");
	CHECK_TEXT(try("marc", password, card.codes[1], ""), "wrong_code"); /* not its turn */
	CHECK_TEXT(try("marc", password, card.codes[0], ""), "");
	CHECK_TEXT(try("marc", password, card.codes[0], ""), "wrong_code");
	CHECK_TEXT(try("marc", password, "", ""), "code");
	CHECK_INT(answer.asked.kinds, FACTOR_CARD);
	CHECK_INT(answer.asked.card_position, 2);
	CHECK_INT(answer.asked.card_left, CODE_CARD_CODES - 1);
	add_phone();
	CHECK_TEXT(try("marc", password, "", ""), "code");
	CHECK_INT(answer.asked.kinds, FACTOR_CARD | FACTOR_TOTP);
	CHECK_TEXT(try("marc", password, card.codes[1], ""), ""); /* either opens */
	CHECK_OK(second_factor_remove(w.app, &w.office, marc.id, 0, &err));
	CHECK_TEXT(try("marc", password, "", ""), "");
	world_close(&w);
}

static void a_card_is_used_code_by_code_to_its_end(void)
{
	struct second_factors asked;
	struct code_card card;
	char typed[16];

	open_with_marc();
	keep_card(&card);
	for (int i = 0; i < CODE_CARD_CODES; i++) {
		CHECK_OK(second_factors_asked(w.app, marc.id, &asked, &err));
		CHECK_INT(asked.card_position, i + 1);
		for (int k = 0; k < i; k++)
			CHECK(strcmp(card.codes[i], card.codes[k]) != 0);
		snprintf(typed, sizeof typed, " %.4s %.4s", card.codes[i], card.codes[i] + 5);
		for (char *c = typed; i % 2 && *c; c++)
			*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
		CHECK_OK(transact(w.app, take_work, typed, &err));
		CHECK_NAMED(transact(w.app, take_work, typed, &err), ERR_FORBIDDEN, "wrong_code");
	}
	CHECK_OK(second_factors_asked(w.app, marc.id, &asked, &err));
	CHECK_INT(asked.card_position, 0);
	CHECK_INT(asked.card_left, 0);
	CHECK_TEXT(try("marc", password, "", ""), "card_used_up");
	keep_card(&card);
	CHECK_TEXT(try("marc", password, card.codes[0], ""), "");
	world_close(&w);
}

/* A row moved to another account by somebody who can write the database opens nothing there. */
static void a_secret_opens_beside_its_own_account_only(void)
{
	struct code_card card;

	open_with_marc();
	keep_card(&card);
	CHECK_OK(sql_begin(w.app->sql, &err));
	CHECK_OK(sql_script(w.app->sql, "UPDATE second_factor SET account = 1", &err));
	CHECK_OK(sql_commit(w.app->sql, &err));
	marc.id = 1;
	CHECK_NAMED(transact(w.app, take_work, card.codes[0], &err), ERR_REFUSED, "unseal_failed");
	world_close(&w);
}

DATABASE_MAIN({ "a_phone_is_in_force_when_it_has_shown_a_code",
                a_phone_is_in_force_when_it_has_shown_a_code },
              { "a_code_of_the_phone_serves_once", a_code_of_the_phone_serves_once },
              { "wrong_codes_pause_like_wrong_passwords", wrong_codes_pause_like_wrong_passwords },
              { "a_card_is_in_force_when_it_is_kept", a_card_is_in_force_when_it_is_kept },
              { "a_card_is_used_code_by_code_to_its_end", a_card_is_used_code_by_code_to_its_end },
              { "a_secret_opens_beside_its_own_account_only",
                a_secret_opens_beside_its_own_account_only })

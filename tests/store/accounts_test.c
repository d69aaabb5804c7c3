/* Who may come in: accounts, tokens, sessions, second factors, and pauses after wrong passwords. */
#include "base/text.h"
#include "books.h"
#include "store/access_tokens.h"
#include "store/accounts.h"
#include "store/login_pauses.h"
#include "store/second_factors.h"
#include "store/sessions.h"

static struct account anne = { .role = ROLE_AGENT, .site = 1, .created_at = 100 };

/* Books with the account "anne" at site 1. */
#define BOOKS_WITH_ANNE                                                                            \
	BOOKS_WITH_PROGRAMME;                                                                      \
	TEXT_COPY(anne.login, "anne");                                                             \
	COMMITTED(accounts_add(f.sql, &anne, &err))

static void an_account_is_found_and_changed(void)
{
	BOOKS_WITH_ANNE;
	struct account twin = anne, found;

	REFUSED(accounts_add(f.sql, &twin, &err), ERR_CONFLICT, "login_taken");
	CHECK_TEXT(err.field, "login");
	CHECK_OK(accounts_find_login(f.sql, "anne", &found, &err));
	CHECK_INT(found.id, anne.id);
	CHECK_INT(found.role, ROLE_AGENT);
	CHECK_INT(found.site, 1);
	CHECK_INT(found.funder, 0);
	CHECK_INT(found.version, 1);
	CHECK_INT(found.factors, 0);
	TEXT_COPY(found.password, "$argon2id$");
	TEXT_COPY(found.login, "anna");
	found.disabled_at = 200;
	COMMITTED(accounts_change(f.sql, &found, &err));
	COMMITTED(accounts_hold(f.sql, anne.id, &found, &err));
	CHECK_INT(found.version, 2);
	CHECK_INT(found.disabled_at, 200);
	CHECK_TEXT(found.password, "$argon2id$");
	CHECK_TEXT(found.login, "anna");
	CHECK_ERR(accounts_find_login(f.sql, "ANNA", &found, &err), ERR_MISSING);
	REFUSED(accounts_hold(f.sql, 99, &found, &err), ERR_MISSING, "no_account");
	COMMITTED(accounts_add(f.sql, &twin, &err));
	TEXT_COPY(twin.login, "anna");
	REFUSED(accounts_change(f.sql, &twin, &err), ERR_CONFLICT, "login_taken");
	CHECK_TEXT(err.field, "login");
}

static bool add_id(void *context, const struct account *account, struct err *err)
{
	(void)err;
	*(int64_t *)context = *(int64_t *)context * 10 + account->id;
	return true;
}

static void accounts_come_in_pages_of_what_is_asked(void)
{
	BOOKS_WITH_ANNE;
	static const struct {
		struct accounts_page page;
		int64_t ids;
	} cases[] = {
		{ { .limit = 9 }, 1234 },
		{ { .limit = 2 }, 12 },
		{ { .limit = 2, .after_id = 2 }, 34 },
		{ { .limit = 9, .role = ROLE_MEDIATOR }, 24 },
		{ { .limit = 9, .role = ROLE_MEDIATOR, .after_id = 2 }, 4 },
		{ { .limit = 9, .site = 1 }, 1 },
		{ { .limit = 9, .site = 2 }, 24 },
		{ { .limit = 9, .funder = 1 }, 3 },
		{ { .limit = 9, .funder = 1, .site = 1 }, 0 },
	};
	struct account bob = { .login = "bob", .role = ROLE_MEDIATOR, .site = 2 };
	struct account cleo = { .login = "cleo", .role = ROLE_FUNDER, .funder = 1 };
	struct account dan = { .login = "dan", .role = ROLE_MEDIATOR, .site = 2 };

	COMMITTED(accounts_add(f.sql, &bob, &err));
	COMMITTED(accounts_add(f.sql, &cleo, &err));
	COMMITTED(accounts_add(f.sql, &dan, &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t ids = 0;

		CHECK_OK(accounts_each(f.sql, &cases[i].page, add_id, &ids, &err));
		CHECK_INT(ids, cases[i].ids);
	}
}

static bool count_token(void *context, const struct access_token *token, struct err *err)
{
	(void)token, (void)err;
	++*(int *)context;
	return true;
}

static void a_token_is_in_force_between_its_times(void)
{
	BOOKS_WITH_ANNE;
	struct access_token token = {
		.account = anne.id, .hash = "abc", .label = "x", .expires_at = 1000
	};
	struct access_token other = { .account = anne.id, .hash = "def", .label = "y" }, seen;
	struct access_tokens_page page = { .account = anne.id, .limit = 9 };
	struct account found;
	int count = 0;

	COMMITTED(access_tokens_add(f.sql, &token, &err));
	COMMITTED(access_tokens_add(f.sql, &other, &err));
	CHECK_OK(access_tokens_prove(f.sql, "abc", 999, &seen, &found, &err));
	CHECK_INT(seen.id, token.id);
	CHECK_INT(found.id, anne.id);
	CHECK_INT(found.version, 1);
	CHECK_ERR(access_tokens_prove(f.sql, "abc", 1000, &seen, &found, &err), ERR_MISSING);
	CHECK_ERR(access_tokens_prove(f.sql, "abd", 999, &seen, &found, &err), ERR_MISSING);
	COMMITTED(access_tokens_see(f.sql, token.id, 7300, &err));
	CHECK_OK(access_tokens_prove(f.sql, "abc", 999, &seen, &found, &err));
	CHECK_INT(seen.used_at, 7200);
	COMMITTED(access_tokens_revoke(f.sql, token.id, 500, &err));
	COMMITTED(access_tokens_revoke(f.sql, token.id, 600, &err));
	CHECK_OK(access_tokens_find(f.sql, token.id, &seen, &err));
	CHECK_INT(seen.revoked_at, 500);
	CHECK_ERR(access_tokens_prove(f.sql, "abc", 999, &seen, &found, &err), ERR_MISSING);
	CHECK_TEXT(err.name, "unknown_token");
	CHECK_ERR(access_tokens_find(f.sql, 99, &seen, &err), ERR_MISSING);
	CHECK_OK(access_tokens_each(f.sql, &page, count_token, &count, &err));
	CHECK_INT(count, 2);
	page.after_id = token.id;
	CHECK_OK(access_tokens_each(f.sql, &page, count_token, &count, &err));
	CHECK_INT(count, 3);
	COMMITTED(access_tokens_revoke_all(f.sql, anne.id, 700, &err));
	CHECK_ERR(access_tokens_prove(f.sql, "def", 999, &seen, &found, &err), ERR_MISSING);
	CHECK_OK(access_tokens_find(f.sql, token.id, &seen, &err));
	CHECK_INT(seen.revoked_at, 500);
}

static struct session session_of(int64_t id, const char *hash)
{
	struct session session = { .id = id,
		                   .account = anne.id,
		                   .device = "Firefox",
		                   .created_at = 100,
		                   .seen_at = 100,
		                   .ends_at = 1000 };

	TEXT_COPY(session.hash, hash);
	return session;
}

static void a_session_ends_by_time_by_idleness_or_by_will(void)
{
	BOOKS_WITH_ANNE;
	static const struct {
		struct sessions_proof proof;
		bool in_force;
	} cases[] = {
		{ { "one", 999, 99 }, true },   { { "one", 1000, 99 }, false },
		{ { "one", 999, 100 }, false }, { { "two", 200, 99 }, false },
		{ { "none", 200, 0 }, false },  { { "", 200, 0 }, false },
	};
	struct session one = session_of(1, "one"), two = session_of(2, "two"), found;
	struct account account;

	COMMITTED(sessions_add(f.sql, &one, &err));
	COMMITTED(sessions_add(f.sql, &two, &err));
	COMMITTED(sessions_revoke(f.sql, 2, anne.id, 150, &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool done = sessions_prove(f.sql, &cases[i].proof, &found, &account, &err);

		CHECK_INT(done, cases[i].in_force);
		if (!done)
			CHECK_TEXT(err.name, "session_over");
	}
	CHECK_OK(sessions_prove(f.sql, &cases[0].proof, &found, &account, &err));
	CHECK_TEXT(found.device, "Firefox");
	CHECK_INT(account.id, anne.id);
	COMMITTED(sessions_see(f.sql, 1, 300, &err));
	COMMITTED(sessions_see(f.sql, 1, 200, &err)); /* it does not go back */
	CHECK_OK(sessions_prove(f.sql, &(struct sessions_proof){ "one", 400, 299 }, &found,
	                        &account, &err));
	account.disabled_at = 350;
	COMMITTED(accounts_change(f.sql, &account, &err));
	CHECK_ERR(sessions_prove(f.sql, &cases[0].proof, &found, &account, &err), ERR_MISSING);
	REFUSED(sessions_revoke(f.sql, 1, anne.id + 1, 400, &err), ERR_MISSING, "no_session");
	REFUSED(sessions_revoke(f.sql, 9, 0, 400, &err), ERR_MISSING, "no_session");
	COMMITTED(sessions_revoke(f.sql, 1, 0, 400, &err));
}

static bool add_session(void *context, const struct session *session, struct err *err)
{
	(void)err;
	*(int64_t *)context = *(int64_t *)context * 10 + session->id;
	return true;
}

static int64_t list(struct sql *sql, int64_t after)
{
	const struct sessions_page page = {
		.account = anne.id, .now = 500, .seen_after = 50, .after_id = after, .limit = 9
	};
	struct err err = { 0 };
	int64_t ids = 0;

	CHECK_OK(sessions_each(sql, &page, add_session, &ids, &err));
	return ids;
}

static void all_sessions_but_one_are_ended(void)
{
	BOOKS_WITH_ANNE;
	struct session one = session_of(1, "one"), two = session_of(2, "two");
	struct session three = session_of(3, "three"), over = session_of(4, "over");

	over.ends_at = 500;
	COMMITTED(sessions_add(f.sql, &two, &err));
	COMMITTED(sessions_add(f.sql, &one, &err));
	COMMITTED(sessions_add(f.sql, &three, &err));
	COMMITTED(sessions_add(f.sql, &over, &err));
	REFUSED(sessions_add(f.sql, &over, &err), ERR_CONFLICT, "duplicate");
	CHECK_INT(list(f.sql, 0), 123);
	CHECK_INT(list(f.sql, 1), 23);
	COMMITTED(sessions_revoke_all(f.sql, anne.id, 2, 400, &err));
	CHECK_INT(list(f.sql, 0), 2);
	COMMITTED(sessions_revoke_all(f.sql, anne.id, 0, 400, &err));
	CHECK_INT(list(f.sql, 0), 0);
	COMMITTED(sessions_forget(f.sql, 500, &err));
	COMMITTED(sessions_add(f.sql, &over, &err)); /* its place is free: it was forgotten */
}

static void a_second_factor_is_used_once_and_counts_when_confirmed(void)
{
	BOOKS_WITH_ANNE;
	struct second_factor totp = { .account = anne.id, .kind = FACTOR_TOTP, .sealed = "s" };
	struct second_factor card = {
		.account = anne.id, .kind = FACTOR_CARD, .sealed = "c", .confirmed_at = 5
	};
	struct second_factor found;
	struct account account;
	bool done = true;

	CHECK_OK(second_factors_find(f.sql, anne.id, FACTOR_TOTP, &found, &done, &err));
	CHECK(!done);
	COMMITTED(second_factors_set(f.sql, &totp, &err));
	CHECK_OK(accounts_find(f.sql, anne.id, &account, &err));
	CHECK_INT(account.factors, 0);
	COMMITTED(second_factors_confirm(f.sql, &totp, 7, &err));
	COMMITTED(second_factors_set(f.sql, &card, &err));
	CHECK_OK(accounts_find(f.sql, anne.id, &account, &err));
	CHECK_INT(account.factors, FACTOR_TOTP | FACTOR_CARD);
	COMMITTED(second_factors_use(f.sql, &totp, 50, &done, &err));
	CHECK(done);
	COMMITTED(second_factors_use(f.sql, &totp, 51, &done, &err));
	CHECK(!done); /* it is not as it was found any more */
	CHECK_OK(second_factors_find(f.sql, anne.id, FACTOR_TOTP, &found, &done, &err));
	CHECK_INT(found.used, 50);
	CHECK_INT(found.confirmed_at, 7);
	CHECK_TEXT(found.sealed, "s");
	COMMITTED(second_factors_use(f.sql, &found, 50, &done, &err));
	CHECK(!done);
	COMMITTED(second_factors_set(f.sql, &totp, &err)); /* begun anew: not in force */
	COMMITTED(second_factors_remove(f.sql, anne.id, FACTOR_CARD, &err));
	CHECK_OK(accounts_find(f.sql, anne.id, &account, &err));
	CHECK_INT(account.factors, 0);
	COMMITTED(second_factors_remove(f.sql, anne.id, 0, &err));
	CHECK_OK(second_factors_find(f.sql, anne.id, FACTOR_TOTP, &found, &done, &err));
	CHECK(!done);
}

static void a_pause_is_kept_and_forgotten(void)
{
	BOOKS;
	const struct login_pause failed = { 3, 100, 160, 0 }, opened = { 0, 100, 0, 100 };
	struct login_pause found = { 1, 1, 1, 1 };

	CHECK_OK(login_pauses_find(f.sql, "a", &found, &err));
	CHECK_INT(found.failures + found.last_at + found.until_at + found.opened_at, 0);
	COMMITTED(login_pauses_hold(f.sql, "a", &found, &err));
	COMMITTED(login_pauses_set(f.sql, "a", &failed, &err));
	COMMITTED(login_pauses_hold(f.sql, "a", &found, &err));
	CHECK_INT(found.failures, 3);
	CHECK_INT(found.last_at, 100);
	CHECK_INT(found.until_at, 160);
	COMMITTED(login_pauses_hold(f.sql, "b", &found, &err));
	COMMITTED(login_pauses_set(f.sql, "b", &opened, &err));
	COMMITTED(login_pauses_forget(f.sql, 100, 99, &err));
	CHECK_OK(login_pauses_find(f.sql, "a", &found, &err));
	CHECK_INT(found.failures, 0);
	CHECK_OK(login_pauses_find(f.sql, "b", &found, &err));
	CHECK_INT(found.opened_at, 100);
	COMMITTED(login_pauses_forget(f.sql, 100, 100, &err));
	CHECK_OK(login_pauses_find(f.sql, "b", &found, &err));
	CHECK_INT(found.opened_at, 0);
}

DATABASE_MAIN({ "an_account_is_found_and_changed", an_account_is_found_and_changed },
              { "accounts_come_in_pages_of_what_is_asked",
                accounts_come_in_pages_of_what_is_asked },
              { "a_token_is_in_force_between_its_times", a_token_is_in_force_between_its_times },
              { "a_session_ends_by_time_by_idleness_or_by_will",
                a_session_ends_by_time_by_idleness_or_by_will },
              { "all_sessions_but_one_are_ended", all_sessions_but_one_are_ended },
              { "a_second_factor_is_used_once_and_counts_when_confirmed",
                a_second_factor_is_used_once_and_counts_when_confirmed },
              { "a_pause_is_kept_and_forgotten", a_pause_is_kept_and_forgotten })

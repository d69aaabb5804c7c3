/* Accounts and their tokens: who has which, and who may change them. */
#include "world.h"

#include "base/text.h"

static void accounts_belong_to_places_that_fit(void)
{
	WORLD;
	char password[PASSWORD_TEXT_SIZE];
	const struct {
		const char *login;
		enum role role;
		int64_t site, funder;
		const char *name; /* "" = added */
	} cases[] = {
		{ "anne", ROLE_AGENT, w.desk, 0, "" },
		{ "anne", ROLE_AGENT, w.desk, 0, "login_taken" },
		{ "marc", ROLE_MEDIATOR, w.centre, 0, "" },
		{ "paul", ROLE_AGENT, w.centre, 0, "bad_place" },
		{ "paul", ROLE_MEDIATOR, w.desk, 0, "bad_place" },
		{ "paul", ROLE_AGENT, 0, 0, "bad_place" },
		{ "paul", ROLE_AGENT, 99, 0, "no_site" },
		{ "paul", ROLE_FUNDER, 0, w.funder.id, "" },
		{ "zoe", ROLE_FUNDER, 0, 0, "bad_place" },
		{ "zoe", ROLE_FUNDER, 0, 99, "no_funder" },
		{ "zoe", ROLE_OPERATOR, w.desk, 0, "bad_place" },
		{ "zoe", ROLE_ANYONE, 0, 0, "bad_role" },
		{ "Zoé", ROLE_AUDITOR, 0, 0, "bad_login" },
		{ "", ROLE_AUDITOR, 0, 0, "bad_login" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct account account = { .role = cases[i].role,
			                   .site = cases[i].site,
			                   .funder = cases[i].funder };
		bool done;

		TEXT_COPY(account.login, cases[i].login);
		done = account_add(w.app, &account, password, &err);
		CHECK_TEXT(done ? "" : err.name, cases[i].name);
	}
}

static struct account add_account(struct world *w, const char *login, enum role role)
{
	struct account account = { .role = role };
	char password[PASSWORD_TEXT_SIZE];
	struct err err = { 0 };

	TEXT_COPY(account.login, login);
	account.site = role == ROLE_AGENT ? w->desk : role == ROLE_MEDIATOR ? w->centre : 0;
	CHECK_OK(account_add(w->app, &account, password, &err));
	return account;
}

static struct caller caller_for(const struct account *account)
{
	return (struct caller){ .role = account->role, .account = account->id };
}

static void a_token_proves_its_account_until_it_ends(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR);
	const struct token_wish wish = { .account = marc.id, .label = "scanner", .days = 2 };
	const struct token_wish endless = { .account = marc.id, .label = "other" };
	char secret[ACCESS_TOKEN_TEXT_SIZE], other_secret[ACCESS_TOKEN_TEXT_SIZE];
	struct access_token token, other;
	struct caller caller;

	CHECK_OK(token_add(w.app, &w.office, &wish, &token, secret, &err));
	CHECK_OK(token_add(w.app, &w.office, &endless, &other, other_secret, &err));
	CHECK_OK(caller_prove(w.app, secret, &caller, &err));
	CHECK_INT(caller.role, ROLE_MEDIATOR);
	CHECK_INT(caller.site, w.centre);
	CHECK_INT(caller.account, marc.id);
	CHECK_INT(caller.token, token.id);
	CHECK_INT(caller.ends_at, world_begins_at() + 2 * DAY_SECONDS);
	CHECK_INT(caller.scopes, 0);
	CHECK_NAMED(caller_prove(w.app, "pn_x", &caller, &err), ERR_MISSING, "unknown_token");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM access_token WHERE hash LIKE 'pn%'"), 0);
	world_at(&w, world_begins_at() + 2 * DAY_SECONDS);
	CHECK_NAMED(caller_prove(w.app, secret, &caller, &err), ERR_MISSING, "unknown_token");
	CHECK_OK(caller_prove(w.app, other_secret, &caller, &err));
	CHECK_OK(token_revoke(w.app, &w.office, other.id, &err));
	CHECK_NAMED(caller_prove(w.app, other_secret, &caller, &err), ERR_MISSING, "unknown_token");
	CHECK_NAMED(token_revoke(w.app, &w.office, 99, &err), ERR_MISSING, "no_token");
}

static void people_have_only_their_own_tokens_in_hand(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR);
	struct account rita = add_account(&w, "rita", ROLE_AUDITOR);
	struct caller him = caller_for(&marc), her = caller_for(&rita);
	const struct token_wish wish = { .account = marc.id, .label = "x" };
	const struct access_tokens_page page = { .account = marc.id, .limit = 9 };
	char secret[ACCESS_TOKEN_TEXT_SIZE];
	struct access_token token;
	struct account found;

	CHECK_OK(token_add(w.app, &him, &wish, &token, secret, &err));
	CHECK_NAMED(token_add(w.app, &her, &wish, &token, secret, &err), ERR_MISSING, "no_account");
	CHECK_NAMED(token_revoke(w.app, &her, token.id, &err), ERR_MISSING, "no_token");
	CHECK_NAMED(tokens_list(w.app, &w.agent, &page, NULL, NULL, &err), ERR_MISSING,
	            "no_account");
	CHECK_NAMED(account_find(w.app, &w.agent, marc.id, &found, &err), ERR_MISSING,
	            "no_account");
	CHECK_OK(account_find(w.app, &her, marc.id, &found, &err)); /* an auditor reads all */
	CHECK_OK(account_find(w.app, &him, marc.id, &found, &err));
	CHECK_OK(token_revoke(w.app, &him, token.id, &err));
}

static void a_token_gives_no_more_than_its_account_and_its_maker_have(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR);
	static const struct {
		const char *maker, *wish, *name; /* "" = made */
	} cases[] = {
		{ "", "", "" },
		{ "", "redemptions", "" },
		{ "", "redemptions:read self", "" },
		{ "", "passes", "scope_too_wide" },
		{ "", "redemptions journal:read", "scope_too_wide" },
		{ "", "places", "scope_too_wide" },
		{ "", "places:read", "" },
		{ "redemptions accounts", "", "scope_too_wide" },
		{ "redemptions accounts", "redemptions", "" },
		{ "redemptions accounts", "redemptions:read", "" },
		{ "redemptions:read accounts", "redemptions", "scope_too_wide" },
		{ "redemptions accounts", "self", "scope_too_wide" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct token_wish wish = { .account = marc.id, .label = "x" };
		struct caller maker = caller_for(&marc), caller;
		char secret[ACCESS_TOKEN_TEXT_SIZE];
		struct access_token token;
		bool done;

		CHECK_OK(token_scopes_parse(cases[i].maker, &maker.scopes, &err));
		CHECK_OK(token_scopes_parse(cases[i].wish, &wish.scopes, &err));
		done = token_add(w.app, &maker, &wish, &token, secret, &err);
		CHECK_TEXT(done ? "" : err.name, cases[i].name);
		if (!done)
			continue;
		CHECK_OK(caller_prove(w.app, secret, &caller, &err));
		CHECK_INT(caller.scopes, wish.scopes);
	}
}

static bool apply(void *wanted, void *thing, struct err *ignored)
{
	const struct account *from = wanted;
	struct account *to = thing;

	(void)ignored;
	TEXT_COPY(to->login, from->login);
	to->site = from->site;
	to->disabled_at = from->disabled_at;
	return true;
}

/* `*wanted` becomes what it is then. */
static bool change(struct world *w, const struct caller *caller, struct account *wanted,
                   int64_t seen, struct err *err)
{
	struct account copy = *wanted;
	const struct edit edit = { wanted->id, seen, apply, &copy };

	return account_change(w->app, caller, &edit, wanted, err);
}

static void a_disabled_account_has_nothing_left(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR), wanted = marc;
	const struct token_wish wish = { .account = marc.id, .label = "x" };
	struct caller him = caller_for(&marc), caller;
	char secret[ACCESS_TOKEN_TEXT_SIZE];
	struct access_token token;

	CHECK_OK(token_add(w.app, &him, &wish, &token, secret, &err));
	wanted.disabled_at = 1;
	CHECK_NAMED(change(&w, &him, &wanted, 0, &err), ERR_CONFLICT, "not_yourself");
	CHECK_OK(change(&w, &w.office, &wanted, 1, &err));
	CHECK_INT(wanted.disabled_at, world_begins_at());
	CHECK_INT(wanted.version, 2);
	CHECK_NAMED(caller_prove(w.app, secret, &caller, &err), ERR_MISSING, "unknown_token");
	CHECK_NAMED(token_add(w.app, &w.office, &wish, &token, secret, &err), ERR_CONFLICT,
	            "account_disabled");
	world_at(&w, world_begins_at() + 60);
	CHECK_OK(change(&w, &w.office, &wanted, 2, &err));
	CHECK_INT(wanted.disabled_at, world_begins_at()); /* since then */
	wanted.disabled_at = 0;
	CHECK_OK(change(&w, &w.office, &wanted, 3, &err));
	CHECK_INT(wanted.disabled_at, 0);
	CHECK_NAMED(caller_prove(w.app, secret, &caller, &err), ERR_MISSING, "unknown_token");
	CHECK_OK(account_disable(w.app, "marc", &err));
	CHECK_NAMED(account_disable(w.app, "nobody", &err), ERR_MISSING, "no_account");
}

static void a_change_is_made_to_what_was_read(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR), wanted = marc;

	wanted.site = w.other_centre;
	TEXT_COPY(wanted.login, "marc.dupont");
	CHECK_OK(change(&w, &w.office, &wanted, 1, &err));
	CHECK_NAMED(change(&w, &w.office, &wanted, 1, &err), ERR_CONFLICT, "stale");
	CHECK_OK(account_find_login(w.app, "marc.dupont", &marc, &err));
	CHECK_INT(marc.site, w.other_centre);
	wanted.site = w.desk;
	CHECK_NAMED(change(&w, &w.office, &wanted, 2, &err), ERR_INPUT, "bad_place");
	wanted.site = w.centre;
	TEXT_COPY(wanted.login, "admin");
	CHECK_NAMED(change(&w, &w.office, &wanted, 2, &err), ERR_CONFLICT, "login_taken");
	TEXT_COPY(wanted.login, "Marc");
	CHECK_NAMED(change(&w, &w.office, &wanted, 2, &err), ERR_INPUT, "bad_login");
	wanted.id = 99;
	TEXT_COPY(wanted.login, "marc");
	CHECK_NAMED(change(&w, &w.office, &wanted, 0, &err), ERR_MISSING, "no_account");
}

static void what_is_seen_is_written_down_at_once_for_all(void)
{
	WORLD;
	struct account marc = add_account(&w, "marc", ROLE_MEDIATOR);
	const struct token_wish wish = { .account = marc.id, .label = "x" };
	char secret[ACCESS_TOKEN_TEXT_SIZE];
	struct sighting sighting = { 0 };
	struct access_token token;
	struct caller caller;

	CHECK_OK(token_add(w.app, &w.office, &wish, &token, secret, &err));
	CHECK_OK(caller_prove(w.app, secret, &caller, &err));
	CHECK(caller.is_due);
	sighting.token = caller.token;
	CHECK_OK(callers_see(w.app, &sighting, 1, &err));
	CHECK_OK(caller_prove(w.app, secret, &caller, &err));
	CHECK(!caller.is_due);
	world_at(&w, world_begins_at() + 3600);
	CHECK_OK(caller_prove(w.app, secret, &caller, &err));
	CHECK(caller.is_due);
}

DATABASE_MAIN({ "accounts_belong_to_places_that_fit", accounts_belong_to_places_that_fit },
              { "a_token_proves_its_account_until_it_ends",
                a_token_proves_its_account_until_it_ends },
              { "people_have_only_their_own_tokens_in_hand",
                people_have_only_their_own_tokens_in_hand },
              { "a_token_gives_no_more_than_its_account_and_its_maker_have",
                a_token_gives_no_more_than_its_account_and_its_maker_have },
              { "a_disabled_account_has_nothing_left", a_disabled_account_has_nothing_left },
              { "a_change_is_made_to_what_was_read", a_change_is_made_to_what_was_read },
              { "what_is_seen_is_written_down_at_once_for_all",
                what_is_seen_is_written_down_at_once_for_all })

#include "base/auto.h"
#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/accounts.h"
#include "domain/tokens.h"

struct given {
	struct token_wish wish;
	const char *login, *scope;
	int64_t token;
};

static const struct option token_list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, login), .about = "of the account", .required = true },
	{ "--label", OPTION_TEXT(struct given, wish.label), .value = "TEXT",
	  .about = "what it is for", .usual = "" },
	{ "--scope", OPTION_TEXT(struct given, scope), .value = "WORDS", .usual = "",
	  .about = "\"passes:read redemptions\": less than what the role may do" },
	{ "--days", OPTION_INT(struct given, wish.days, 1, TOKEN_DAYS_MAX),
	  .about = "how long it lasts; left out: without end" },
};
const struct options cmd_user_token_options = OPTIONS(token_list, struct given);

bool cmd_user_token(struct cli *cli, void *given_, struct err *err)
{
	char secret[ACCESS_TOKEN_TEXT_SIZE];
	struct given *given = given_;
	struct access_token token;
	struct account account;

	if (!token_scopes_parse(given->scope, &given->wish.scopes, err) ||
	    !account_find_login(cli->app, given->login, &account, err))
		return false;
	given->wish.account = account.id;
	if (!token_add(cli->app, &cli->caller, &given->wish, &token, secret, err))
		return false;
	deed_to_id(cli, token.id);
	buf_addf(&cli->out, "token %lld\n", (long long)token.id);
	shown_secret(&cli->out, "secret", given->login, secret);
	return true;
}

static const struct option revoke_list[] = {
	{ "TOKEN", OPTION_ID(struct given, token), .about = "its number, not its secret",
	  .required = true },
};
const struct options cmd_user_revoke_options = OPTIONS(revoke_list, struct given);

bool cmd_user_revoke(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	deed_to_id(cli, given->token);
	return token_revoke(cli->app, &cli->caller, given->token, err);
}

struct given_tokens {
	struct listing listing;
	const char *login;
};

static const struct option tokens_list_options[] = {
	{ "LOGIN", OPTION_TEXT(struct given_tokens, login), .about = "of the account",
	  .required = true },
	{ "--json", OPTION_FLAG(struct given_tokens, listing.json),
	  .about = "[{id, label, scope, created_at, expires_at, used_at, revoked_at}]" },
};
const struct options cmd_user_tokens_options = OPTIONS(tokens_list_options, struct given_tokens);

static bool show(void *context, const struct access_token *token, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;
	char used[INSTANT_TEXT_SIZE] = "never";

	(void)err;
	if (!listing->json) {
		if (token->used_at)
			instant_format(token->used_at, used);
		buf_addf(json->to, "%-6lld %-24s used %s%s\n", (long long)token->id, token->label,
		         used, token->revoked_at ? "  revoked" : "");
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", token->id);
	json_write_field_text(json, "label", token->label);
	json_write_field_text(json, "scope", token->scope);
	shown_time(json, "created_at", token->created_at);
	shown_time(json, "expires_at", token->expires_at);
	shown_time(json, "used_at", token->used_at);
	shown_time(json, "revoked_at", token->revoked_at);
	json_write_end_object(json);
	return true;
}

bool cmd_user_tokens(struct cli *cli, void *given_, struct err *err)
{
	struct access_tokens_page page = { .limit = INT64_MAX };
	struct given_tokens *given = given_;
	struct account account;

	if (!account_find_login(cli->app, given->login, &account, err))
		return false;
	page.account = account.id;
	listing_begin(&given->listing, cli);
	if (!tokens_list(cli->app, &cli->caller, &page, show, &given->listing, err))
		return false;
	listing_end(&given->listing);
	return true;
}

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/shown.h"
#include "domain/callers.h"

static const struct option add_list[] = {
	{ "LOGIN", OPTION_COPY(struct account, login), .about = "a-z 0-9 . - _ @",
	  .required = true },
	{ "--role",
	  OPTION_WORD(struct account, role, "operator|funder|agent|mediator|auditor", role_parse),
	  .about = "what the person does", .required = true },
	{ "--site", OPTION_ID(struct account, site), .value = "S",
	  .about = "of an agent or mediator" },
	{ "--funder", OPTION_ID(struct account, funder), .value = "F", .about = "of a funder" },
};
const struct options cmd_user_add_options = OPTIONS(add_list, struct account);

bool cmd_user_add(struct cli *cli, void *given, struct err *err)
{
	struct account *account = given;
	char password[PASSWORD_TEXT_SIZE];

	if (!account_add(cli->app, account, password, err))
		return false;
	shown_secret(&cli->out, "password", account->login, password);
	return true;
}

struct given {
	struct token_wish wish; /* login alone, for most */
	int64_t token;
};

static const struct option login_list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, wish.login), .about = "of the account",
	  .required = true },
};
const struct options cmd_user_disable_options = OPTIONS(login_list, struct given);
const struct options cmd_user_password_options = OPTIONS(login_list, struct given);

bool cmd_user_disable(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	return account_disable(cli->app, given->wish.login, err);
}

bool cmd_user_password(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	char password[PASSWORD_TEXT_SIZE];

	if (!account_new_password(cli->app, given->wish.login, password, err))
		return false;
	shown_secret(&cli->out, "password", given->wish.login, password);
	return true;
}

static const struct option token_list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, wish.login), .about = "of the account",
	  .required = true },
	{ "--label", OPTION_TEXT(struct given, wish.label), .value = "TEXT",
	  .about = "what it is for", .usual = "" },
	{ "--days", OPTION_INT(struct given, wish.days, 1, 3660),
	  .about = "how long it lasts; left out: without end" },
};
const struct options cmd_user_token_options = OPTIONS(token_list, struct given);

bool cmd_user_token(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	char token[ACCESS_TOKEN_TEXT_SIZE];
	int64_t id;

	if (!token_add(cli->app, &given->wish, &id, token, err))
		return false;
	buf_addf(&cli->out, "token %lld\n", (long long)id);
	shown_secret(&cli->out, "secret", given->wish.login, token);
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

	return token_revoke(cli->app, given->token, err);
}

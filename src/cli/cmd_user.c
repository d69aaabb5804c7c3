#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/shown.h"
#include "domain/accounts.h"
#include "domain/second_factors.h"

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
	deed_to_id(cli, account->id);
	shown_secret(&cli->out, "password", account->login, password);
	return true;
}

struct given {
	const char *login;
	bool remove;
};

static const struct option login_list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, login), .about = "of the account", .required = true },
};
const struct options cmd_user_disable_options = OPTIONS(login_list, struct given);
const struct options cmd_user_password_options = OPTIONS(login_list, struct given);

bool cmd_user_disable(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct account account;

	if (!account_find_login(cli->app, given->login, &account, err))
		return false;
	deed_to_id(cli, account.id);
	return account_disable(cli->app, given->login, err);
}

bool cmd_user_password(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	char password[PASSWORD_TEXT_SIZE];
	struct account account;

	if (!account_find_login(cli->app, given->login, &account, err) ||
	    !account_new_password(cli->app, account.id, password, err))
		return false;
	deed_to_id(cli, account.id);
	shown_secret(&cli->out, "password", given->login, password);
	return true;
}

static const struct option factor_list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, login), .about = "of the account", .required = true },
	{ "--remove", OPTION_FLAG(struct given, remove),
	  .about = "the password alone opens the account again" },
};
const struct options cmd_user_second_factor_options = OPTIONS(factor_list, struct given);

bool cmd_user_second_factor(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct second_factors factors;
	struct account account;

	if (!account_find_login(cli->app, given->login, &account, err))
		return false;
	deed_to_id(cli, account.id);
	if (given->remove)
		return second_factor_remove(cli->app, &cli->caller, account.id, 0, err);
	if (!second_factors_asked(cli->app, account.id, &factors, err))
		return false;
	buf_addf(&cli->out, "%s\n", factors.kinds & FACTOR_TOTP ? "totp" : "no totp");
	if (factors.kinds & FACTOR_CARD)
		buf_addf(&cli->out, "card, %d codes left\n", factors.card_left);
	else
		buf_adds(&cli->out, "no card\n");
	return true;
}

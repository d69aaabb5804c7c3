#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/shown.h"
#include "domain/links.h"
#include "domain/setup.h"

static const struct option list[] = {
	{ "--issuer", OPTION_INT(struct setup, issuer, 1, 65535), .required = true,
	  .about = "number of this installation among all, in every voucher" },
	{ "--host", OPTION_TEXT(struct setup, host), .value = "HOST", .required = true,
	  .about = "printed in every QR code: at most 23 letters, digits, dots, hyphens" },
	{ "--login", OPTION_TEXT(struct setup, login), .value = "LOGIN", .required = true,
	  .about = "of the first administrator" },
	{ "--link-days", OPTION_INT(struct setup, link_days, 1, LINK_DAYS_MAX), .usual = "730",
	  .about = "after the last contact until a pass forgets its pseudonym" },
};
const struct options cmd_init_options = OPTIONS(list, struct setup);

bool cmd_init(struct cli *cli, void *given, struct err *err)
{
	const struct setup *setup = given;
	char password[PASSWORD_TEXT_SIZE];

	if (!setup_init(&cli->where, setup, password, err))
		return false;
	shown_secret(&cli->out, "password", setup->login, password);
	return true;
}

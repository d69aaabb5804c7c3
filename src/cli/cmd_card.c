#include "base/auto.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "domain/accounts.h"
#include "domain/second_factors.h"
#include "render/card_print.h"

struct given {
	const char *login, *out;
};

static const struct option list[] = {
	{ "LOGIN", OPTION_TEXT(struct given, login), .about = "of the account", .required = true },
	{ "--out", OPTION_TEXT(struct given, out), .value = "FILE.pdf", .required = true,
	  .about = "for its owner only: whoever holds it has half a key" },
};
const struct options cmd_user_card_options = OPTIONS(list, struct given);

/* Printed and written before it is in force: a card that is nowhere would shut its owner out. */
bool cmd_user_card(struct cli *cli, void *given_, struct err *err)
{
	AUTO(render_close) struct render *render = NULL;
	AUTO(buf_release) struct buf pdf = { .is_secret = true };
	const struct given *given = given_;
	struct account account;
	struct code_card card;
	bool done;

	if (!account_find_login(cli->app, given->login, &account, err) ||
	    !render_open(&render, NULL, err) ||
	    !code_card_make(cli->app, &cli->caller, account.id, &card, err))
		return false;
	deed_to_id(cli, account.id);
	done = card_print(render, &card, &pdf, err) && buf_check(&pdf, err) &&
	       file_write(given->out, pdf.data, pdf.size, 0600, err) &&
	       code_card_keep(cli->app, &card, err);
	code_card_wipe(&card);
	return done;
}

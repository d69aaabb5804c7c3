#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/shown.h"
#include "domain/correct.h"
#include "domain/redeem.h"

struct given {
	const char *redemption, *reason;
};

static const struct option list[] = {
	{ "REDEMPTION", OPTION_TEXT(struct given, redemption), .about = "as redeem showed it",
	  .required = true },
	{ "--reason", OPTION_TEXT(struct given, reason), .value = "TEXT",
	  .about = "why; names nobody", .required = true },
};
const struct options cmd_reverse_options = OPTIONS(list, struct given);

bool cmd_reverse(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	char id[REDEMPTION_TEXT_SIZE];
	struct redemption redemption;

	if (!correct_reverse(cli->app, &cli->caller, given->redemption, given->reason, &redemption,
	                     err))
		return false;
	redemption_format(cli->app, redemption.id, id);
	deed_to(cli, "%s", id);
	buf_adds(&cli->out, "taken back: ");
	shown_money(&cli->out, redemption.cents);
	buf_addc(&cli->out, '\n');
	return true;
}

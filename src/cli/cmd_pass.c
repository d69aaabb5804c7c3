#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/shown.h"
#include "domain/correct.h"
#include "domain/issue.h"
#include "domain/progress.h"

/* ---- hand-out ---- */

struct hand_out {
	int64_t pass;
	struct issue_request person;
};

static const struct option hand_out_list[] = {
	{ "PASS", OPTION_PASS(struct hand_out, pass), .about = "of the stock", .required = true },
	{ "--start",
	  OPTION_WORD(struct hand_out, person.start_level, "accompanied|partly|autonomous",
	              level_parse),
	  .about = "where the person stands" },
};
const struct options cmd_hand_out_options = OPTIONS(hand_out_list, struct hand_out);

bool cmd_hand_out(struct cli *cli, void *given_, struct err *err)
{
	const struct hand_out *given = given_;
	struct pass pass;

	deed_to_pass(cli, given->pass);
	return issue_hand_out(cli->app, &cli->caller, given->pass, &given->person, &pass, err);
}

/* ---- block ---- */

struct block {
	int64_t pass;
	const char *reason;
};

static const struct option block_list[] = {
	{ "PASS", OPTION_PASS(struct block, pass), .about = "12 hexadecimal digits",
	  .required = true },
	{ "--reason", OPTION_TEXT(struct block, reason), .value = "TEXT",
	  .about = "why; names nobody", .required = true },
};
const struct options cmd_block_options = OPTIONS(block_list, struct block);

bool cmd_block(struct cli *cli, void *given_, struct err *err)
{
	const struct block *given = given_;
	int revoked;

	deed_to_pass(cli, given->pass);
	if (!correct_block(cli->app, &cli->caller, given->pass, given->reason, &revoked, err))
		return false;
	buf_addf(&cli->out, "%d vouchers are refused from now on\n", revoked);
	return true;
}

/* ---- close-due ---- */

struct close_due {
	int limit;
};

static const struct option close_due_list[] = {
	{ "--limit", OPTION_INT(struct close_due, limit, 1, 1000000), .usual = "100000",
	  .about = "at most so many" },
};
const struct options cmd_close_due_options = OPTIONS(close_due_list, struct close_due);

bool cmd_close_due(struct cli *cli, void *given_, struct err *err)
{
	const struct close_due *given = given_;
	int closed;

	if (!correct_close_due(cli->app, given->limit, &closed, err))
		return false;
	buf_addf(&cli->out, "%d passes are closed\n", closed);
	return true;
}

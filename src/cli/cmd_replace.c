#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/paper.h"
#include "domain/correct.h"
#include "domain/issue.h"

struct given {
	int64_t pass;
	const char *reason, *out, *templates;
	bool json;
};

static const struct option list[] = {
	{ "PASS", OPTION_PASS(struct given, pass), .about = "that was lost", .required = true },
	{ "--reason", OPTION_TEXT(struct given, reason), .value = "TEXT",
	  .about = "why: lost, stolen, unreadable...; names nobody", .required = true },
	{ "--out", OPTION_TEXT(struct given, out), .value = "FILE.pdf",
	  .about = "the new pass, printed" },
	{ "--templates", OPTION_TEXT(struct given, templates), .value = "DIR",
	  .about = "layouts and texts of your own" },
	{ "--json", OPTION_FLAG(struct given, json), .about = "as issue does" },
};
const struct options cmd_replace_options = OPTIONS(list, struct given);

bool cmd_replace(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	AUTO(paper_close) struct paper paper = { 0 };
	struct pass pass;

	if (!paper_open(&paper, given->out, given->templates, 1, err) ||
	    !correct_replace(cli->app, &cli->caller, given->pass, given->reason, &pass, err))
		return false;
	deed_to_pass(cli, pass.id);
	return deed_commit(cli, err) && paper_deliver(&paper, cli, &pass, 1, given->json, err);
}

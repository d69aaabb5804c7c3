#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/paper.h"
#include "domain/issue.h"
#include "domain/passes.h"

struct given {
	int64_t pass;
	const char *out, *templates;
};

static const struct option list[] = {
	{ "PASS", OPTION_PASS(struct given, pass), .about = "12 hexadecimal digits",
	  .required = true },
	{ "--out", OPTION_TEXT(struct given, out), .value = "FILE.pdf", .about = "where to",
	  .required = true },
	{ "--templates", OPTION_TEXT(struct given, templates), .value = "DIR",
	  .about = "layouts and texts of your own" },
};
const struct options cmd_print_options = OPTIONS(list, struct given);

bool cmd_print(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	AUTO(paper_close) struct paper paper = { 0 };
	struct pass pass;

	return pass_find(cli->app, &cli->caller, given->pass, &pass, err) &&
	       paper_open(&paper, given->out, given->templates, 1, err) &&
	       paper_add(&paper, cli->app, &pass, true, err) && paper_end(&paper, err);
}

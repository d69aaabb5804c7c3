#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/paper.h"
#include "domain/issue.h"

struct given {
	struct issue_request request;
	bool stock, json;
	const char *out, *templates;
};

static const struct option list[] = {
	{ "--programme", OPTION_ID(struct given, request.programme), .value = "P",
	  .about = "that pays for it", .required = true },
	{ "--site", OPTION_ID(struct given, request.desk), .value = "S",
	  .about = "the desk that hands it out", .required = true },
	{ "--vouchers", OPTION_INT(struct given, request.vouchers, 1, VOUCHERS_MAX),
	  .about = "in each pass; left out: as many as the programme allows" },
	{ "--passes", OPTION_INT(struct given, request.passes, 1, ISSUE_PASSES_MAX), .usual = "1",
	  .about = "how many; all or none" },
	{ "--language",
	  OPTION_WORD(struct given, request.language, "fr|falc|en|ar|uk|tr|pt", language_parse),
	  .about = "printed beside French" },
	{ "--print-size",
	  OPTION_WORD(struct given, request.print_size, "normal|large", print_size_parse),
	  .about = "of the letters" },
	{ "--start",
	  OPTION_WORD(struct given, request.start_level, "accompanied|partly|autonomous",
	              level_parse),
	  .about = "where the person stands" },
	{ "--kind", OPTION_INT(struct given, request.kind, 1, 255),
	  .about = "of workshop that it is for; left out: any" },
	{ "--stock", OPTION_FLAG(struct given, stock),
	  .about = "a single pass is kept for later, not handed out at once" },
	{ "--hand-out", OPTION_FLAG(struct given, request.hand_out),
	  .about = "several passes are handed out at once, not kept for later" },
	{ "--specimen", OPTION_FLAG(struct given, request.specimen),
	  .about = "to show: costs nothing, can never be redeemed" },
	{ "--out", OPTION_TEXT(struct given, out), .value = "FILE.pdf",
	  .about = "the printed passes; may be left out with --json" },
	{ "--templates", OPTION_TEXT(struct given, templates), .value = "DIR",
	  .about = "layouts and texts of your own" },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "[{id, code, expires_on, vouchers:[{number, code, token, url}]}]" },
};
const struct options cmd_issue_options = OPTIONS(list, struct given);

static void passes_release(struct pass **passes)
{
	free(*passes);
}

bool cmd_issue(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;
	struct issue_request *request = &given->request;
	AUTO(paper_close) struct paper paper = { 0 };
	AUTO(passes_release)
	struct pass *passes = calloc((size_t)request->passes, sizeof *passes);

	if (!passes)
		return err_memory(err);
	if (!given->out && !given->json)
		return err_named(err, ERR_INPUT, "missing_option", "--out or --json is missing");
	if (given->stock && request->hand_out)
		return err_named(err, ERR_INPUT, "bad_option",
		                 "--stock and --hand-out exclude each other");
	request->hand_out |= request->passes == 1 && !given->stock;
	if (!paper_open(&paper, given->out, given->templates, request->passes, err) ||
	    !issue_passes(cli->app, &cli->caller, request, passes, err))
		return false;
	if (request->passes > 1)
		snprintf(cli->detail, sizeof cli->detail, "{\"passes\":%d}", request->passes);
	deed_to_pass(cli, passes[0].id);
	return deed_commit(cli, err) &&
	       paper_deliver(&paper, cli, passes, (size_t)request->passes, given->json, err);
}

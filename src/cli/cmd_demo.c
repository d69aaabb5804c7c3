#include <stdio.h>

#include "base/auto.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "cli/paper.h"
#include "domain/demo.h"
#include "domain/issue.h"
#include "domain/passes.h"

struct given {
	const char *host, *templates;
	int64_t seed;
	bool json;
};

static const struct option list[] = {
	{ "--host", OPTION_TEXT(struct given, host), .value = "HOST", .usual = "pass.example",
	  .about = "printed in every QR code" },
	{ "--seed", OPTION_INT(struct given, seed, 0, INT64_MAX), .usual = "1",
	  .about = "the same number: the same people on the same days" },
	{ "--templates", OPTION_TEXT(struct given, templates), .value = "DIR",
	  .about = "layouts and texts of your own" },
	{ "--json", OPTION_FLAG(struct given, json),
	  .about = "{accounts:[{role, login, password, token}], funders, programmes, desks, "
	           "centres, first_pass}" },
};
const struct options cmd_demo_options = OPTIONS(list, struct given);

/* A first pass on paper, in the folder of the books. */
static bool print_first(struct cli *cli, const struct demo *demo, const char *path,
                        const char *templates, struct err *err)
{
	AUTO(paper_close) struct paper paper = { 0 };
	struct pass pass;

	return cli_open(cli, NEEDS_BOOKS | NEEDS_KEYS, err) &&
	       pass_find(cli->app, &cli->caller, demo->first_pass, &pass, err) &&
	       paper_open(&paper, path, templates, 1, err) &&
	       paper_add(&paper, cli->app, &pass, false, err) && paper_end(&paper, err);
}

static void show(const struct demo *demo, const char *pdf, struct buf *out)
{
	for (size_t i = 0; i < demo->accounts_count; i++)
		buf_addf(out, "%-9s %-28s %s\n", role_name(demo->accounts[i].role),
		         demo->accounts[i].login, demo->accounts[i].password);
	buf_addf(out, "A first printed pass: %s\n", pdf);
}

bool cmd_demo(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	const struct demo_wish wish = { .host = given->host, .seed = (uint64_t)given->seed };
	AUTO(buf_release) struct buf json = { 0 };
	char accounts[PATH_MAX], pdf[PATH_MAX];
	struct demo demo;

	if ((size_t)snprintf(accounts, sizeof accounts, "%s/accounts.json", cli->where.data) >=
	            sizeof accounts ||
	    (size_t)snprintf(pdf, sizeof pdf, "%s/first-pass.pdf", cli->where.data) >= sizeof pdf)
		return err_set(err, ERR_INPUT, "the path %s is too long", cli->where.data);
	if (!demo_make(&cli->where, &wish, &demo, err))
		return false;
	demo_json(&demo, &json);
	if (!buf_check(&json, err) || !file_write(accounts, json.data, json.size, 0600, err) ||
	    !print_first(cli, &demo, pdf, given->templates, err))
		return false;
	if (given->json)
		buf_add(&cli->out, json.data, json.size);
	else
		show(&demo, pdf, &cli->out);
	return true;
}

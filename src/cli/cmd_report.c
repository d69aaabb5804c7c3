#include "base/auto.h"
#include "cli/cmd.h"
#include "domain/report.h"

struct given {
	struct report_wish wish;
	bool csv, json;
};

static const struct option list[] = {
	{ "--programme", OPTION_ID(struct given, wish.programme), .value = "P", .about = "which",
	  .required = true },
	{ "--from", OPTION_DAY(struct given, wish.from_day),
	  .about = "first day; left out: the beginning" },
	{ "--until", OPTION_DAY(struct given, wish.until_day),
	  .about = "last day; left out: today" },
	{ "--csv", OPTION_FLAG(struct given, csv), .about = "for spreadsheets" },
	{ "--json", OPTION_FLAG(struct given, json), .about = "for programs" },
};
const struct options cmd_report_options = OPTIONS(list, struct given);

bool cmd_report(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	struct report report;

	if (given->csv && given->json)
		return err_named(err, ERR_INPUT, "bad_option",
		                 "--csv and --json exclude each other");
	if (!report_make(cli->app, &cli->caller, &given->wish, &report, err))
		return false;
	if (given->json) {
		report_json(&report, 0, &cli->out);
		buf_addc(&cli->out, '\n');
	} else if (given->csv)
		report_csv(&report, &cli->out);
	else
		report_text(&report, &cli->out);
	return true;
}

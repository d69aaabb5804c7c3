#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/shown.h"
#include "domain/programmes.h"

/* Rules that `add` sets, to what is usual when they are not named, and that `change` keeps. */
#define USUAL(value) value
#define KEPT(value) NULL
#define RULES(OF)                                                                                  \
	{ "--name", OPTION_COPY(struct programme, name), .value = "NAME", .about = "as printed" }, \
		{ "--from", OPTION_DAY(struct programme, from_day), .about = "first day of use" }, \
		{ "--until", OPTION_DAY(struct programme, until_day),                              \
		  .about = "last day, printed" },                                                  \
		{ "--cents", OPTION_INT(struct programme, cents, 1, 65535),                        \
		  .about = "what a voucher is worth", .usual = OF("1000") },                       \
		{ "--vouchers-min", OPTION_INT(struct programme, vouchers_min, 1, 15),             \
		  .about = "fewest in a pass", .usual = OF("5") },                                 \
		{ "--vouchers-max", OPTION_INT(struct programme, vouchers_max, 1, 15),             \
		  .about = "most in a pass", .usual = OF("10") },                                  \
		{ "--vouchers-usual", OPTION_COPY(struct programme, vouchers_usual),               \
		  .value = "LIST", .about = "by level of need, three numbers",                     \
		  .usual = OF("10 8 5") },                                                         \
		{ "--grace-days", OPTION_INT(struct programme, grace_days, 0, 366),                \
		  .about = "still accepted after the last day", .usual = OF("30") },               \
		{ "--stop-days", OPTION_INT(struct programme, stop_days, 0, 366),                  \
		  .about = "hand-out stops before the last day", .usual = OF("15") },              \
		{ "--territory", OPTION_COPY(struct programme, territory), .value = "LIST",        \
		  .about = "codes of départements, communes, EPCI; empty: everywhere" },           \
		{ "--kinds", OPTION_COPY(struct programme, kinds), .value = "LIST",                \
		  .about = "of workshops, numbers; empty: any" },                                  \
		{ "--bands", OPTION_COPY(struct programme, bands), .value = "LIST",                \
		  .about = "of age and situation that it reports" },                               \
		{ "--person-passes", OPTION_INT(struct programme, person_passes, 0, 1000),         \
		  .about = "at most so many for one person; 0: no limit" },                        \
	{                                                                                          \
		"--person-days", OPTION_INT(struct programme, person_days, 0, 3660),               \
			.about = "within so many days"                                             \
	}

static const struct option add_list[] = {
	{ "--funder", OPTION_ID(struct programme, funder), .value = "F", .about = "who pays",
	  .required = true },
	RULES(USUAL),
};
const struct options cmd_programme_add_options = OPTIONS(add_list, struct programme);

bool cmd_programme_add(struct cli *cli, void *given, struct err *err)
{
	struct programme *programme = given;

	if (!programme_add(cli->app, programme, err))
		return false;
	deed_to_id(cli, programme->id);
	buf_addf(&cli->out, "%lld\n", (long long)programme->id);
	return true;
}

static const struct option change_list[] = {
	{ "PROGRAMME", OPTION_ID(struct programme, id), .about = "number of the programme",
	  .required = true },
	RULES(KEPT),
};
const struct options cmd_programme_change_options = OPTIONS(change_list, struct programme);

/* The words are read a second time, over what the books say. */
static bool apply(void *context, void *programme, struct err *err)
{
	return cli_read_again(context, programme, err);
}

bool cmd_programme_change(struct cli *cli, void *given, struct err *err)
{
	struct programme *programme = given;
	const struct edit edit = { .id = programme->id, .apply = apply, .context = cli };

	deed_to_id(cli, programme->id);
	return programme_change(cli->app, &edit, programme, err);
}

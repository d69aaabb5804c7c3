#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/approvals.h"
#include "domain/programmes.h"

/* ---- programme list ---- */

static const struct option list_list[] = {
	LISTING_OPTIONS("[{id, funder, name, state, cents, from, until}]"),
};
const struct options cmd_programme_list_options = OPTIONS(list_list, struct listing);

static bool show(void *context, const struct programme *programme, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;

	(void)err;
	if (!listing->json) {
		buf_addf(json->to, "%lld  %-7s  %s\n", (long long)programme->id,
		         programme_state_name(programme->state), programme->name);
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", programme->id);
	shown_id(json, "funder", programme->funder);
	json_write_field_text(json, "name", programme->name);
	json_write_field_text(json, "state", programme_state_name(programme->state));
	json_write_field_int(json, "cents", programme->cents);
	shown_day(json, "from", programme->from_day);
	shown_day(json, "until", programme->until_day);
	json_write_end_object(json);
	return true;
}

bool cmd_programme_list(struct cli *cli, void *given, struct err *err)
{
	const struct programmes_query all = { .state = -1, .limit = INT32_MAX };
	struct listing *listing = given;

	listing_begin(listing, cli);
	if (!programmes_list(cli->app, &cli->caller, &all, show, listing, err))
		return false;
	listing_end(listing);
	return true;
}

/* ---- programme fund, programme state, site approve ---- */

struct given {
	int64_t programme, site, cents;
	int state, reason;
};

static const struct option fund_list[] = {
	{ "PROGRAMME", OPTION_ID(struct given, programme), .about = "its number",
	  .required = true },
	{ "--cents", OPTION_INT(struct given, cents, -100000000000000, 100000000000000),
	  .about = "given; negative: taken back", .required = true },
};
const struct options cmd_programme_fund_options = OPTIONS(fund_list, struct given);

bool cmd_programme_fund(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	deed_to_id(cli, given->programme);
	return programme_fund(cli->app, given->programme, given->cents, err);
}

static const struct option state_list[] = {
	{ "PROGRAMME", OPTION_ID(struct given, programme), .about = "its number",
	  .required = true },
	{ "STATE",
	  OPTION_WORD(struct given, state, "draft|funded|open|closing|closed",
	              programme_state_parse),
	  .about = "draft, funded, open, closing or closed", .required = true },
};
const struct options cmd_programme_state_options = OPTIONS(state_list, struct given);

bool cmd_programme_state(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	deed_to_id(cli, given->programme);
	return programme_set_state(cli->app, given->programme, (enum programme_state)given->state,
	                           err);
}

static const struct option approve_list[] = {
	{ "SITE", OPTION_ID(struct given, site), .about = "number of the place", .required = true },
	{ "--programme", OPTION_ID(struct given, programme), .value = "P",
	  .about = "whose passes it hands out or redeems", .required = true },
	{ "--state",
	  OPTION_WORD(struct given, state, "candidate|approved|suspended", approval_parse),
	  .about = "what it is from now on", .usual = "approved" },
	{ "--reason", OPTION_WORD(struct given, reason, SUSPENSIONS, suspension_parse),
	  .about = "why it is suspended: the place reads it" },
};
const struct options cmd_site_approve_options = OPTIONS(approve_list, struct given);

bool cmd_site_approve(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;
	const struct approval_wish wish = { given->programme, given->site,
		                            (enum approval)given->state,
		                            (enum suspension)given->reason };
	struct approval_row row;

	deed_to(cli, "%lld/%lld", (long long)given->programme, (long long)given->site);
	return approval_set(cli->app, &cli->caller, &wish, &row, err);
}

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/funders.h"

/* ---- add ---- */

static const struct option add_list[] = {
	{ "--name", OPTION_COPY(struct funder, name), .value = "NAME", .about = "who pays",
	  .required = true },
	{ "--siret", OPTION_COPY(struct funder, siret), .value = "SIRET", .about = "14 digits",
	  .required = true },
};
const struct options cmd_funder_add_options = OPTIONS(add_list, struct funder);

bool cmd_funder_add(struct cli *cli, void *given, struct err *err)
{
	struct funder *funder = given;

	if (!funder_add(cli->app, funder, err))
		return false;
	deed_to_id(cli, funder->id);
	buf_addf(&cli->out, "%lld\n", (long long)funder->id);
	return true;
}

/* ---- list ---- */

static const struct option list_list[] = { LISTING_OPTIONS("[{id, name, siret}]") };
const struct options cmd_funder_list_options = OPTIONS(list_list, struct listing);

static bool show(void *context, const struct funder *funder, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;

	(void)err;
	if (!listing->json) {
		buf_addf(json->to, "%lld  %s  %s\n", (long long)funder->id, funder->name,
		         funder->siret);
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", funder->id);
	json_write_field_text(json, "name", funder->name);
	json_write_field_text(json, "siret", funder->siret[0] ? funder->siret : NULL);
	json_write_end_object(json);
	return true;
}

bool cmd_funder_list(struct cli *cli, void *given, struct err *err)
{
	const struct funders_query all = { .limit = INT32_MAX };
	struct listing *listing = given;

	listing_begin(listing, cli);
	if (!funders_list(cli->app, &cli->caller, &all, show, listing, err))
		return false;
	listing_end(listing);
	return true;
}

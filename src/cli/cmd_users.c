#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/listing.h"
#include "cli/shown.h"
#include "domain/accounts.h"

static const struct option list[] = {
	LISTING_OPTIONS("[{id, login, role, site, funder, second_factors, disabled_at}]"),
};
const struct options cmd_user_list_options = OPTIONS(list, struct listing);

static bool show(void *context, const struct account *account, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;

	(void)err;
	if (!listing->json) {
		buf_addf(json->to, "%-24s %-8s%s\n", account->login, role_name(account->role),
		         account->disabled_at ? "  disabled" : "");
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", account->id);
	json_write_field_text(json, "login", account->login);
	json_write_field_text(json, "role", role_name(account->role));
	shown_id(json, "site", account->site);
	shown_id(json, "funder", account->funder);
	json_write_name(json, "second_factors");
	json_write_begin_array(json);
	if (account->factors & FACTOR_TOTP)
		json_write_text(json, "totp");
	if (account->factors & FACTOR_CARD)
		json_write_text(json, "card");
	json_write_end_array(json);
	shown_time(json, "disabled_at", account->disabled_at);
	json_write_end_object(json);
	return true;
}

bool cmd_user_list(struct cli *cli, void *given, struct err *err)
{
	const struct accounts_page all = { .limit = INT64_MAX };
	struct listing *listing = given;

	listing_begin(listing, cli);
	if (!accounts_list(cli->app, &all, show, listing, err))
		return false;
	listing_end(listing);
	return true;
}

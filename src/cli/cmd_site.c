#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/deed.h"
#include "cli/listing.h"
#include "cli/point.h"
#include "cli/shown.h"
#include "domain/sites.h"

/* ---- add, change ---- */

struct given {
	struct site site;
	const char *siret, *at;
	/* of a change; role: a bit for a desk, one for a centre */
	int role, approval, suspension;
};

enum { ROLE_DESK = 1, ROLE_CENTRE = 2 };

#define PLACE                                                                                      \
	{ "--siret", OPTION_TEXT(struct given, siret), .value = "SIRET",                           \
	  .about = "of the body it belongs to" },                                                  \
		{ "--address", OPTION_COPY(struct given, site.place.address), .value = "TEXT",     \
		  .about = "street and number" },                                                  \
		{ "--postcode", OPTION_COPY(struct given, site.place.postcode), .value = "CODE",   \
		  .about = "five digits" },                                                        \
		{ "--commune", OPTION_COPY(struct given, site.place.commune), .value = "NAME",     \
		  .about = "where it is" },                                                        \
		{ "--insee", OPTION_COPY(struct given, site.place.code_insee), .value = "CODE",    \
		  .about = "of the commune: decides which territory it belongs to" },              \
		{ "--epci", OPTION_COPY(struct given, site.epci), .value = "SIREN",                \
		  .about = "of the intercommunality" },                                            \
		{ "--at", OPTION_TEXT(struct given, at), .value = "LAT,LON",                       \
		  .about = "in degrees: orders the centres on a pass" },                           \
		{ "--phone", OPTION_COPY(struct given, site.place.phone), .value = "NUMBER",       \
		  .about = "such as +33545932222" },                                               \
	{                                                                                          \
		"--hours", OPTION_COPY(struct given, site.place.hours),                            \
			.value = "HOURS",                                                          \
			.about = "in the language of OpenStreetMap: Mo-Fr 09:00-12:00"             \
	}

static const struct option add_list[] = {
	{ "--name", OPTION_COPY(struct given, site.place.name), .value = "NAME",
	  .about = "as printed", .required = true },
	{ "--desk", OPTION_FLAG(struct given, site.desk), .about = "hands passes out" },
	{ "--centre", OPTION_FLAG(struct given, site.centre), .about = "redeems vouchers" },
	PLACE,
	{ "--mobile", OPTION_FLAG(struct given, site.place.mobile), .about = "a bus, a tour" },
};
const struct options cmd_site_add_options = OPTIONS(add_list, struct given);

static bool read_point(const struct given *given, struct site_place *place, struct err *err)
{
	place->has_point |= given->at != NULL;
	return !given->at || point_read(given->at, &place->point, err);
}

bool cmd_site_add(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;
	struct site *site = &given->site;

	if (!read_point(given, &site->place, err) ||
	    !site_add(cli->app, site, given->siret ? given->siret : "", err))
		return false;
	deed_to_id(cli, site->id);
	buf_addf(&cli->out, "%lld\n", (long long)site->id);
	return true;
}

static int does_parse(const char *word)
{
	static const char *const roles[] = { "", "desk", "centre", "both" };

	for (int role = ROLE_DESK; role < (int)COUNT_OF(roles); role++)
		if (strcmp(roles[role], word) == 0)
			return role;
	return -1;
}

static const struct option change_list[] = {
	{ "SITE", OPTION_ID(struct given, site.id), .about = "number of the place",
	  .required = true },
	{ "--approval",
	  OPTION_WORD(struct given, approval, "candidate|approved|suspended", approval_parse),
	  .about = "the operator's own; unless approved it neither hands out nor redeems" },
	{ "--reason", OPTION_WORD(struct given, suspension, SUSPENSIONS, suspension_parse),
	  .about = "why it is suspended: the place reads it" },
	{ "--role", OPTION_WORD(struct given, role, "desk|centre|both", does_parse),
	  .about = "hands passes out, redeems vouchers, or both" },
	{ "--name", OPTION_COPY(struct given, site.place.name), .value = "NAME",
	  .about = "as printed" },
	PLACE,
};
const struct options cmd_site_change_options = OPTIONS(change_list, struct given);

/* The words are read a second time, over what the books say. */
static bool apply(void *cli, void *edit_, struct err *err)
{
	struct site_edit *edit = edit_;
	struct given given = { .site = edit->site,
		               .approval = (int)edit->site.approval,
		               .suspension = (int)edit->site.suspension };

	given.role = (edit->site.desk ? ROLE_DESK : 0) | (edit->site.centre ? ROLE_CENTRE : 0);
	if (!cli_read_again(cli, &given, err) || !read_point(&given, &given.site.place, err))
		return false;
	edit->site = given.site;
	edit->site.approval = (enum approval)given.approval;
	edit->site.suspension = (enum suspension)given.suspension;
	edit->site.desk = given.role & ROLE_DESK;
	edit->site.centre = given.role & ROLE_CENTRE;
	return !given.siret || TEXT_COPY(edit->siret, given.siret) ||
	       err_named(err, ERR_INPUT, "bad_siret", "that is no SIRET");
}

bool cmd_site_change(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;
	const struct edit edit = { .id = given->site.id, .apply = apply, .context = cli };

	deed_to_id(cli, given->site.id);
	return site_change(cli->app, &edit, &given->site, err);
}

/* ---- list ---- */

struct sites {
	struct listing listing;
	int64_t last; /* id, to go on after */
	size_t count; /* of the page */
};

static const struct option list_list[] = {
	LISTING_OPTIONS("[{id, name, commune, desk, centre, approval}]"),
};
const struct options cmd_site_list_options = OPTIONS(list_list, struct sites);

static bool show(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct sites *sites = context;
	struct json_writer *json = &sites->listing.writer;

	(void)distance_m;
	(void)err;
	sites->last = site->id;
	sites->count++;
	if (!sites->listing.json) {
		buf_addf(json->to, "%lld  %-9s %s%s %s, %s\n", (long long)site->id,
		         approval_name(site->approval), site->desk ? "desk " : "",
		         site->centre ? "centre " : "", site->place.name, site->place.commune);
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", site->id);
	json_write_field_text(json, "name", site->place.name);
	json_write_field_text(json, "commune", site->place.commune);
	json_write_field_bool(json, "desk", site->desk);
	json_write_field_bool(json, "centre", site->centre);
	json_write_field_text(json, "approval", approval_name(site->approval));
	json_write_end_object(json);
	return true;
}

bool cmd_site_list(struct cli *cli, void *given, struct err *err)
{
	enum { PAGE = 500 };
	struct sites_wish wish = { .query = { SITES_ALL, .limit = PAGE } };
	struct sites *sites = given;

	listing_begin(&sites->listing, cli);
	do {
		sites->count = 0;
		wish.query.after_id = sites->last;
		if (!sites_list(cli->app, &cli->caller, &wish, show, sites, err))
			return false;
	} while (sites->count == PAGE);
	listing_end(&sites->listing);
	return true;
}

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/listing.h"
#include "cli/point.h"
#include "cli/shown.h"
#include "domain/centres.h"

struct given {
	struct listing listing;
	struct centres_query query;
	const char *near;
	int limit;
};

static const struct option list[] = {
	{ "--near", OPTION_TEXT(struct given, near), .value = "LAT,LON", .about = "in degrees",
	  .required = true },
	{ "--programme", OPTION_ID(struct given, query.programme), .value = "P",
	  .about = "that they redeem; left out: any" },
	{ "--limit", OPTION_INT(struct given, limit, 1, 100), .about = "how many", .usual = "5" },
	{ "--json", OPTION_FLAG(struct given, listing.json),
	  .about = "[{id, name, address, postcode, commune, phone, hours, distance_m}]" },
};
const struct options cmd_centres_near_options = OPTIONS(list, struct given);

static bool show(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->writer;
	const struct site_place *place = &site->place;

	(void)err;
	if (!listing->json) {
		buf_addf(json->to, "%lld  %lld.%lld km  %s, %s %s\n", (long long)site->id,
		         (long long)distance_m / 1000, (long long)distance_m % 1000 / 100,
		         place->name, place->postcode, place->commune);
		return true;
	}
	json_write_begin_object(json);
	shown_id(json, "id", site->id);
	json_write_field_text(json, "name", place->name);
	json_write_field_text(json, "address", place->address);
	json_write_field_text(json, "postcode", place->postcode);
	json_write_field_text(json, "commune", place->commune);
	json_write_field_text(json, "phone", place->phone);
	json_write_field_text(json, "hours", place->hours);
	json_write_field_int(json, "distance_m", distance_m);
	json_write_end_object(json);
	return true;
}

bool cmd_centres_near(struct cli *cli, void *given_, struct err *err)
{
	struct given *given = given_;

	given->query.limit = (size_t)given->limit;
	if (!point_read(given->near, &given->query.point, err))
		return false;
	listing_begin(&given->listing, cli);
	if (!centres_near(cli->app, &given->query, show, &given->listing, err))
		return false;
	listing_end(&given->listing);
	return true;
}

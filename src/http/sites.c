/* Places: desks that hand out, centres that redeem. */
#include "domain/sites.h"

#include <math.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/thing.h"

/* ---- answers ---- */

static const struct thing_list services_list = { "services", '|', false };
static const struct thing_list publics_list = { "publics", '|', false };

static void write_place(struct json_writer *json, const struct site_place *place)
{
	json_write_field_bool(json, "mobile", place->mobile);
	thing_write_text(json, "address", place->address);
	thing_write_text(json, "complement", place->complement);
	thing_write_text(json, "postcode", place->postcode);
	thing_write_text(json, "commune", place->commune);
	thing_write_text(json, "insee", place->code_insee);
	thing_write_point(json, place->has_point, place->point);
	thing_write_text(json, "phone", place->phone);
	thing_write_text(json, "website", place->website);
	thing_write_text(json, "hours", place->hours);
	thing_write_list(json, &services_list, place->services);
	thing_write_list(json, &publics_list, place->publics);
	thing_write_text(json, "typology", place->typology);
	thing_write_text(json, "fees", place->fees);
	thing_write_text(json, "access_url", place->access_url);
	thing_write_text(json, "source", place->source);
	thing_write_text(json, "source_id", place->source_id);
	if (place->has_updated)
		thing_write_day(json, "updated_on", place->updated_day);
	else
		json_write_field_text(json, "updated_on", NULL);
}

static void write_site(struct json_writer *json, const struct site *site)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", site->id);
	json_write_field_text(json, "name", site->place.name);
	json_write_field_bool(json, "desk", site->desk);
	json_write_field_bool(json, "centre", site->centre);
	json_write_field_text(json, "approval", approval_name(site->approval));
	json_write_field_text(json, "suspension", suspension_name(site->suspension));
	thing_write_instant(json, "suspended_at", site->suspended_at);
	thing_write_id(json, "organisation", site->organisation);
	thing_write_id(json, "parent", site->parent);
	thing_write_text(json, "epci", site->epci);
	write_place(json, &site->place);
	thing_write_instant(json, "changed_at", site->changed_at);
	json_write_field_int(json, "version", site->version);
	json_write_end_object(json);
}

static bool answer(struct http_reply *reply, const struct site *site)
{
	struct json_writer json = { .to = &reply->body };

	write_site(&json, site);
	return true;
}

/* ---- reading ---- */

static bool list_site(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct listing *listing = context;

	(void)distance_m, (void)err;
	if (listing_room_id(listing, site->id))
		write_site(&listing->json, site);
	return true;
}

/* What a place does, as the question of a list says it. */
static const char *const site_roles[] = { "desk", "centre" };

static int site_role_parse(const char *word)
{
	for (int i = 0; i < (int)COUNT_OF(site_roles); i++)
		if (strcmp(site_roles[i], word) == 0)
			return i;
	return -1;
}

static bool read_query(const struct http_request *request, struct sites_wish *wish, struct err *err)
{
	static const struct param_words roles = { "role", "bad_site_role", site_role_parse };
	static const struct param_words approvals = { "approval", "bad_approval", approval_parse };
	const char *words = http_query(request, "q");
	int role = -1;

	wish->query.epci = http_query(request, "epci");
	wish->words = words && *words ? words : NULL;
	if (!param_codes(request, "territory", wish->territory, sizeof wish->territory, err) ||
	    !param_word(request, &roles, &role, err) ||
	    !param_word(request, &approvals, &wish->query.approval, err) ||
	    !param_id(request, "organisation", &wish->query.organisation, err))
		return false;
	if (role >= 0)
		*(role == 0 ? &wish->query.desk : &wish->query.centre) = 1;
	return true;
}

bool get_sites(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	static const char *const names[] = { "role", "approval",  "organisation",
		                             "epci", "territory", "q",
		                             NULL };
	struct sites_wish wish = { .query = { SITES_ALL } };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &wish.query.after_id, err) ||
	    !read_query(request, &wish, err))
		return false;
	wish.query.limit = listing.limit + 1;
	if (!sites_list(app, &request->caller, &wish, list_site, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

bool get_site(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	struct site site;

	if (!site_find(app, &request->caller, thing_id(request, 0), &site, err))
		return false;
	thing_begin(reply, site.version);
	return answer(reply, &site);
}

/* ---- writing ---- */

/* As JSON has it. */
struct site_call {
	struct site_edit edit; /* what has the same form there */
	char approval[BODY_WORD_SIZE], suspension[BODY_WORD_SIZE];
	char organisation[BODY_WORD_SIZE], parent[BODY_WORD_SIZE];
	double latitude, longitude;            /* NAN = none */
	const struct json *services, *publics; /* NULL = as it is */
};

#define PLACE(member) JSON_FIELD_TEXT(struct site_call, edit.site.place.member)

static const struct json_field fields[] = {
	/* not of a new one */
	{ "approval", JSON_FIELD_TEXT(struct site_call, approval) },
	{ "suspension", JSON_FIELD_TEXT(struct site_call, suspension) },
	/* of all */
	{ "name", PLACE(name), .required = true },
	{ "desk", JSON_FIELD_BOOL(struct site_call, edit.site.desk) },
	{ "centre", JSON_FIELD_BOOL(struct site_call, edit.site.centre) },
	{ "mobile", JSON_FIELD_BOOL(struct site_call, edit.site.place.mobile) },
	{ "organisation", JSON_FIELD_TEXT(struct site_call, organisation) },
	{ "siret", JSON_FIELD_TEXT(struct site_call, edit.siret) },
	{ "parent", JSON_FIELD_TEXT(struct site_call, parent) },
	{ "epci", JSON_FIELD_TEXT(struct site_call, edit.site.epci) },
	{ "address", PLACE(address) },
	{ "complement", PLACE(complement) },
	{ "postcode", PLACE(postcode) },
	{ "commune", PLACE(commune) },
	{ "insee", PLACE(code_insee) },
	{ "latitude", JSON_FIELD_NUMBER(struct site_call, latitude, -90, 90) },
	{ "longitude", JSON_FIELD_NUMBER(struct site_call, longitude, -180, 180) },
	{ "phone", PLACE(phone) },
	{ "website", PLACE(website) },
	{ "hours", PLACE(hours) },
	{ "services", JSON_FIELD_LIST(struct site_call, services) },
	{ "publics", JSON_FIELD_LIST(struct site_call, publics) },
	{ "typology", PLACE(typology) },
	{ "fees", PLACE(fees) },
	{ "access_url", PLACE(access_url) },
};

enum { FIELDS_OF_CHANGES = 2 };

/* A site as a call would have it. */
static void to_call(const struct site *site, struct site_call *call)
{
	const struct site_place *place = &site->place;

	*call = (struct site_call){ .latitude = NAN, .longitude = NAN };
	call->edit.site = *site;
	TEXT_COPY(call->approval, approval_name(site->approval));
	if (site->suspension)
		TEXT_COPY(call->suspension, suspension_name(site->suspension));
	if (site->organisation)
		body_write_id(call->organisation, site->organisation);
	if (site->parent)
		body_write_id(call->parent, site->parent);
	if (!place->has_point)
		return;
	call->latitude = (double)place->point.latitude_e6 / 1e6;
	call->longitude = (double)place->point.longitude_e6 / 1e6;
}

static bool read_approval(const char *word, enum approval *ret, struct err *err)
{
	int approval = approval_parse(word);

	if (approval < 0)
		return err_named(err, ERR_INPUT, "bad_approval", "there is no such approval") ||
		       err_field("approval", err);
	*ret = (enum approval)approval;
	return true;
}

static bool read_suspension(const char *word, enum suspension *ret, struct err *err)
{
	int suspension = word[0] ? suspension_parse(word) : SUSPENSION_UNSAID;

	if (suspension < 0)
		return err_named(err, ERR_INPUT, "bad_suspension", "there is no such reason") ||
		       err_field("suspension", err);
	*ret = (enum suspension)suspension;
	return true;
}

static bool read_point(const struct site_call *call, struct site_place *place, struct err *err)
{
	if (isnan(call->latitude) != isnan(call->longitude))
		return err_named(err, ERR_INPUT, "bad_site",
		                 "a point has a latitude and a longitude") ||
		       err_field("latitude", err);
	place->has_point = !isnan(call->latitude);
	place->point = (struct geo_point){ 0 };
	if (place->has_point)
		place->point = (struct geo_point){ llround(call->latitude * 1e6),
			                           llround(call->longitude * 1e6) };
	return true;
}

static bool read_lists(const struct site_call *call, struct site_place *place, struct err *err)
{
	return (!call->services || thing_read_list(&services_list, call->services, place->services,
	                                           sizeof place->services, err)) &&
	       (!call->publics || thing_read_list(&publics_list, call->publics, place->publics,
	                                          sizeof place->publics, err));
}

static bool from_call(struct site_call *call, struct site_edit *edit, struct err *err)
{
	struct site *site = &call->edit.site;

	if (!read_approval(call->approval, &site->approval, err) ||
	    !read_suspension(call->suspension, &site->suspension, err) ||
	    !thing_read_id(call->organisation, "organisation", &site->organisation, err) ||
	    !thing_read_id(call->parent, "parent", &site->parent, err) ||
	    !read_point(call, &site->place, err) || !read_lists(call, &site->place, err))
		return false;
	*edit = call->edit;
	return true;
}

static bool is_given(const struct json *body, const char *name)
{
	const struct json *value = json_get(body, name);

	return value && json_kind(value) != JSON_IS_NULL;
}

/* A body is named by its number or by its SIRET. */
static bool read_body(const struct http_request *request, struct json **ret, struct err *err)
{
	return body_parse(request, ret, err) &&
	       (!is_given(*ret, "siret") || !is_given(*ret, "organisation") ||
	        err_named(err, ERR_INPUT, "bad_site", "an organisation is given once") ||
	        err_field("siret", err));
}

bool post_site(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	const struct site none = { .approval = APPROVAL_CANDIDATE };
	AUTO(json_close) struct json *json = NULL;
	struct site_edit edit;
	struct site_call call;

	to_call(&none, &call);
	if (!read_body(request, &json, err) ||
	    !body_read(json, fields + FIELDS_OF_CHANGES, COUNT_OF(fields) - FIELDS_OF_CHANGES,
	               &call, err) ||
	    !from_call(&call, &edit, err) || !site_add(app, &edit.site, edit.siret, err))
		return false;
	thing_begin_new(reply, "sites", edit.site.id, edit.site.version);
	return answer(reply, &edit.site);
}

static bool apply(void *context, void *edit, struct err *err)
{
	struct site_call call;

	to_call(&((struct site_edit *)edit)->site, &call);
	return body_patch(context, fields, COUNT_OF(fields), &call, err) &&
	       from_call(&call, edit, err);
}

bool patch_site(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { thing_id(request, 0), etag_seen(request), apply, NULL };
	struct site site;

	if (!read_body(request, &json, err))
		return false;
	edit.context = json;
	if (!site_change(app, &edit, &site, err))
		return false;
	thing_begin(reply, site.version);
	return answer(reply, &site);
}

/* Legal bodies. */
#include "domain/organisations.h"

#include "base/auto.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/thing.h"

static const struct json_field fields[] = {
	{ "name", JSON_FIELD_TEXT(struct organisation, name), .required = true },
	{ "siret", JSON_FIELD_TEXT(struct organisation, siret) },
};

static void write_organisation(struct json_writer *json, const struct organisation *organisation)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", organisation->id);
	json_write_field_text(json, "name", organisation->name);
	thing_write_text(json, "siret", organisation->siret);
	json_write_field_int(json, "version", organisation->version);
	json_write_end_object(json);
}

static bool answer(struct http_reply *reply, const struct organisation *organisation)
{
	struct json_writer json = { .to = &reply->body };

	write_organisation(&json, organisation);
	return true;
}

static bool list_organisation(void *context, const struct organisation *organisation,
                              struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, organisation->id))
		write_organisation(&listing->json, organisation);
	return true;
}

bool get_organisations(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { NULL };
	struct listing listing;
	int64_t after;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &after, err) ||
	    !organisations_list(app, after, listing.limit + 1, list_organisation, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

bool get_organisation(struct app *app, const struct http_request *request, struct http_reply *reply,
                      struct err *err)
{
	struct organisation organisation;

	if (!organisation_find(app, &request->caller, thing_id(request, 0), &organisation, err))
		return false;
	thing_begin(reply, organisation.version);
	return answer(reply, &organisation);
}

bool post_organisation(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	struct organisation organisation = { 0 };

	if (!body_fill(request, fields, COUNT_OF(fields), &organisation, err) ||
	    !organisation_add(app, &organisation, err))
		return false;
	thing_begin_new(reply, "organisations", organisation.id, organisation.version);
	return answer(reply, &organisation);
}

static bool apply(void *context, void *organisation, struct err *err)
{
	return body_patch(context, fields, COUNT_OF(fields), organisation, err);
}

bool patch_organisation(struct app *app, const struct http_request *request,
                        struct http_reply *reply, struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { thing_id(request, 0), etag_seen(request), apply, NULL };
	struct organisation organisation;

	if (!body_parse(request, &json, err))
		return false;
	edit.context = json;
	if (!organisation_change(app, &edit, &organisation, err))
		return false;
	thing_begin(reply, organisation.version);
	return answer(reply, &organisation);
}

/* Who pays. */
#include "domain/funders.h"

#include "base/auto.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/thing.h"

/* The name may be changed; the SIRET is the organisation's. */
static const struct json_field fields[] = {
	{ "name", JSON_FIELD_TEXT(struct funder, name), .required = true },
	{ "siret", JSON_FIELD_TEXT(struct funder, siret), .required = true },
};

static void write_funder(struct json_writer *json, const struct funder *funder)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", funder->id);
	json_write_field_text(json, "name", funder->name);
	json_write_field_text(json, "siret", funder->siret);
	thing_write_id(json, "organisation", funder->organisation);
	json_write_field_int(json, "version", funder->version);
	json_write_end_object(json);
}

static bool answer(struct http_reply *reply, const struct funder *funder)
{
	struct json_writer json = { .to = &reply->body };

	write_funder(&json, funder);
	return true;
}

static bool list_funder(void *context, const struct funder *funder, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, funder->id))
		write_funder(&listing->json, funder);
	return true;
}

bool get_funders(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { NULL };
	struct funders_query query = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &query.after_id, err))
		return false;
	query.limit = listing.limit + 1;
	if (!funders_list(app, &request->caller, &query, list_funder, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

bool get_funder(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct funder funder;

	if (!funder_find(app, &request->caller, thing_id(request, 0), &funder, err))
		return false;
	thing_begin(reply, funder.version);
	return answer(reply, &funder);
}

bool post_funder(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	struct funder funder = { 0 };

	if (!body_fill(request, fields, COUNT_OF(fields), &funder, err) ||
	    !funder_add(app, &funder, err))
		return false;
	thing_begin_new(reply, "funders", funder.id, funder.version);
	return answer(reply, &funder);
}

static bool apply(void *context, void *funder, struct err *err)
{
	return body_patch(context, fields, 1, funder, err);
}

bool patch_funder(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { thing_id(request, 0), etag_seen(request), apply, NULL };
	struct funder funder;

	if (!body_parse(request, &json, err))
		return false;
	edit.context = json;
	if (!funder_change(app, &edit, &funder, err))
		return false;
	thing_begin(reply, funder.version);
	return answer(reply, &funder);
}

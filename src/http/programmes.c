/* Programmes: their rules. Their money and state: http/programme_states. */
#include "domain/programmes.h"

#include "base/auto.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/programme_call.h"
#include "http/programme_reply.h"
#include "http/thing.h"

static bool list_programme(void *context, const struct programme *programme, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, programme->id))
		programme_reply(&listing->json, programme);
	return true;
}

bool get_programmes(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	static const char *const names[] = { "state", "funder", NULL };
	static const struct param_words states = { "state", "bad_state", programme_state_parse };
	struct programmes_query query = { .state = -1 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &query.after_id, err) ||
	    !param_word(request, &states, &query.state, err) ||
	    !param_id(request, "funder", &query.funder, err))
		return false;
	query.limit = listing.limit + 1;
	if (!programmes_list(app, &request->caller, &query, list_programme, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

static bool answer(struct http_reply *reply, const struct programme *programme)
{
	struct json_writer json = { .to = &reply->body };

	programme_reply(&json, programme);
	return true;
}

bool get_programme(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	struct programme programme;

	if (!programme_find(app, &request->caller, thing_id(request, 0), &programme, err))
		return false;
	thing_begin(reply, programme.version);
	return answer(reply, &programme);
}

bool post_programme(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct programme programme;
	struct programme_call call;

	if (!programme_call_new(request, PROGRAMME_CALL_RULES, &json, &call, &programme, err) ||
	    !programme_add(app, &programme, err))
		return false;
	thing_begin_new(reply, "programmes", programme.id, programme.version);
	return answer(reply, &programme);
}

/* A programme keeps its funder: the field is not among those that change. */
static bool apply(void *context, void *thing, struct err *err)
{
	struct programme *programme = thing;
	struct programme_call call;

	programme_call_of(programme, &call);
	return body_patch(context, programme_call_fields + 1, PROGRAMME_CALL_RULES - 1, &call,
	                  err) &&
	       programme_call_apply(&call, programme, err);
}

bool patch_programme(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { thing_id(request, 0), etag_seen(request), apply, NULL };
	struct programme programme;

	if (!body_parse(request, &json, err) ||
	    !programme_find(app, &request->caller, edit.id, &programme, err))
		return false;
	edit.context = json;
	if (!programme_change(app, &edit, &programme, err))
		return false;
	thing_begin(reply, programme.version);
	return answer(reply, &programme);
}

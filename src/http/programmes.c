/* Programmes: their rules. Their money and state: http/programme_states. */
#include "domain/programmes.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/programme_reply.h"
#include "http/thing.h"

/* As JSON has it; what one field cannot say of itself is programme_check()'s to say. */
struct programme_call {
	char funder[BODY_WORD_SIZE], name[120], from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
	int64_t cents, vouchers_min, vouchers_max, grace_days, stop_days;
	int64_t person_passes, person_days;
	const struct json *vouchers_usual, *territory, *kinds, *bands; /* NULL = as it is */
};

#define COUNT(member, least, most) JSON_FIELD_INT(struct programme_call, member, least, most)

static const struct json_field fields[] = {
	{ "funder", JSON_FIELD_TEXT(struct programme_call, funder), .required = true },
	{ "name", JSON_FIELD_TEXT(struct programme_call, name), .required = true },
	{ "from", JSON_FIELD_TEXT(struct programme_call, from), .required = true },
	{ "until", JSON_FIELD_TEXT(struct programme_call, until), .required = true },
	{ "cents", COUNT(cents, 1, 65535) },
	{ "vouchers_min", COUNT(vouchers_min, 5, 10) },
	{ "vouchers_max", COUNT(vouchers_max, 5, 10) },
	{ "vouchers_usual", JSON_FIELD_LIST(struct programme_call, vouchers_usual) },
	{ "grace_days", COUNT(grace_days, 0, GRACE_DAYS_MAX) },
	{ "stop_days", COUNT(stop_days, 0, 366) },
	{ "territory", JSON_FIELD_LIST(struct programme_call, territory) },
	{ "kinds", JSON_FIELD_LIST(struct programme_call, kinds) },
	{ "bands", JSON_FIELD_LIST(struct programme_call, bands) },
	{ "person_passes", COUNT(person_passes, 0, 1000) },
	{ "person_days", COUNT(person_days, 0, 3660) },
};

/* A programme as a call would have it. */
static void to_call(const struct programme *p, struct programme_call *call)
{
	*call = (struct programme_call){ .cents = p->cents,
		                         .vouchers_min = p->vouchers_min,
		                         .vouchers_max = p->vouchers_max,
		                         .grace_days = p->grace_days,
		                         .stop_days = p->stop_days,
		                         .person_passes = p->person_passes,
		                         .person_days = p->person_days };
	TEXT_COPY(call->name, p->name);
	day_format(p->from_day, call->from);
	day_format(p->until_day, call->until);
}

static bool read_lists(const struct programme_call *call, struct programme *p, struct err *err)
{
	const struct {
		const struct thing_list *list;
		const struct json *from;
		char *to;
		size_t size;
	} lists[] = {
		{ &programme_vouchers_usual, call->vouchers_usual, p->vouchers_usual,
		  sizeof p->vouchers_usual },
		{ &programme_territory, call->territory, p->territory, sizeof p->territory },
		{ &programme_kinds, call->kinds, p->kinds, sizeof p->kinds },
		{ &programme_bands, call->bands, p->bands, sizeof p->bands },
	};

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (lists[i].from &&
		    !thing_read_list(lists[i].list, lists[i].from, lists[i].to, lists[i].size, err))
			return false;
	return true;
}

static bool from_call(const struct programme_call *call, struct programme *p, struct err *err)
{
	p->cents = (int)call->cents;
	p->vouchers_min = (int)call->vouchers_min;
	p->vouchers_max = (int)call->vouchers_max;
	p->grace_days = (int)call->grace_days;
	p->stop_days = (int)call->stop_days;
	p->person_passes = (int)call->person_passes;
	p->person_days = (int)call->person_days;
	TEXT_COPY(p->name, call->name);
	return thing_read_day(call->from, "from", &p->from_day, err) &&
	       thing_read_day(call->until, "until", &p->until_day, err) && read_lists(call, p, err);
}

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

static int within(const struct programme_call *call, int64_t count)
{
	return (int)(count < call->vouchers_min   ? call->vouchers_min
	             : count > call->vouchers_max ? call->vouchers_max
	                                          : count);
}

bool post_programme(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	const struct programme usual = { .cents = 1000,
		                         .vouchers_min = 5,
		                         .vouchers_max = 10,
		                         .grace_days = 30,
		                         .stop_days = 15 };
	struct programme programme = { 0 };
	AUTO(json_close) struct json *json = NULL;
	struct programme_call call;

	to_call(&usual, &call);
	if (!body_parse(request, &json, err) ||
	    !body_read(json, fields, COUNT_OF(fields), &call, err))
		return false;
	snprintf(programme.vouchers_usual, sizeof programme.vouchers_usual, "%d %d %d",
	         within(&call, 10), within(&call, 8), within(&call, 5));
	if (!body_id(call.funder, &programme.funder, err))
		return err_field("funder", err);
	if (!from_call(&call, &programme, err) || !programme_add(app, &programme, err))
		return false;
	thing_begin_new(reply, "programmes", programme.id, programme.version);
	return answer(reply, &programme);
}

/* A programme keeps its funder: the field is not among those that change. */
static bool apply(void *context, void *thing, struct err *err)
{
	struct programme *programme = thing;
	struct programme_call call;

	to_call(programme, &call);
	return body_patch(context, fields + 1, COUNT_OF(fields) - 1, &call, err) &&
	       from_call(&call, programme, err);
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

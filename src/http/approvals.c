/* Which sites take part in a programme. */
#include "domain/approvals.h"

#include "base/auto.h"
#include "domain/programmes.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/thing.h"

static void write_approval(struct json_writer *json, const struct programme *programme,
                           const struct approval_row *row)
{
	const struct site *site = &row->site;

	json_write_begin_object(json);
	thing_write_id(json, "site", site->id);
	json_write_field_text(json, "state", approval_name(row->state));
	thing_write_instant(json, "changed_at", row->changed_at);
	json_write_field_text(json, "reason", suspension_name(row->reason));
	thing_write_id(json, "account", row->account);
	thing_write_text(json, "login", row->login);
	json_write_field_text(json, "name", site->place.name);
	json_write_field_text(json, "postcode", site->place.postcode);
	json_write_field_text(json, "commune", site->place.commune);
	json_write_field_bool(json, "desk", site->desk);
	json_write_field_bool(json, "centre", site->centre);
	json_write_field_text(json, "site_approval", approval_name(site->approval));
	json_write_field_bool(json, "in_territory", approval_is_inside(programme, site));
	json_write_end_object(json);
}

struct approvals {
	struct listing listing;
	struct programme programme;
};

static bool list_approval(void *context, const struct approval_row *row, struct err *err)
{
	struct approvals *approvals = context;

	(void)err;
	if (listing_room_id(&approvals->listing, row->site.id))
		write_approval(&approvals->listing.json, &approvals->programme, row);
	return true;
}

bool get_approvals(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	static const char *const names[] = { "state", NULL };
	static const struct param_words states = { "state", "bad_approval", approval_parse };
	struct approvals_query query = { .state = -1 };
	struct approvals approvals;

	if (!programme_find(app, &request->caller, thing_id(request, 0), &approvals.programme,
	                    err) ||
	    !listing_open(&approvals.listing, request, names, reply, err) ||
	    !listing_after(&approvals.listing, 0, &query.after_site, err) ||
	    !param_word(request, &states, &query.state, err))
		return false;
	query.programme = approvals.programme.id;
	query.limit = approvals.listing.limit + 1;
	if (!approvals_list(app, &query, list_approval, &approvals, err))
		return false;
	listing_close(&approvals.listing, request, reply);
	return true;
}

struct approval_call {
	char state[BODY_WORD_SIZE], reason[BODY_WORD_SIZE];
};

static const struct json_field fields[] = {
	{ "state", JSON_FIELD_TEXT(struct approval_call, state), .required = true },
	{ "reason", JSON_FIELD_TEXT(struct approval_call, reason) },
};

/* Who does not say why a site is suspended may do without. */
static bool read_reason(const struct approval_call *call, struct approval_wish *wish,
                        struct err *err)
{
	int reason = call->reason[0] ? suspension_parse(call->reason) : SUSPENSION_UNSAID;

	if (reason < 0)
		return err_named(err, ERR_INPUT, "bad_suspension", "there is no such reason") ||
		       err_field("reason", err);
	wish->reason = (enum suspension)reason;
	return true;
}

bool put_approval(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	struct approval_wish wish = { .programme = thing_id(request, 0),
		                      .site = thing_id(request, 1) };
	struct json_writer json = { .to = &reply->body };
	struct approval_call call = { 0 };
	struct programme programme;
	struct approval_row row;
	int state;

	if (!body_fill(request, fields, COUNT_OF(fields), &call, err))
		return false;
	state = approval_parse(call.state);
	if (state < 0)
		return err_named(err, ERR_INPUT, "bad_approval", "there is no such approval") ||
		       err_field("state", err);
	wish.state = (enum approval)state;
	if (!read_reason(&call, &wish, err) ||
	    !approval_set(app, &request->caller, &wish, &row, err) ||
	    !programme_find(app, &request->caller, wish.programme, &programme, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	write_approval(&json, &programme, &row);
	return true;
}

static bool list_of_site(void *context, const struct approval_of_site *row, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->json;

	(void)err;
	if (!listing_room_id(listing, row->programme))
		return true;
	json_write_begin_object(json);
	thing_write_id(json, "programme", row->programme);
	json_write_field_text(json, "name", row->name);
	json_write_field_text(json, "state", approval_name(row->state));
	thing_write_instant(json, "changed_at", row->changed_at);
	json_write_field_text(json, "reason", suspension_name(row->reason));
	json_write_end_object(json);
	return true;
}

bool get_approvals_of_site(struct app *app, const struct http_request *request,
                           struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { NULL };
	struct approvals_of_site_query query = { .site = thing_id(request, 0) };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &query.after_programme, err))
		return false;
	query.limit = listing.limit + 1;
	if (!approvals_of_site(app, &request->caller, &query, list_of_site, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

struct take_call {
	char after[BODY_WORD_SIZE];
};

static const struct json_field take_fields[] = {
	{ "after", JSON_FIELD_TEXT(struct take_call, after) },
};

bool post_approvals(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	struct approvals_wish wish = { .programme = thing_id(request, 0) };
	struct json_writer json = { .to = &reply->body };
	struct take_call call = { 0 };
	struct approvals_done done;

	if (!body_fill(request, take_fields, COUNT_OF(take_fields), &call, err) ||
	    !thing_read_id(call.after, "after", &wish.after_site, err) ||
	    !approvals_take(app, &request->caller, &wish, &done, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_int(&json, "sites", done.sites);
	json_write_field_int(&json, "fresh", done.fresh);
	thing_write_id(&json, "next", done.next);
	json_write_end_object(&json);
	return true;
}

/* Money and state of a programme. */
#include "base/auto.h"
#include "domain/programmes.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/programme_reply.h"

#define FUNDING_MAX INT64_C(100000000000)

struct funding_call {
	int64_t cents;
};

static const struct json_field funding_fields[] = {
	{ "cents", JSON_FIELD_INT(struct funding_call, cents, -FUNDING_MAX, FUNDING_MAX),
	  .required = true },
};

bool post_funding(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct funding_call call = { 0 };
	struct programme programme;
	struct balances balances;
	int64_t id = thing_id(request, 0);

	if (!body_fill(request, funding_fields, COUNT_OF(funding_fields), &call, err) ||
	    !programme_find(app, &request->caller, id, &programme, err) ||
	    !programme_fund(app, id, call.cents, err) ||
	    !programme_find(app, &request->caller, id, &programme, err) ||
	    !programme_balances(app, id, &balances, err))
		return false;
	thing_begin(reply, programme.version);
	json_write_begin_object(&json);
	thing_write_id(&json, "programme", id);
	json_write_field_text(&json, "state", programme_state_name(programme.state));
	json_write_field_int(&json, "cents", call.cents);
	json_write_field_int(&json, "budget_cents", -balances.cents[ACCOUNT_FUNDER]);
	json_write_field_int(&json, "free_cents", balances.cents[ACCOUNT_BUDGET]);
	json_write_end_object(&json);
	return true;
}

static bool list_funding(void *context, const struct funding_row *row, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->json;

	(void)err;
	if (!listing_room_id(listing, row->number))
		return true;
	json_write_begin_object(json);
	thing_write_id(json, "id", row->number);
	thing_write_instant(json, "at", row->at);
	json_write_field_int(json, "cents", row->cents);
	thing_write_id(json, "account", row->account);
	json_write_field_text(json, "login", row->login);
	json_write_field_text(json, "role", row->account ? role_name(row->role) : NULL);
	json_write_end_object(json);
	return true;
}

bool get_fundings(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	static const char *const names[] = { NULL };
	struct fundings_query query = { 0 };
	struct programme programme;
	struct listing listing;

	if (!programme_find(app, &request->caller, thing_id(request, 0), &programme, err) ||
	    !listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, INT64_MAX, &query.before_number, err))
		return false;
	query.programme = programme.id;
	query.limit = listing.limit + 1;
	if (!fundings_list(app, &query, list_funding, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

struct state_call {
	char state[BODY_WORD_SIZE];
};

static const struct json_field state_fields[] = {
	{ "state", JSON_FIELD_TEXT(struct state_call, state), .required = true },
};

bool post_programme_state(struct app *app, const struct http_request *request,
                          struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct state_call call = { 0 };
	struct programme programme;
	int64_t id = thing_id(request, 0);
	int state;

	if (!body_fill(request, state_fields, COUNT_OF(state_fields), &call, err))
		return false;
	state = programme_state_parse(call.state);
	if (state < 0)
		return err_named(err, ERR_INPUT, "bad_state", "there is no such state") ||
		       err_field("state", err);
	if (!programme_find(app, &request->caller, id, &programme, err) ||
	    !programme_set_state(app, id, (enum programme_state)state, err) ||
	    !programme_find(app, &request->caller, id, &programme, err))
		return false;
	thing_begin(reply, programme.version);
	programme_reply(&json, &programme);
	return true;
}

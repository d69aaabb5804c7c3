/* Passes shown: one, those of a desk, the one whose code is on the paper. */
#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "domain/redeem.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/pass_shown.h"
#include "http/problem.h"
#include "http/signing_key.h"

enum { DORMANT_DAYS_MAX = 3660 };

bool get_pass(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	struct pass pass;

	return pass_shown_find(app, request, &pass, err) &&
	       pass_shown_reply(app, &pass, reply, err);
}

static bool list_add(void *context, const struct pass *pass, const struct pass_use *use,
                     struct err *err)
{
	struct listing *listing = context;
	char id[PASS_ID_SIZE];

	(void)err;
	pass_id_format(pass->id, id);
	if (listing_room(listing, id))
		pass_shown_write(&listing->json, pass, use);
	return true;
}

static bool list(struct app *app, const struct http_request *request,
                 const struct passes_wish *wish, struct listing *listing, struct http_reply *reply,
                 struct err *err)
{
	if (!passes_list(app, &request->caller, wish, list_add, listing, err))
		return false;
	listing_close(listing, request, reply);
	return true;
}

static bool read_wish(const struct http_request *request, const struct listing *listing,
                      struct passes_wish *ret, struct err *err)
{
	static const struct param_words stages = { "state", "bad_state", pass_stage_parse };
	int64_t dormant_days = 0;

	*ret = (struct passes_wish){ .after = -1, .stage = -1, .limit = listing->limit + 1 };
	if (listing->after[0] && !pass_id_parse(listing->after, &ret->after))
		return listing_bad_after(err);
	if (!param_id(request, "desk", &ret->desk, err) ||
	    !param_id(request, "programme", &ret->programme, err) ||
	    !param_word(request, &stages, &ret->stage, err) ||
	    !param_number(request, "dormant_days", DORMANT_DAYS_MAX, &dormant_days, err))
		return false;
	ret->dormant_days = (int)dormant_days;
	if (dormant_days && ret->stage >= 0 && ret->stage != STAGE_HANDED_OUT)
		return err_named(err, ERR_INPUT, "bad_state",
		                 "dormant passes are handed out, and nothing else") ||
		       err_field("state", err);
	return true;
}

bool get_passes(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	static const char *const names[] = { "desk", "programme", "state", "dormant_days", NULL };
	struct passes_wish wish;
	struct listing listing;

	return listing_open(&listing, request, names, reply, err) &&
	       read_wish(request, &listing, &wish, err) &&
	       list(app, request, &wish, &listing, reply, err);
}

bool get_signing_key_passes(struct app *app, const struct http_request *request,
                            struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { "state", NULL };
	struct passes_wish wish;
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !read_wish(request, &listing, &wish, err))
		return false;
	wish.of_key = true;
	wish.key_number = signing_key_number(request);
	return list(app, request, &wish, &listing, reply, err);
}

struct lookup_call {
	char code[VOUCHER_TEXT_MAX + 1];
};

static const struct json_field lookup_fields[] = {
	{ "code", JSON_FIELD_TEXT(struct lookup_call, code), .required = true },
};

/* Not found, but for one character: a problem that asks. */
static bool propose(const char *proposal, struct http_reply *reply, struct err *err)
{
	const struct http_pair said = { err->name, catalogue_error(err) };
	struct json_writer json = { .to = &reply->body };

	if (err->code != ERR_MISSING || !*proposal)
		return false;
	http_reply_begin(reply, 404, HTTP_PROBLEM);
	json_write_begin_object(&json);
	http_problem_members(&json, catalogue_text("title.missing"), 404, &said);
	json_write_field_text(&json, "proposal", proposal);
	json_write_end_object(&json);
	return true;
}

bool post_pass_lookup(struct app *app, const struct http_request *request, struct http_reply *reply,
                      struct err *err)
{
	char proposal[VOUCHER_CODE_SIZE];
	struct lookup_call call = { 0 };
	struct pass pass;

	if (!body_fill(request, lookup_fields, COUNT_OF(lookup_fields), &call, err))
		return false;
	if (!pass_look_up(app, &request->caller, call.code, proposal, &pass, err))
		return propose(proposal, reply, err);
	return pass_shown_reply(app, &pass, reply, err);
}

/* Bearer tokens: made, listed, ended. */
#include "domain/tokens.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/thing.h"

struct token_call {
	char label[65];
	char scope[SCOPES_TEXT_SIZE];
	int64_t days;
};

static const struct json_field fields[] = {
	{ "label", JSON_FIELD_TEXT(struct token_call, label), .required = true },
	{ "scope", JSON_FIELD_TEXT(struct token_call, scope) },
	{ "days", JSON_FIELD_INT(struct token_call, days, 1, TOKEN_DAYS_MAX) },
};

static void write_members(struct json_writer *json, const struct access_token *token)
{
	thing_write_id(json, "id", token->id);
	thing_write_id(json, "account", token->account);
	json_write_field_text(json, "label", token->label);
	json_write_field_text(json, "scope", token->scope);
	thing_write_instant(json, "created_at", token->created_at);
	thing_write_instant(json, "expires_at", token->expires_at);
	thing_write_instant(json, "used_at", token->used_at);
	thing_write_instant(json, "revoked_at", token->revoked_at);
}

static bool list_token(void *context, const struct access_token *token, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (!listing_room_id(listing, token->id))
		return true;
	json_write_begin_object(&listing->json);
	write_members(&listing->json, token);
	json_write_end_object(&listing->json);
	return true;
}

bool get_tokens(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	static const char *const names[] = { NULL };
	struct access_tokens_page page = { .account = thing_id(request, 0) };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &page.after_id, err))
		return false;
	page.limit = listing.limit + 1;
	if (!tokens_list(app, &request->caller, &page, list_token, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

bool post_token(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct token_wish wish = { .account = thing_id(request, 0) };
	char secret[ACCESS_TOKEN_TEXT_SIZE], path[48];
	struct token_call call = { 0 };
	struct access_token token;

	if (!body_fill(request, fields, COUNT_OF(fields), &call, err))
		return false;
	if (!token_scopes_parse(call.scope, &wish.scopes, err))
		return err_field("scope", err);
	wish.label = call.label;
	wish.days = (int)call.days;
	if (!token_add(app, &request->caller, &wish, &token, secret, err))
		return false;
	snprintf(path, sizeof path, "/api/v1/tokens/%" PRId64, token.id);
	http_reply_begin(reply, 201, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	reply->body.is_secret = true;
	json_write_begin_object(&json);
	write_members(&json, &token);
	json_write_field_text(&json, "token", secret);
	json_write_end_object(&json);
	explicit_bzero(secret, sizeof secret);
	return true;
}

bool delete_token(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	if (!token_revoke(app, &request->caller, thing_id(request, 0), err))
		return false;
	http_reply_begin(reply, 204, HTTP_EMPTY);
	return true;
}

/* What people change about how they come in: their password, their phone's application, their card
 * of codes. The password is asked again: a page left open must not shut its owner out. */
#include "domain/second_factors.h"

#include <string.h>

#include "base/auto.h"
#include "http/card.h"
#include "http/handlers.h"
#include "http/thing.h"

struct secret_call {
	char password[PASSWORD_MAX + 1], new[PASSWORD_MAX + 1];
	char code[32];
};

static void secret_call_wipe(struct secret_call *call)
{
	explicit_bzero(call, sizeof *call);
}

static const struct json_field change_fields[] = {
	{ "old", JSON_FIELD_TEXT(struct secret_call, password), .required = true },
	{ "new", JSON_FIELD_TEXT(struct secret_call, new), .required = true },
};

static const struct json_field password_fields[] = {
	{ "password", JSON_FIELD_TEXT(struct secret_call, password), .required = true },
};

static const struct json_field code_fields[] = {
	{ "code", JSON_FIELD_TEXT(struct secret_call, code), .required = true },
};

static bool done(struct http_reply *reply)
{
	http_reply_begin(reply, 204, HTTP_EMPTY);
	return true;
}

bool put_password(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	AUTO(secret_call_wipe) struct secret_call call = { 0 };
	const struct password_proof proof = { call.password, request->peer.address };

	return body_fill(request, change_fields, COUNT_OF(change_fields), &call, err) &&
	       password_change(app, &request->caller, &proof, call.new, err) && done(reply);
}

/* ---- the phone ---- */

static void offer_wipe(struct totp_offer *offer)
{
	explicit_bzero(offer, sizeof *offer);
}

bool post_totp(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	AUTO(secret_call_wipe) struct secret_call call = { 0 };
	AUTO(offer_wipe) struct totp_offer offer = { 0 };
	const struct password_proof proof = { call.password, request->peer.address };
	struct json_writer json = { .to = &reply->body };

	if (!body_fill(request, password_fields, COUNT_OF(password_fields), &call, err) ||
	    !second_factor_offer_totp(app, &request->caller, &proof, &offer, err))
		return false;
	http_reply_begin(reply, 201, HTTP_JSON);
	reply->body.is_secret = true;
	json_write_begin_object(&json);
	json_write_field_text(&json, "secret", offer.secret);
	json_write_field_text(&json, "uri", offer.uri);
	json_write_end_object(&json);
	return true;
}

bool post_totp_confirmation(struct app *app, const struct http_request *request,
                            struct http_reply *reply, struct err *err)
{
	AUTO(secret_call_wipe) struct secret_call call = { 0 };

	return body_fill(request, code_fields, COUNT_OF(code_fields), &call, err) &&
	       second_factor_confirm_totp(app, &request->caller, call.code, err) && done(reply);
}

/* Read the password of the body, and believe that its owner sends it. */
static bool prove(struct app *app, const struct http_request *request, struct err *err)
{
	AUTO(secret_call_wipe) struct secret_call call = { 0 };
	const struct password_proof proof = { call.password, request->peer.address };
	struct account account;

	return body_fill(request, password_fields, COUNT_OF(password_fields), &call, err) &&
	       password_prove(app, &request->caller, &proof, &account, err);
}

static bool remove_own(struct app *app, const struct http_request *request, enum factor kind,
                       struct http_reply *reply, struct err *err)
{
	return prove(app, request, err) &&
	       second_factor_remove(app, &request->caller, request->caller.account, kind, err) &&
	       done(reply);
}

bool post_totp_removal(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	return remove_own(app, request, FACTOR_TOTP, reply, err);
}

/* ---- the card ---- */

bool post_code_card(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	return prove(app, request, err) &&
	       card_reply(app, request, request->caller.account, reply, err);
}

bool post_code_card_removal(struct app *app, const struct http_request *request,
                            struct http_reply *reply, struct err *err)
{
	return remove_own(app, request, FACTOR_CARD, reply, err);
}

/* ---- by the operator ---- */

bool post_account_code_card(struct app *app, const struct http_request *request,
                            struct http_reply *reply, struct err *err)
{
	return card_reply(app, request, thing_id(request, 0), reply, err);
}

bool delete_second_factor(struct app *app, const struct http_request *request,
                          struct http_reply *reply, struct err *err)
{
	return second_factor_remove(app, &request->caller, thing_id(request, 0), 0, err) &&
	       done(reply);
}

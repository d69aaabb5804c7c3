/* Sessions of people: opened with a password, shown, ended. */
#include "domain/sessions.h"

#include <string.h>

#include "base/auto.h"
#include "http/cookie.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/problem.h"
#include "http/thing.h"
#include "http/who.h"

struct login_call {
	char login[65];
	char password[PASSWORD_MAX + 1];
	char code[32];
};

static const struct json_field login_fields[] = {
	{ "login", JSON_FIELD_TEXT(struct login_call, login), .required = true },
	{ "password", JSON_FIELD_TEXT(struct login_call, password), .required = true },
	{ "code", JSON_FIELD_TEXT(struct login_call, code) },
};

static void login_call_wipe(struct login_call *call)
{
	explicit_bzero(call, sizeof *call);
}

static void login_answer_wipe(struct login_answer *answer)
{
	explicit_bzero(answer, sizeof *answer);
}

/* The password was right: which code is asked now. */
static void ask(const struct http_request *request, const struct second_factors *asked,
                struct http_reply *reply)
{
	struct json_writer json = { .to = &reply->body };
	struct err err;

	err_named(&err, ERR_FORBIDDEN, "second_factor_needed", "a code is asked, too");
	http_problem_begin(&json, reply, &err, request->id);
	json_write_field_text(&json, "second_factor", asked->kinds & FACTOR_TOTP ? "totp" : "card");
	if (asked->card_position)
		json_write_field_int(&json, "card_position", asked->card_position);
	json_write_end_object(&json);
}

bool post_session(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	AUTO(login_call_wipe) struct login_call call = { 0 };
	AUTO(login_answer_wipe) struct login_answer answer = { 0 };
	const struct login login = { .login = call.login,
		                     .password = call.password,
		                     .code = call.code,
		                     .address = request->peer.address,
		                     .device = request->user_agent,
		                     .call = request->id };

	if (!body_fill(request, login_fields, COUNT_OF(login_fields), &call, err) ||
	    !session_open(app, &login, &answer, err))
		return false;
	if (!answer.opened) {
		ask(request, &answer.asked, reply);
		return true;
	}
	if (!who_reply(app, &answer.caller, 201, reply, err))
		return false;
	cookie_set(request, reply, answer.cookie);
	return true;
}

bool get_session(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	return who_reply(app, &request->caller, 200, reply, err);
}

bool delete_session(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	if (!request->caller.session)
		return err_named(err, ERR_MISSING, "no_session", "a token has no session");
	if (!session_end(app, &request->caller, request->caller.session, err))
		return false;
	http_reply_begin(reply, 204, HTTP_EMPTY);
	cookie_set(request, reply, "");
	return true;
}

struct writing {
	struct listing listing;
	int64_t own; /* session that asks */
};

static bool write_session(void *context, const struct session *session, struct err *err)
{
	struct writing *writing = context;
	struct json_writer *json = &writing->listing.json;

	(void)err;
	if (!listing_room_id(&writing->listing, session->id))
		return true;
	json_write_begin_object(json);
	thing_write_id(json, "id", session->id);
	json_write_field_text(json, "device", session->device);
	thing_write_instant(json, "created_at", session->created_at);
	thing_write_instant(json, "seen_at", session->seen_at);
	thing_write_instant(json, "ends_at", session->ends_at);
	json_write_field_bool(json, "current", session->id == writing->own);
	json_write_end_object(json);
	return true;
}

bool get_sessions(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	static const char *const names[] = { "account", NULL };
	struct sessions_wish wish = { .account = request->caller.account };
	struct writing writing = { .own = request->caller.session };

	if (!listing_open(&writing.listing, request, names, reply, err) ||
	    !listing_after(&writing.listing, 0, &wish.after_id, err) ||
	    !param_id(request, "account", &wish.account, err))
		return false;
	wish.limit = writing.listing.limit + 1;
	if (!sessions_list(app, &request->caller, &wish, write_session, &writing, err))
		return false;
	listing_close(&writing.listing, request, reply);
	return true;
}

bool delete_session_of(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	if (!session_end(app, &request->caller, thing_id(request, 0), err))
		return false;
	http_reply_begin(reply, 204, HTTP_EMPTY);
	return true;
}

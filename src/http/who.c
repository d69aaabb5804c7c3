#include "http/who.h"

#include "domain/sessions.h"
#include "domain/who.h"
#include "http/thing.h"

static void write_place(struct json_writer *json, const char *member, int64_t id, const char *name)
{
	json_write_name(json, member);
	if (!id) {
		json_write_null(json);
		return;
	}
	json_write_begin_object(json);
	thing_write_id(json, "id", id);
	json_write_field_text(json, "name", name);
	json_write_end_object(json);
}

static void write_int_or_null(struct json_writer *json, const char *name, bool there, int64_t value)
{
	json_write_name(json, name);
	if (there)
		json_write_int(json, value);
	else
		json_write_null(json);
}

void who_write_factors(struct json_writer *json, unsigned kinds)
{
	json_write_name(json, "second_factors");
	json_write_begin_array(json);
	if (kinds & FACTOR_TOTP)
		json_write_text(json, "totp");
	if (kinds & FACTOR_CARD)
		json_write_text(json, "card");
	json_write_end_array(json);
}

bool who_reply(struct app *app, const struct caller *caller, int status, struct http_reply *reply,
               struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	char scope[SCOPES_TEXT_SIZE];
	struct who who = { 0 };

	if (!who_find(app, caller, &who, err))
		return false;
	scopes_format(caller->scopes, scope);
	http_reply_begin(reply, status, HTTP_JSON);
	json_write_begin_object(&json);
	thing_write_id(&json, "account", caller->account);
	json_write_field_text(&json, "login", who.account.login);
	json_write_field_text(&json, "role", role_name(caller->role));
	write_place(&json, "site", caller->site, who.site);
	write_place(&json, "funder", caller->funder, who.funder);
	thing_write_id(&json, "session", caller->session);
	thing_write_id(&json, "token", caller->token);
	json_write_field_text(&json, "scope", scope);
	write_int_or_null(&json, "idle_seconds", caller->session != 0, SESSION_IDLE_SECONDS);
	thing_write_instant(&json, "expires_at", caller->ends_at);
	who_write_factors(&json, who.factors.kinds);
	write_int_or_null(&json, "codes_left", who.factors.kinds & FACTOR_CARD,
	                  who.factors.card_left);
	json_write_end_object(&json);
	return true;
}

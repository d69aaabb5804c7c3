/* Accounts of staff. */
#include "domain/accounts.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/thing.h"
#include "http/who.h"

struct account_call {
	char login[65], role[16];
	char site[BODY_WORD_SIZE], funder[BODY_WORD_SIZE];
	bool disabled;
};

static const struct json_field new_fields[] = {
	{ "login", JSON_FIELD_TEXT(struct account_call, login), .required = true },
	{ "role", JSON_FIELD_TEXT(struct account_call, role), .required = true },
	{ "site", JSON_FIELD_TEXT(struct account_call, site) },
	{ "funder", JSON_FIELD_TEXT(struct account_call, funder) },
};

static const struct json_field change_fields[] = {
	{ "login", JSON_FIELD_TEXT(struct account_call, login) },
	{ "site", JSON_FIELD_TEXT(struct account_call, site) },
	{ "funder", JSON_FIELD_TEXT(struct account_call, funder) },
	{ "disabled", JSON_FIELD_BOOL(struct account_call, disabled) },
};

static void write_members(struct json_writer *json, const struct account *account)
{
	thing_write_id(json, "id", account->id);
	json_write_field_text(json, "login", account->login);
	json_write_field_text(json, "role", role_name(account->role));
	thing_write_id(json, "site", account->site);
	thing_write_id(json, "funder", account->funder);
	who_write_factors(json, account->factors);
	thing_write_instant(json, "created_at", account->created_at);
	thing_write_instant(json, "disabled_at", account->disabled_at);
	json_write_field_int(json, "version", account->version);
}

static void write_account(struct json_writer *json, const struct account *account)
{
	json_write_begin_object(json);
	write_members(json, account);
	json_write_end_object(json);
}

static bool list_account(void *context, const struct account *account, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, account->id))
		write_account(&listing->json, account);
	return true;
}

bool get_accounts(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	static const char *const names[] = { "role", "site", "funder", NULL };
	static const struct param_words roles = { "role", "bad_role", role_parse };
	struct accounts_page page = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &page.after_id, err) ||
	    !param_word(request, &roles, &page.role, err) ||
	    !param_id(request, "site", &page.site, err) ||
	    !param_id(request, "funder", &page.funder, err))
		return false;
	page.limit = listing.limit + 1;
	if (!accounts_list(app, &page, list_account, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

bool get_account(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct account account;

	if (!account_find(app, &request->caller, thing_id(request, 0), &account, err))
		return false;
	thing_begin(reply, account.version);
	write_account(&json, &account);
	return true;
}

static bool read_call(const struct account_call *call, struct account *account, struct err *err)
{
	TEXT_COPY(account->login, call->login);
	return thing_read_id(call->site, "site", &account->site, err) &&
	       thing_read_id(call->funder, "funder", &account->funder, err);
}

bool post_account(struct app *app, const struct http_request *request, struct http_reply *reply,
                  struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	char password[PASSWORD_TEXT_SIZE];
	struct account_call call = { 0 };
	struct account account = { 0 };
	int role;

	if (!body_fill(request, new_fields, COUNT_OF(new_fields), &call, err) ||
	    !read_call(&call, &account, err))
		return false;
	role = role_parse(call.role);
	account.role = role < 0 ? ROLE_ANYONE : (enum role)role;
	if (!account_add(app, &account, password, err))
		return false;
	thing_begin_new(reply, "accounts", account.id, account.version);
	reply->body.is_secret = true;
	json_write_begin_object(&json);
	write_members(&json, &account);
	json_write_field_text(&json, "password", password);
	json_write_end_object(&json);
	explicit_bzero(password, sizeof password);
	return true;
}

/* What the body names, over what the account is. */
static bool apply(void *json, void *thing, struct err *err)
{
	struct account *account = thing;
	struct account_call call = { .disabled = account->disabled_at != 0 };

	TEXT_COPY(call.login, account->login);
	if (account->site)
		body_write_id(call.site, account->site);
	if (account->funder)
		body_write_id(call.funder, account->funder);
	if (!body_patch(json, change_fields, COUNT_OF(change_fields), &call, err) ||
	    !read_call(&call, account, err))
		return false;
	account->disabled_at = call.disabled;
	return true;
}

bool patch_account(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { thing_id(request, 0), etag_seen(request), apply, NULL };
	struct json_writer writer = { .to = &reply->body };
	struct account account;

	if (!body_parse(request, &json, err))
		return false;
	edit.context = json;
	if (!account_change(app, &request->caller, &edit, &account, err))
		return false;
	thing_begin(reply, account.version);
	write_account(&writer, &account);
	return true;
}

bool post_account_password(struct app *app, const struct http_request *request,
                           struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	char password[PASSWORD_TEXT_SIZE];

	if (!account_new_password(app, thing_id(request, 0), password, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	reply->body.is_secret = true;
	json_write_begin_object(&json);
	json_write_field_text(&json, "password", password);
	json_write_end_object(&json);
	explicit_bzero(password, sizeof password);
	return true;
}

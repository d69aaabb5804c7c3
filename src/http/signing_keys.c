/* Keys that vouchers are signed with: which there are, a new one, one that is refused from now on.
 */
#include "domain/keys.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/signing_key.h"
#include "http/thing.h"
#include "model/pass.h"

enum { NUMBER_MAX = 255, PATH_SIZE = 40 };

static const char *const states[] = {
	[KEY_ACTIVE] = "active",
	[KEY_RETIRED] = "retired",
	[KEY_REVOKED] = "revoked",
};

int signing_key_number(const struct http_request *request)
{
	int64_t number;

	return text_parse_int(request->params.value[0], &number) && number >= 0 &&
	                       number <= NUMBER_MAX
	               ? (int)number
	               : -1;
}

/* ---- shown ---- */

/* Between the braces. */
static bool write_members(struct json_writer *json, const struct signing_key *key,
                          const struct signing_work *work, struct err *err)
{
	char vkey[VKEY_TEXT_SIZE];

	if (!keys_vkey_of(key, vkey, err))
		return false;
	json_write_field_int(json, "number", key->number);
	thing_write_id(json, "programme", key->programme);
	json_write_field_text(json, "vkey", vkey);
	json_write_field_text(json, "state", states[key->status]);
	thing_write_day(json, "not_before", key->not_before_day);
	thing_write_day(json, "not_after", key->not_after_day);
	json_write_field_int(json, "passes", work->passes);
	json_write_field_int(json, "vouchers", work->vouchers);
	return true;
}

static bool list_key(void *context, const struct signing_key *key, const struct signing_work *work,
                     struct err *err)
{
	struct listing *listing = context;

	if (!listing_room_id(listing, key->number))
		return true;
	json_write_begin_object(&listing->json);
	if (!write_members(&listing->json, key, work, err))
		return false;
	json_write_end_object(&listing->json);
	return true;
}

bool get_signing_keys(struct app *app, const struct http_request *request, struct http_reply *reply,
                      struct err *err)
{
	static const char *const names[] = { NULL };
	struct listing listing;
	int64_t above;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, -1, &above, err) ||
	    !keys_page(app, above, listing.limit + 1, list_key, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

/* The key as the books have it now, and which list tells the world so. */
static bool answer(struct app *app, int number, struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct signing_work work;
	struct signing_key key;
	int64_t version;

	if (!keys_find(app, number, &key, err) || !keys_signed(app, number, &work, err) ||
	    !keys_version(app, &version, err))
		return false;
	json_write_begin_object(&json);
	if (!write_members(&json, &key, &work, err))
		return false;
	json_write_field_int(&json, "key_list", version);
	json_write_end_object(&json);
	return true;
}

bool get_signing_key(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	http_reply_begin(reply, 200, HTTP_JSON);
	return answer(app, signing_key_number(request), reply, err);
}

/* ---- changed ---- */

struct rotation_call {
	char programme[BODY_WORD_SIZE];
};

static const struct json_field rotation_fields[] = {
	{ "programme", JSON_FIELD_TEXT(struct rotation_call, programme), .required = true },
};

bool post_signing_key(struct app *app, const struct http_request *request, struct http_reply *reply,
                      struct err *err)
{
	struct rotation_call call = { 0 };
	struct signing_key key;
	char path[PATH_SIZE];
	int64_t programme;

	if (!body_fill(request, rotation_fields, COUNT_OF(rotation_fields), &call, err) ||
	    !body_id(call.programme, &programme, err) || !keys_rotate(app, programme, &key, err))
		return false;
	snprintf(path, sizeof path, "/api/v1/signing-keys/%d", key.number);
	http_reply_begin(reply, 201, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	return answer(app, key.number, reply, err);
}

struct revocation_call {
	char reason[REASON_MAX + 1];
};

static const struct json_field revocation_fields[] = {
	{ "reason", JSON_FIELD_TEXT(struct revocation_call, reason), .required = true },
};

bool post_signing_key_revocation(struct app *app, const struct http_request *request,
                                 struct http_reply *reply, struct err *err)
{
	int number = signing_key_number(request);
	struct revocation_call call = { 0 };
	struct signing_work work;

	if (!body_fill(request, revocation_fields, COUNT_OF(revocation_fields), &call, err) ||
	    !keys_revoke(app, number, call.reason, &work, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	return answer(app, number, reply, err);
}

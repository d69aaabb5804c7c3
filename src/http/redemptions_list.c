/* Redemptions shown: to the centre all that it said, to who pays what is paid for. */
#include "domain/redemptions.h"

#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/redeem.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"

static void write_id(struct json_writer *json, const char *name, int64_t id)
{
	char text[BODY_WORD_SIZE];

	body_write_id(text, id);
	json_write_field_text(json, name, id ? text : NULL);
}

static void write_instant(struct json_writer *json, const char *name, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];

	if (at)
		instant_format(at, text);
	json_write_field_text(json, name, at ? text : NULL);
}

/* Which pass it was of: for who keeps and who audits the books. A funder must not link the vouchers
 * of one person, nor a centre those that others redeemed. */
static void write_pass(struct json_writer *json, const struct redemption *r)
{
	char pass[PASS_ID_SIZE];

	pass_id_format(spent_pass(r->id), pass);
	json_write_field_text(json, "pass", pass);
	json_write_field_int(json, "number", spent_number(r->id));
}

/* Between the braces. */
static void write_members(struct json_writer *json, enum role role, const char *id,
                          const struct redemption_story *story)
{
	const struct redemption *r = &story->redemption;

	json_write_field_text(json, "id", id);
	json_write_field_text(json, "state", story->reversed_at ? "reversed" : "standing");
	write_instant(json, "at", r->at);
	write_id(json, "programme", r->programme);
	write_id(json, "centre", r->centre);
	json_write_field_int(json, "cents", r->cents);
	json_write_field_int(json, "kind", r->kind);
	json_write_field_int(json, "minutes", r->minutes);
	json_write_field_text(json, "mode", redeem_mode_name(r->mode));
	write_instant(json, "reversed_at", story->reversed_at);
	if (role == ROLE_FUNDER)
		return;
	write_instant(json, "scanned_at", r->device_at);
	json_write_field_text(json, "level", r->level ? level_name(r->level) : NULL);
	write_id(json, "account", r->account);
	if (role != ROLE_MEDIATOR)
		write_pass(json, r);
}

/* To the centre, the proof of what it is owed. */
static bool write_receipt(struct app *app, const struct redemption *r, struct json_writer *json,
                          struct err *err)
{
	AUTO(buf_release) struct buf receipt = { 0 };

	if (!redeem_receipt(app, r, &receipt, err))
		return false;
	json_write_field_text(json, "receipt", buf_text(&receipt));
	return buf_check(&receipt, err);
}

struct shown {
	struct listing listing;
	struct app *app;
	enum role role;
	bool receipts;
};

static bool list_add(void *context, const char *id, const struct redemption *redemption,
                     int64_t reversed_at, struct err *err)
{
	const struct redemption_story story = { .redemption = *redemption,
		                                .reversed_at = reversed_at };
	struct shown *shown = context;
	struct json_writer *json = &shown->listing.json;

	if (!listing_room(&shown->listing, id))
		return true;
	json_write_begin_object(json);
	write_members(json, shown->role, id, &story);
	if (shown->receipts && !write_receipt(shown->app, redemption, json, err))
		return false;
	json_write_end_object(json);
	return true;
}

static int state_parse(const char *word)
{
	return strcmp(word, "standing") == 0 ? 0 : strcmp(word, "reversed") == 0 ? 1 : -1;
}

static bool read_wish(const struct http_request *request, const struct listing *listing,
                      struct redemptions_wish *ret, struct err *err)
{
	static const struct param_words states = { "state", "bad_state", state_parse };
	int64_t from_day = 0, until_day = 0;

	*ret = (struct redemptions_wish){ .until_at = INT64_MAX,
		                          .reversed = -1,
		                          .after = listing->after,
		                          .limit = listing->limit + 1 };
	if (!param_id(request, "programme", &ret->programme, err) ||
	    !param_id(request, "centre", &ret->centre, err) ||
	    !param_word(request, &states, &ret->reversed, err) ||
	    !param_day(request, "from", &from_day, err) ||
	    !param_day(request, "until", &until_day, err))
		return false;
	if (from_day)
		ret->from_at = paris_day_begins_at(from_day);
	if (until_day)
		ret->until_at = paris_day_begins_at(until_day + 1);
	return ret->from_at < ret->until_at ||
	       err_named(err, ERR_INPUT, "bad_period", "the period ends before it begins") ||
	       err_field("until", err);
}

bool get_redemptions(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	static const char *const names[] = {
		"from", "until", "programme", "centre", "state", "receipts", NULL
	};
	struct shown shown = { .app = app, .role = request->caller.role };
	struct redemptions_wish wish;

	if (!listing_open(&shown.listing, request, names, reply, err) ||
	    !read_wish(request, &shown.listing, &wish, err) ||
	    !param_flag(request, "receipts", &shown.receipts, err))
		return false;
	shown.receipts &= shown.role != ROLE_FUNDER;
	if (!redemptions_list(app, &request->caller, &wish, list_add, &shown, err))
		return false;
	listing_close(&shown.listing, request, reply);
	return true;
}

bool get_redemption(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	const char *id = request->params.value[0];
	enum role role = request->caller.role;
	struct redemption_story story;

	if (!redemption_find(app, &request->caller, id, &story, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	write_members(&json, role, id, &story);
	json_write_field_text(&json, "reason", story.reversed_at ? story.reason : NULL);
	if (role != ROLE_FUNDER && !write_receipt(app, &story.redemption, &json, err))
		return false;
	json_write_end_object(&json);
	return true;
}

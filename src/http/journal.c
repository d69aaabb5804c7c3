/* Who did what. */
#include "domain/journal.h"

#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/thing.h"

static bool list_line(void *context, const struct journal_line *line, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->json;

	(void)err;
	if (!listing_room_id(listing, line->id))
		return true;
	json_write_begin_object(json);
	thing_write_id(json, "id", line->id);
	thing_write_instant(json, "at", line->at);
	thing_write_id(json, "account", line->account);
	json_write_field_text(json, "login", line->login);
	json_write_field_text(json, "verb", line->verb);
	thing_write_text(json, "object", line->object);
	thing_write_text(json, "detail", line->detail);
	thing_write_text(json, "call", line->call);
	json_write_end_object(json);
	return true;
}

bool get_journal(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { "account", "from", "until", NULL };
	struct journal_wish wish = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, INT64_MAX, &wish.before_id, err) ||
	    !param_id(request, "account", &wish.account, err) ||
	    !param_day(request, "from", &wish.from_day, err) ||
	    !param_day(request, "until", &wish.until_day, err))
		return false;
	wish.limit = listing.limit + 1;
	if (!journal_list(app, &wish, list_line, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

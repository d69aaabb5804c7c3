/* Pages of a list, by key: ?limit=&after=, and a Link to the next one (RFC 8288). */
#pragma once

#include "codec/json_write.h"
#include "http/message.h"

enum { LISTING_USUAL = 50, LISTING_MAX = 200, LISTING_KEY_SIZE = 64 };

/* Ask the verb for limit + 1 entries; offer each to listing_room(): what it says yes to is written
 * into `json`, and the one too many tells that there is more. */
struct listing {
	size_t limit;
	char after[LISTING_KEY_SIZE]; /* key of the last entry seen; "" = from the beginning */
	struct json_writer json;
	size_t count;
	bool more;
	char last[LISTING_KEY_SIZE];
};

/* Read the query (`names`: its other parameters, ended by NULL) and begin {"items": [. ERR_INPUT
 * "unknown_field", "bad_limit", "bad_after". */
bool listing_open(struct listing *ret, const struct http_request *request, const char *const *names,
                  struct http_reply *reply, struct err *err);

/* The key as a number; `none` when there is none. ERR_INPUT "bad_after". */
bool listing_after(const struct listing *listing, int64_t none, int64_t *ret, struct err *err);

/* For lists whose keys are no numbers; returns false. */
bool listing_bad_after(struct err *err);

/* Is there room for the entry of that key? */
bool listing_room(struct listing *listing, const char *key);
bool listing_room_id(struct listing *listing, int64_t key);

/* End the list; say where the next page is. */
void listing_close(struct listing *listing, const struct http_request *request,
                   struct http_reply *reply);

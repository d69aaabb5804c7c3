#include "http/listing.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"

enum { NAMES_MAX = 14 };

bool listing_bad_after(struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_after", "\"after\" is no key of this list") ||
	       err_field("after", err);
}

static bool read_limit(const char *text, size_t *ret, struct err *err)
{
	int64_t limit = LISTING_USUAL;

	if (text && (!text_parse_int(text, &limit) || limit < 1 || limit > LISTING_MAX))
		return err_named(err, ERR_INPUT, "bad_limit", "a page has 1 to %d entries",
		                 LISTING_MAX) ||
		       err_field("limit", err);
	*ret = (size_t)limit;
	return true;
}

bool listing_open(struct listing *ret, const struct http_request *request, const char *const *names,
                  struct http_reply *reply, struct err *err)
{
	const char *all[NAMES_MAX + 3] = { "limit", "after" }, **end = all + 2;
	const char *after = http_query(request, "after");

	*ret = (struct listing){ .json = { .to = &reply->body } };
	for (; *names; names++) {
		assert(end < all + NAMES_MAX + 2);
		*end++ = *names;
	}
	if (!http_query_check(request, all, err) ||
	    !read_limit(http_query(request, "limit"), &ret->limit, err))
		return false;
	if (after && (!*after || !TEXT_COPY(ret->after, after)))
		return listing_bad_after(err);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&ret->json);
	json_write_name(&ret->json, "items");
	json_write_begin_array(&ret->json);
	return true;
}

bool listing_after(const struct listing *listing, int64_t none, int64_t *ret, struct err *err)
{
	*ret = none;
	return !listing->after[0] || text_parse_int(listing->after, ret) || listing_bad_after(err);
}

bool listing_room(struct listing *listing, const char *key)
{
	if (listing->count == listing->limit) {
		listing->more = true;
		return false;
	}
	listing->count++;
	TEXT_COPY(listing->last, key);
	return true;
}

bool listing_room_id(struct listing *listing, int64_t key)
{
	char text[LISTING_KEY_SIZE];

	snprintf(text, sizeof text, "%" PRId64, key);
	return listing_room(listing, text);
}

/* What may not stand in a query is written as %XX. */
static void add_escaped(struct buf *to, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		    strchr("-._~,:", c))
			buf_addc(to, *text);
		else
			buf_addf(to, "%%%02X", c);
	}
}

void listing_close(struct listing *listing, const struct http_request *request,
                   struct http_reply *reply)
{
	AUTO(buf_release) struct buf link = { 0 };

	json_write_end_array(&listing->json);
	json_write_end_object(&listing->json);
	if (!listing->more)
		return;
	buf_addf(&link, "<%s?", request->path);
	for (size_t i = 0; i < request->query_count && i < HTTP_QUERY_MAX; i++) {
		if (strcmp(request->query[i].name, "after") == 0)
			continue;
		buf_addf(&link, "%s=", request->query[i].name);
		add_escaped(&link, request->query[i].value);
		buf_addc(&link, '&');
	}
	buf_adds(&link, "after=");
	add_escaped(&link, listing->last);
	buf_adds(&link, ">; rel=\"next\"");
	http_reply_header(reply, "Link", buf_text(&link));
}

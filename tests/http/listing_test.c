#include "http/listing.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"

static const char *const names[] = { "site", NULL };

/* Numbers above `after` up to 5, as a verb would give them. */
static void list(const struct http_request *request, struct http_reply *reply)
{
	struct listing listing;
	struct err err;
	int64_t after = -1;

	CHECK_OK(listing_open(&listing, request, names, reply, &err));
	CHECK_OK(listing_after(&listing, 0, &after, &err));
	for (int64_t id = after + 1; id <= 5 && id <= after + (int64_t)listing.limit + 1; id++)
		if (listing_room_id(&listing, id))
			json_write_int(&listing.json, id);
	listing_close(&listing, request, reply);
}

static void pages_follow_each_other_to_the_end(void)
{
	struct http_request request = { .path = "/x",
		                        .query = { { "limit", "2" }, { "site", "a b&c" } },
		                        .query_count = 2 };
	struct http_reply reply = { 0 };

	list(&request, &reply);
	CHECK_TEXT(buf_text(&reply.body), "{\"items\":[1,2]}");
	CHECK_TEXT(http_reply_find(&reply, "Link"),
	           "</x?limit=2&site=a%20b%26c&after=2>; rel=\"next\"");
	request.query[request.query_count++] = (struct http_pair){ "after", "2" };
	list(&request, &reply);
	CHECK_TEXT(buf_text(&reply.body), "{\"items\":[3,4]}");
	CHECK_TEXT(http_reply_find(&reply, "Link"),
	           "</x?limit=2&site=a%20b%26c&after=4>; rel=\"next\"");
	request.query[2].value = "4";
	list(&request, &reply);
	CHECK_TEXT(buf_text(&reply.body), "{\"items\":[5]}");
	CHECK(!http_reply_find(&reply, "Link"));
	request.query[2].value = "3";
	list(&request, &reply);
	CHECK_TEXT(buf_text(&reply.body), "{\"items\":[4,5]}");
	CHECK(!http_reply_find(&reply, "Link"));
	http_reply_release(&reply);
}

static void bad_questions_are_refused(void)
{
	static const struct http_pair bad[] = { { "limit", "0" }, { "limit", "201" },
		                                { "limit", "" },  { "limit", "x" },
		                                { "after", "" },  { "other", "1" } };
	struct http_reply reply = { 0 };
	struct listing listing;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct http_request request = { .path = "/x",
			                        .query = { bad[i] },
			                        .query_count = 1 };

		CHECK_ERR(listing_open(&listing, &request, names, &reply, &err), ERR_INPUT);
	}
	TEXT_COPY(listing.after, "x");
	CHECK_ERR(listing_after(&listing, 0, &(int64_t){ 0 }, &err), ERR_INPUT);
	http_reply_release(&reply);
}

CHECK_MAIN({ "pages_follow_each_other_to_the_end", pages_follow_each_other_to_the_end },
           { "bad_questions_are_refused", bad_questions_are_refused })

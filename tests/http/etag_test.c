#include "http/etag.h"

#include "base/auto.h"
#include "check.h"

static int64_t seen(const char *text)
{
	return etag_seen(&(struct http_request){ .if_match = text });
}

static void a_version_is_read_from_its_tag(void)
{
	CHECK_INT(seen("\"v1\""), 1);
	CHECK_INT(seen("\"v123456789\""), 123456789);
	CHECK_INT(seen("*"), 0);
}

static void what_is_no_tag_of_ours_matches_no_version(void)
{
	static const char *const bad[] = { "",         "\"\"",
		                           "v1",       "\"v\"",
		                           "\"v0\"",   "\"v-1\"",
		                           "W/\"v1\"", "\"v1\",\"v2\"",
		                           "\"v1",     "\"v99999999999999999999999999\"" };

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (seen(bad[i]) != -1)
			CHECK_FAIL("%s is a version", bad[i]);
}

static int settle(const char *body, const char *given, char *tag, size_t size)
{
	struct http_reply reply = { 0 };
	int status;

	http_reply_begin(&reply, 200, HTTP_JSON);
	buf_adds(&reply.body, body);
	etag_settle(&(struct http_request){ .if_none_match = given }, &reply);
	status = reply.status;
	snprintf(tag, size, "%s", http_reply_find(&reply, "ETag"));
	CHECK_INT(reply.body.size, status == 304 ? 0 : strlen(body));
	CHECK_INT(reply.kind, status == 304 ? HTTP_EMPTY : HTTP_JSON); /* nothing is no JSON */
	http_reply_release(&reply);
	return status;
}

static void the_same_body_is_not_sent_twice(void)
{
	char one[64], other[64], list[200];

	CHECK_INT(settle("{\"a\":1}", NULL, one, sizeof one), 200);
	CHECK_INT(settle("{\"a\":1}", one, other, sizeof other), 304);
	CHECK_TEXT(other, one);
	CHECK_INT(settle("{\"a\":2}", one, other, sizeof other), 200);
	CHECK(strcmp(one, other) != 0);
	snprintf(list, sizeof list, "\"x\", W/%s", one);
	CHECK_INT(settle("{\"a\":1}", list, other, sizeof other), 304);
	CHECK_INT(settle("{\"a\":1}", "*", other, sizeof other), 304);
}

static void a_version_that_was_said_is_the_tag(void)
{
	struct http_reply reply = { 0 };

	http_reply_begin(&reply, 200, HTTP_JSON);
	etag_version(&reply, 7);
	etag_settle(&(struct http_request){ .if_none_match = "\"v7\"" }, &reply);
	CHECK_TEXT(http_reply_find(&reply, "ETag"), "\"v7\"");
	CHECK_INT(reply.status, 304);
	http_reply_release(&reply);
}

CHECK_MAIN({ "a_version_is_read_from_its_tag", a_version_is_read_from_its_tag },
           { "what_is_no_tag_of_ours_matches_no_version",
             what_is_no_tag_of_ours_matches_no_version },
           { "the_same_body_is_not_sent_twice", the_same_body_is_not_sent_twice },
           { "a_version_that_was_said_is_the_tag", a_version_that_was_said_is_the_tag })

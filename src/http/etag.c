#include "http/etag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { TAG_TEXT_SIZE = 40 };

int64_t etag_seen(const struct http_request *request)
{
	const char *text = request->if_match;
	char number[24] = "";
	int64_t version;
	size_t size;

	if (strcmp(text, "*") == 0)
		return 0;
	size = strlen(text);
	if (size < 4 || size > sizeof number || memcmp(text, "\"v", 2) || text[size - 1] != '"')
		return -1;
	memcpy(number, text + 2, size - 3);
	return text_parse_int(number, &version) && version > 0 ? version : -1;
}

void etag_version(struct http_reply *reply, int64_t version)
{
	char tag[TAG_TEXT_SIZE];

	snprintf(tag, sizeof tag, "\"v%" PRId64 "\"", version);
	http_reply_header(reply, "ETag", tag);
}

/* FNV-1a, 64 bits: tells versions of one thing apart, protects nothing. */
static uint64_t sum(const struct buf *body)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < body->size; i++)
		hash = (hash ^ (unsigned char)body->data[i]) * 0x100000001b3;
	return hash;
}

static const char *tag_of(struct http_reply *reply)
{
	char tag[TAG_TEXT_SIZE];

	if (!http_reply_find(reply, "ETag")) {
		snprintf(tag, sizeof tag, "\"%016" PRIx64 "-%zx\"", sum(&reply->body),
		         reply->body.size);
		http_reply_header(reply, "ETag", tag);
	}
	return http_reply_find(reply, "ETag");
}

/* Weak comparison: a list of tags in quotes, some after W/. */
static bool has_tag(const char *list, const char *tag)
{
	return strcmp(list, "*") == 0 || strstr(list, tag);
}

void etag_settle(const struct http_request *request, struct http_reply *reply)
{
	const char *tag = tag_of(reply);

	if (!tag || !request->if_none_match || !has_tag(request->if_none_match, tag))
		return;
	reply->status = 304;
	/* Files keep their headers, which a browser takes over; an empty text is no JSON. */
	if (reply->kind == HTTP_JSON || reply->kind == HTTP_OPENAPI)
		reply->kind = HTTP_EMPTY;
	buf_clear(&reply->body);
	reply->fixed = NULL;
	http_reply_drop_file(reply);
}

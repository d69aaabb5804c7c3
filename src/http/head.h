/* The head of a call as it came. What two programs could read in two ways is refused, so that no
 * call can hide behind another (RFC 9112, sections 5, 6 and 11.2). */
#pragma once

#include "http/message.h"

enum { HEAD_HEADERS_MAX = 100 };

/* The lines behind the first: each "name", '\0', its value, "\0\0", and "\0\0" at the very end: the
 * HTTP library writes '\0' over each ':', CR and LF. ERR_INPUT "bad_head", "too_many_headers". */
bool head_lines_check(const char *lines, size_t size, struct err *err);

/* Headers that say where a call ends and where it came from; NULL = not sent. */
struct head {
	const char *content_length, *transfer_encoding, *content_encoding, *expect;
	const char *forwarded_for, *forwarded_proto; /* the last line of each */
	bool forwarded; /* somebody passes it on, whatever the header is called */
	bool twice;     /* one that stands alone came twice */
};

/* One more header, also into the request's members (http_request_headers); borrowed. */
void head_add(struct head *head, struct http_request *request, const char *name, const char *value);

/* `version` is "HTTP/1.1". ERR_INPUT "header_twice", "bad_framing", "no_host",
 * "bad_expectation": the connection is not to be used any more. */
bool head_check(const struct head *head, const struct http_request *request, const char *version,
                struct err *err);

/* Is the body as it was meant, not compressed? ERR_INPUT "bad_encoding". */
bool head_check_encoding(const struct head *head, struct err *err);

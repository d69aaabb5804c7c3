#include "http/head.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"

/* As the library leaves "Host: x\r\nA: b\r\n\r\n". */
#define LINES(text) (text "\0"), sizeof(text) + 1

static void lines_have_one_shape(void)
{
	struct err err;

	CHECK_OK(head_lines_check(LINES(""), &err));
	CHECK_OK(head_lines_check(LINES("Host\0 x\0\0"), &err));
	CHECK_OK(head_lines_check(LINES("Host\0 x\0\0A-b_c\0\0\0User-Agent\0 a/1 (b; \xe9)\tz\0\0"),
	                          &err));
}

static void what_is_folded_cut_or_unended_is_refused(void)
{
	static const struct {
		const char *lines;
		size_t size;
	} cases[] = {
		{ LINES("Host\0 x\0\0 folded\0 y\0\0") },
		{ LINES("Host\0 x\0\0\tfolded\0\0\0") },
		{ LINES("Host\0 x\0Content-Length\0 5\0\0") }, /* LF alone, or a '\0' inside */
		{ LINES("Host \0 x\0\0") },
		{ LINES("Ho st\0 x\0\0") },
		{ LINES("\0 x\0\0") },
		{ LINES("Host\0 x\ry\0\0") },
		{ LINES("Host\0 x\x01\0\0") },
		{ LINES("Host\0 x\x7f\0\0") },
		{ LINES("H\xc3\xa9\0 x\0\0") },
		{ LINES("Host\0 x") },
		{ "Host\0 x\0\0", 9 },
		{ "Host", 4 },
		{ "\0\0\0", 3 },
		{ "\0", 1 },
		{ "", 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };

		if (!CHECK_ERR(head_lines_check(cases[i].lines, cases[i].size, &err), ERR_INPUT) ||
		    !CHECK_TEXT(err.name, "bad_head"))
			printf("# case %zu\n", i);
	}
}

/* In memory of that very size, so that a sanitizer sees who reads on. */
static void a_head_cut_anywhere_is_refused(void)
{
	static const char lines[] = "Host\0 x\0\0A-b_c\0\0\0\0";

	for (size_t size = 0; size < sizeof lines; size++) {
		char *cut = malloc(size + !size);
		struct err err;

		memcpy(cut, lines, size);
		CHECK_ERR(head_lines_check(cut, size, &err), ERR_INPUT);
		free(cut);
	}
}

static void headers_are_counted(void)
{
	static const char line[] = "A\0 b\0";
	char lines[(HEAD_HEADERS_MAX + 1) * sizeof line + 2] = { 0 };
	struct err err = { 0 };

	for (int i = 0; i <= HEAD_HEADERS_MAX; i++)
		memcpy(lines + (size_t)i * sizeof line, line, sizeof line);
	CHECK_OK(head_lines_check(lines + sizeof line, sizeof lines - sizeof line, &err));
	CHECK_ERR(head_lines_check(lines, sizeof lines, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "too_many_headers");
}

/* Names and values, ended by NULL. */
static bool check(const char *const *headers, const char *version, struct err *err)
{
	struct http_request request = { 0 };
	struct head head = { 0 };

	for (; *headers; headers += 2)
		head_add(&head, &request, headers[0], headers[1]);
	return head_check(&head, &request, version, err);
}

#define HEADERS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define REFUSED(as, version, ...)                                                                  \
	do {                                                                                       \
		err.name[0] = '\0';                                                                \
		CHECK_ERR(check(HEADERS(__VA_ARGS__), version, &err), ERR_INPUT);                  \
		CHECK_TEXT(err.name, as);                                                          \
	} while (0)

static void one_reading_of_where_a_call_ends_is_let_in(void)
{
	struct err err;

	CHECK_OK(check(HEADERS("Host", "x"), "HTTP/1.1", &err));
	CHECK_OK(check(HEADERS("host", "x:80", "CONTENT-LENGTH", "5"), "HTTP/1.1", &err));
	CHECK_OK(check(HEADERS("Host", "[::1]:8080", "Transfer-Encoding", "Chunked"), "HTTP/1.1",
	               &err));
	CHECK_OK(check(HEADERS("Host", "x", "Expect", "100-Continue"), "HTTP/1.1", &err));
	CHECK_OK(check(HEADERS("Content-Length", "5"), "HTTP/1.0", &err));
	CHECK_OK(check(HEADERS("Host", "x", "Accept", "a/b", "Accept", "c/d", "X-Forwarded-For",
	                       "1", "X-Forwarded-For", "2"),
	               "HTTP/1.1", &err));
}

static void two_readings_are_refused(void)
{
	struct err err = { 0 };

	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "Content-Length", "5", "Content-Length",
	        "5");
	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "content-length", "5", "Content-Length",
	        "6");
	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "Host", "y");
	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "Authorization", "a", "authorization",
	        "b");
	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "Transfer-Encoding", "chunked",
	        "Transfer-Encoding", "identity");
	REFUSED("header_twice", "HTTP/1.1", "Host", "x", "Idempotency-Key", "a", "Idempotency-Key",
	        "b");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Content-Length", "5", "Transfer-Encoding",
	        "chunked");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Transfer-Encoding", "gzip, chunked");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Transfer-Encoding", "identity");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Transfer-Encoding", "");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Transfer-Encoding", "\vchunked");
	REFUSED("bad_framing", "HTTP/1.0", "Transfer-Encoding", "chunked");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Content-Length", "+5");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Content-Length", "5, 5");
	REFUSED("bad_framing", "HTTP/1.1", "Host", "x", "Content-Length", "");
	REFUSED("no_host", "HTTP/1.1", "Accept", "a/b");
	REFUSED("no_host", "HTTP/1.1", "Host", "x/y");
	REFUSED("no_host", "HTTP/1.1", "Host", "user@x");
	REFUSED("no_host", "HTTP/1.0", "Host", "x y");
	REFUSED("bad_expectation", "HTTP/1.1", "Host", "x", "Expect", "200-ok");
}

static void headers_find_their_members(void)
{
	struct http_request request = { 0 };
	struct head head = { 0 };

	head_add(&head, &request, "HOST", "x");
	head_add(&head, &request, "X-Forwarded-For", "1.2.3.4");
	head_add(&head, &request, "x-forwarded-for", "5.6.7.8");
	head_add(&head, &request, "Accept", "first");
	head_add(&head, &request, "Accept", "second");
	CHECK_TEXT(request.host, "x");
	CHECK_TEXT(request.accept, "first");
	CHECK_TEXT(head.forwarded_for, "5.6.7.8");
	CHECK(head.forwarded && !head.twice);
}

static void a_compressed_body_is_refused(void)
{
	struct head head = { 0 };
	struct err err = { 0 };

	CHECK_OK(head_check_encoding(&head, &err));
	head.content_encoding = "Identity";
	CHECK_OK(head_check_encoding(&head, &err));
	head.content_encoding = "gzip";
	CHECK_ERR(head_check_encoding(&head, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_encoding");
}

CHECK_MAIN({ "lines_have_one_shape", lines_have_one_shape },
           { "what_is_folded_cut_or_unended_is_refused", what_is_folded_cut_or_unended_is_refused },
           { "a_head_cut_anywhere_is_refused", a_head_cut_anywhere_is_refused },
           { "headers_are_counted", headers_are_counted },
           { "one_reading_of_where_a_call_ends_is_let_in",
             one_reading_of_where_a_call_ends_is_let_in },
           { "two_readings_are_refused", two_readings_are_refused },
           { "headers_find_their_members", headers_find_their_members },
           { "a_compressed_body_is_refused", a_compressed_body_is_refused })

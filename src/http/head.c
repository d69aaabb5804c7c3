#include "http/head.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"

static const char token[] = "!#$%&'*+-.^_`|~0123456789"
			    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool refuse(struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_head",
	                 "a line of the call's head is not well-formed");
}

static bool value_fits(const char *value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7f)
			return false;
	return true;
}

/* The size of "name\0value\0\0"; 0 = it is another shape: folded, with a '\0' of its own, ended by
 * LF alone. */
static size_t line_size(const char *line, size_t left)
{
	size_t name = strnlen(line, left);
	size_t value = name + 1 < left ? strnlen(line + name + 1, left - name - 1) : 0;
	size_t end = name + 1 + value;

	if (name == 0 || end + 2 > left || strspn(line, token) != name || line[end + 1] != '\0' ||
	    !value_fits(line + name + 1, value))
		return 0;
	return end + 2;
}

bool head_lines_check(const char *lines, size_t size, struct err *err)
{
	size_t count = 0;

	while (size != 2 || lines[0] || lines[1]) {
		size_t line = size > 2 ? line_size(lines, size) : 0;

		if (!line)
			return refuse(err);
		if (++count > HEAD_HEADERS_MAX)
			return err_named(err, ERR_INPUT, "too_many_headers",
			                 "the head has more than %d headers", HEAD_HEADERS_MAX);
		lines += line;
		size -= line;
	}
	return true;
}

#define OF_HEAD(member) offsetof(struct head, member)

static const struct {
	const char *name;
	size_t offset;
	bool last; /* of several lines the last one counts: the others are hearsay */
} of_head[] = {
	{ "Content-Length", OF_HEAD(content_length), false },
	{ "Transfer-Encoding", OF_HEAD(transfer_encoding), false },
	{ "Content-Encoding", OF_HEAD(content_encoding), false },
	{ "Expect", OF_HEAD(expect), false },
	{ "X-Forwarded-For", OF_HEAD(forwarded_for), true },
	{ "X-Forwarded-Proto", OF_HEAD(forwarded_proto), true },
};

static const char *const of_proxies[] = {
	"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP", "Via",
};

/* Lists that may go over several lines. */
static const char *const lists[] = { "Accept", "If-Match", "If-None-Match" };

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

static bool keep(void *members, size_t offset, const char *value, bool last)
{
	const char **member = (const char **)((char *)members + offset);
	bool first = !*member;

	if (first || last)
		*member = value;
	return first || last;
}

void head_add(struct head *head, struct http_request *request, const char *name, const char *value)
{
	for (size_t i = 0; i < COUNT_OF(of_head); i++)
		if (strcasecmp(of_head[i].name, name) == 0)
			head->twice |= !keep(head, of_head[i].offset, value, of_head[i].last);
	for (size_t i = 0; i < http_request_headers_count; i++)
		if (strcasecmp(http_request_headers[i].name, name) == 0)
			head->twice |=
				!keep(request, http_request_headers[i].offset, value, false) &&
				!is_among(name, lists, COUNT_OF(lists));
	head->forwarded |= is_among(name, of_proxies, COUNT_OF(of_proxies));
}

static bool framing_check(const struct head *head, bool is_new, struct err *err)
{
	const char *length = head->content_length;

	if (length && head->transfer_encoding)
		return err_named(err, ERR_INPUT, "bad_framing",
		                 "Content-Length and Transfer-Encoding exclude each other");
	if (length && (!*length || length[strspn(length, "0123456789")]))
		return err_named(err, ERR_INPUT, "bad_framing", "Content-Length is a number");
	if (head->transfer_encoding &&
	    (!is_new || strcasecmp(head->transfer_encoding, "chunked") != 0))
		return err_named(err, ERR_INPUT, "bad_framing",
		                 "the only Transfer-Encoding is chunked, and HTTP/1.0 has none");
	return true;
}

static bool host_check(const char *host, bool is_new, struct err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-._:[]";

	if (host ? host[strspn(host, letters)] == '\0' : !is_new)
		return true;
	return err_named(err, ERR_INPUT, "no_host", "one Host says for which server a call is");
}

bool head_check(const struct head *head, const struct http_request *request, const char *version,
                struct err *err)
{
	bool is_new = strcmp(version, "HTTP/1.0") != 0;

	if (head->twice)
		return err_named(err, ERR_INPUT, "header_twice",
		                 "a header that stands alone came twice");
	if (!framing_check(head, is_new, err) || !host_check(request->host, is_new, err))
		return false;
	return !head->expect || strcasecmp(head->expect, "100-continue") == 0 ||
	       err_named(err, ERR_INPUT, "bad_expectation",
	                 "the only expectation that is met is 100-continue");
}

bool head_check_encoding(const struct head *head, struct err *err)
{
	return !head->content_encoding || strcasecmp(head->content_encoding, "identity") == 0 ||
	       err_named(err, ERR_INPUT, "bad_encoding", "the body must not be compressed");
}

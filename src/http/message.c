#include "http/message.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/page_style.h"

#define HEADER(name, member)                                                                       \
	{                                                                                          \
		name, offsetof(struct http_request, member)                                        \
	}

const struct http_request_header http_request_headers[] = {
	HEADER("Content-Type", content_type),
	HEADER("Authorization", authorization),
	HEADER("Cookie", cookie),
	HEADER("Idempotency-Key", idempotency_key),
	HEADER("If-Match", if_match),
	HEADER("If-None-Match", if_none_match),
	HEADER("Origin", origin),
	HEADER("Sec-Fetch-Site", sec_fetch_site),
	HEADER("Host", host),
	HEADER("Accept", accept),
	HEADER("Accept-Encoding", accept_encoding),
	HEADER("User-Agent", user_agent),
};
const size_t http_request_headers_count = COUNT_OF(http_request_headers);

/* What nobody else may show, run, frame or keep: all of them, unless a kind says otherwise. */
#define CARE_HEADERS                                                                               \
	{ "X-Content-Type-Options", "nosniff" }, { "Referrer-Policy", "no-referrer" },             \
	{                                                                                          \
		"Cross-Origin-Resource-Policy", "same-origin"                                      \
	}
#define NO_STORE                                                                                   \
	{                                                                                          \
		"Cache-Control", "no-store"                                                        \
	}
#define NO_CONTENT_OF_ITS_OWN                                                                      \
	{                                                                                          \
		"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"            \
	}
#define API_HEADERS CARE_HEADERS, NO_CONTENT_OF_ITS_OWN, NO_STORE

static const struct http_pair json_headers[] = {
	{ "Content-Type", "application/json" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair openapi_headers[] = {
	{ "Content-Type", "application/json" },     CARE_HEADERS,   NO_CONTENT_OF_ITS_OWN,
	{ "Cache-Control", "public, max-age=300" }, { NULL, NULL },
};
static const struct http_pair problem_headers[] = {
	{ "Content-Type", "application/problem+json" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair page_headers[] = {
	{ "Content-Type", "text/html; charset=utf-8" },
	CARE_HEADERS,
	NO_STORE,
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Permissions-Policy",
	  "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()" },
	{ "Content-Security-Policy",
	  "default-src 'none'; style-src '" PAGE_STYLE_HASH
	  "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
	{ NULL, NULL },
};
/* Its scripts and styles are files of this server; a worker has the policy of its own file. */
static const struct http_pair app_headers[] = {
	{ "Content-Type", "text/html; charset=utf-8" },
	CARE_HEADERS,
	{ "Cache-Control", "no-cache" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Permissions-Policy",
	  "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()" },
	{ "Content-Security-Policy",
	  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
	  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; "
	  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'" },
	{ NULL, NULL },
};
static const struct http_pair file_headers[] = {
	CARE_HEADERS,
	NO_CONTENT_OF_ITS_OWN,
	{ NULL, NULL },
};
/* A worker has a policy of its own: it may ask this server, and compile the reader of symbols. */
static const struct http_pair worker_headers[] = {
	CARE_HEADERS,
	{ "Content-Security-Policy",
	  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
	  "frame-ancestors 'none'" },
	{ NULL, NULL },
};
static const struct http_pair pdf_headers[] = {
	{ "Content-Type", "application/pdf" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair png_headers[] = {
	{ "Content-Type", "image/png" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair csv_headers[] = {
	{ "Content-Type", "text/csv; charset=utf-8; header=present" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair xlsx_headers[] = {
	{ "Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair note_headers[] = {
	{ "Content-Type", "text/plain; charset=utf-8" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair bundle_headers[] = {
	{ "Content-Type", "application/vnd.pass-numerique.bundle" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair metrics_headers[] = {
	{ "Content-Type", "text/plain; version=0.0.4; charset=utf-8" },
	API_HEADERS,
	{ NULL, NULL },
};
static const struct http_pair empty_headers[] = { API_HEADERS, { NULL, NULL } };

static const struct http_pair *const kind_headers[] = {
	[HTTP_JSON] = json_headers,       [HTTP_OPENAPI] = openapi_headers,
	[HTTP_PROBLEM] = problem_headers, [HTTP_PAGE] = page_headers,
	[HTTP_APP] = app_headers,         [HTTP_FILE] = file_headers,
	[HTTP_WORKER] = worker_headers,   [HTTP_PDF] = pdf_headers,
	[HTTP_CSV] = csv_headers,         [HTTP_XLSX] = xlsx_headers,
	[HTTP_NOTE] = note_headers,       [HTTP_EMPTY] = empty_headers,
	[HTTP_METRICS] = metrics_headers, [HTTP_BUNDLE] = bundle_headers,
	[HTTP_PNG] = png_headers,
};
_Static_assert(COUNT_OF(kind_headers) == HTTP_KIND__COUNT, "every kind has its headers");

const struct http_pair *http_kind_headers(enum http_kind kind)
{
	return kind_headers[kind];
}

void http_reply_release(struct http_reply *reply)
{
	if (reply->body.is_secret)
		explicit_bzero(reply->headers, sizeof reply->headers);
	buf_release(&reply->body);
	http_reply_drop_file(reply);
}

void http_reply_file(struct http_reply *reply, int file, size_t size)
{
	reply->has_file = true;
	reply->file = file;
	reply->file_size = size;
}

void http_reply_drop_file(struct http_reply *reply)
{
	if (reply->has_file)
		close(reply->file);
	reply->has_file = false;
}

size_t http_reply_size(const struct http_reply *reply)
{
	size_t size;

	http_reply_bytes(reply, &size);
	return reply->has_file ? reply->file_size : size;
}

void http_reply_begin(struct http_reply *reply, int status, enum http_kind kind)
{
	buf_clear(&reply->body);
	http_reply_drop_file(reply);
	reply->fixed = NULL;
	reply->headers_count = 0;
	reply->status = status;
	reply->kind = kind;
}

const char *http_reply_bytes(const struct http_reply *reply, size_t *ret_size)
{
	*ret_size = reply->fixed ? reply->fixed_size : reply->body.size;
	return reply->fixed ? (const char *)reply->fixed : buf_text(&reply->body);
}

void http_reply_header(struct http_reply *reply, const char *name, const char *value)
{
	if (reply->headers_count == HTTP_HEADERS_MAX)
		return;
	reply->headers[reply->headers_count].name = name;
	TEXT_COPY(reply->headers[reply->headers_count].value, value);
	reply->headers_count++;
}

const char *http_reply_find(const struct http_reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->headers_count; i++)
		if (strcmp(reply->headers[i].name, name) == 0)
			return reply->headers[i].value;
	return NULL;
}

const char *http_query(const struct http_request *request, const char *name)
{
	for (size_t i = 0; i < request->query_count && i < HTTP_QUERY_MAX; i++)
		if (strcmp(request->query[i].name, name) == 0)
			return request->query[i].value;
	return NULL;
}

static int times_of(const struct http_request *request, const char *name)
{
	int times = 0;

	for (size_t i = 0; i < request->query_count && i < HTTP_QUERY_MAX; i++)
		times += strcmp(request->query[i].name, name) == 0;
	return times;
}

bool http_query_check(const struct http_request *request, const char *const *names, struct err *err)
{
	const char *twice = "";
	size_t known = 0;

	for (; *names; names++) {
		known += http_query(request, *names) != NULL;
		if (times_of(request, *names) > 1)
			twice = *names;
	}
	return known == request->query_count ||
	       err_named(err, ERR_INPUT, "unknown_field",
	                 "the query has an unknown parameter, or one of them twice") ||
	       err_field(twice, err);
}

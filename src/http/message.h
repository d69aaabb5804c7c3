/* A call and its answer, free of any HTTP library, so that tests can make them. */
#pragma once

#include "base/buf.h"
#include "model/account.h"

enum {
	HTTP_PARAMS_MAX = 2,
	HTTP_PARAM_SIZE = 204, /* a voucher's digits are the longest */
	HTTP_QUERY_MAX = 8,
	HTTP_HEADERS_MAX = 8,
	HTTP_HEADER_SIZE = 400
};

struct bundles;
struct flights;
struct record;
struct printer;
struct sightings;
struct writer_job;

struct http_params {
	size_t count;
	char value[HTTP_PARAMS_MAX][HTTP_PARAM_SIZE]; /* of the path, in its order */
};

/* A name and its text, borrowed. */
struct http_pair {
	const char *name, *value;
};

/* Who is at the other end. */
struct http_peer {
	char address[46]; /* in numbers; "" = unknown */
	bool is_local;    /* this machine, speaking for itself */
	bool is_https;    /* the way to here is encrypted, as far as we can tell */
};

struct http_request {
	const char *method, *path;
	struct http_params params;
	struct http_pair query[HTTP_QUERY_MAX];
	size_t query_count; /* more than HTTP_QUERY_MAX when some were left out */
	/* Headers, borrowed; NULL = not sent. http_request_headers lists them. */
	const char *content_type, *authorization, *cookie, *idempotency_key, *if_match;
	const char *if_none_match, *origin, *sec_fetch_site, *host, *accept, *user_agent;
	const char *accept_encoding;
	struct http_peer peer;
	const char *id;   /* of the call, as the log has it */
	const char *body; /* ends with '\0' */
	size_t body_size;
	struct caller caller;        /* proven before the handler runs */
	struct printer *printer;     /* of this worker's thread; NULL in LANE_LOOP */
	struct record *record;       /* what is counted */
	struct flights *flights;     /* of calls with an Idempotency-Key */
	struct sightings *sightings; /* of who was proven */
	struct bundles *bundles;     /* what of them is kept */
	struct writer_job *writer;   /* of a call in LANE_WRITER; else NULL */
};

/* Which header goes into which member of a request. */
struct http_request_header {
	const char *name;
	size_t offset; /* of a const char * */
};
extern const struct http_request_header http_request_headers[];
extern const size_t http_request_headers_count;

/* What kind of answer it is: its type and the headers that go with it. */
enum http_kind {
	HTTP_JSON,
	HTTP_OPENAPI, /* JSON that is the same for everyone */
	HTTP_PROBLEM,
	HTTP_PAGE,
	HTTP_APP,    /* the web client's page */
	HTTP_FILE,   /* one of its files; its type and how long it is kept are added */
	HTTP_WORKER, /* one that runs beside its page */
	HTTP_PDF,
	HTTP_PNG,
	HTTP_CSV,
	HTTP_XLSX,
	HTTP_NOTE,
	HTTP_BUNDLE,
	HTTP_EMPTY,
	HTTP_METRICS,
	HTTP_KIND__COUNT
};

struct http_reply {
	int status; /* 0 = none yet */
	enum http_kind kind;
	struct buf body;            /* is_secret: overwritten when it was sent, with the headers */
	const unsigned char *fixed; /* in place of it: bytes of the program itself, which a
	                               crowd of slow readers shares; NULL = none */
	size_t fixed_size;
	bool has_file; /* in place of it: a file without a name (http/spool), closed with it */
	int file;
	size_t file_size;
	struct {
		const char *name; /* a literal */
		char value[HTTP_HEADER_SIZE];
	} headers[HTTP_HEADERS_MAX];
	size_t headers_count;
};

void http_reply_release(struct http_reply *reply);

/* The file is the reply's from now on. */
void http_reply_file(struct http_reply *reply, int file, size_t size);
void http_reply_drop_file(struct http_reply *reply);

/* Begin an answer: what was written before is gone. */
void http_reply_begin(struct http_reply *reply, int status, enum http_kind kind);
void http_reply_header(struct http_reply *reply, const char *name, const char *value);

/* What is sent: the body, or the bytes in place of it; nothing of a file... */
const char *http_reply_bytes(const struct http_reply *reply, size_t *ret_size);

/* ...whose bytes are counted here, too. */
size_t http_reply_size(const struct http_reply *reply);

/* A header that was added; NULL = none. */
const char *http_reply_find(const struct http_reply *reply, const char *name);

/* The headers of every answer of a kind; the list ends with a NULL name. */
const struct http_pair *http_kind_headers(enum http_kind kind);

/* The text of a query parameter; NULL when it was not sent. */
const char *http_query(const struct http_request *request, const char *name);

/* Are all parameters of the query among `names` (ended by NULL), each at most once? ERR_INPUT
 * "unknown_field". */
bool http_query_check(const struct http_request *request, const char *const *names,
                      struct err *err);

#include "desk.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/auto.h"
#include "codec/json.h"

/* One call at a time: a gate instead of a connection. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static bool is_open;

static void hold(struct call *call)
{
	(void)call;
	is_open = false;
}

static void let_go(struct call *call)
{
	(void)call;
	pthread_mutex_lock(&gate);
	is_open = true;
	pthread_cond_signal(&opened);
	pthread_mutex_unlock(&gate);
}

static void insist(bool done, const char *what)
{
	if (done)
		return;
	printf("Bail out! %s\n", what);
	fflush(stdout);
	abort();
}

void desk_open(struct desk *desk)
{
	struct err err = { 0 };

	*desk = (struct desk){ .content_type = "application/json",
		               .lanes = { .hold = hold, .release = let_go } };
	test_database_open(&desk->database);
	insist(fixture_open(&desk->fixture, desk->database.url, desk->database.folder),
	       "no fixture");
	insist(lanes_open(&desk->lanes, desk->fixture.app, &err), err.text);
}

static void forget(struct desk *desk)
{
	json_close(&desk->json);
	if (desk->call)
		call_close(desk->call);
	free(TAKE(desk->call));
	desk->reply = NULL;
}

void desk_close(struct desk *desk)
{
	forget(desk);
	lanes_close(&desk->lanes);
	fixture_close(&desk->fixture);
	test_database_close(&desk->database);
}

static void run(struct desk *desk)
{
	if (call_run(desk->call, desk->fixture.app))
		return;
	pthread_mutex_lock(&gate);
	while (!is_open)
		pthread_cond_wait(&opened, &gate);
	pthread_mutex_unlock(&gate);
	call_resume(desk->call, desk->fixture.app);
}

static void add_wanted(struct desk *desk, struct http_request *request,
                       const struct http_route *route)
{
	static int keys;
	unsigned wants = route && !desk->bare ? route->flags : 0;

	request->idempotency_key = desk->idempotency_key;
	request->if_match = desk->if_match;
	request->if_none_match = desk->if_none_match;
	if ((wants & ROUTE_KEYED) && !request->idempotency_key) {
		snprintf(desk->fresh_key, sizeof desk->fresh_key, "key-%d", ++keys);
		request->idempotency_key = desk->fresh_key;
	}
	if ((wants & ROUTE_IF_MATCH) && !request->if_match)
		request->if_match = "*";
}

static void add_browser(struct http_request *request, const struct http_request *browser)
{
	request->cookie = browser->cookie;
	request->origin = browser->origin;
	request->sec_fetch_site = browser->sec_fetch_site;
	request->host = browser->host;
	request->accept = browser->accept;
	request->user_agent = browser->user_agent;
	request->peer = browser->peer;
}

int desk_call(struct desk *desk, enum who who, const char *method, const char *path,
              const char *format, ...)
{
	AUTO(buf_release) struct buf body = { 0 };
	char authorization[80];
	struct err err = { 0 };
	struct call *call;
	const char *bytes;
	size_t size;
	va_list args;

	forget(desk);
	call = desk->call = calloc(1, sizeof *call);
	desk->reply = &call->reply;
	va_start(args, format);
	buf_addv(&body, format, args);
	va_end(args);
	desk->lanes.writer_app->fixed_at = desk->fixture.app->fixed_at;
	call_begin(call, &desk->lanes, method, path);
	if (who < WHO__COUNT) {
		snprintf(authorization, sizeof authorization, "Bearer %s",
		         desk->fixture.tokens[who]);
		call->request.authorization = authorization;
	}
	add_browser(&call->request, &desk->browser);
	call->request.peer.is_local |= desk->is_local;
	call->request.content_type = desk->content_type;
	add_wanted(desk, &call->request, call->route);
	call->request.query[0] = desk->query;
	call->request.query[1] = desk->more;
	call->request.query_count = (desk->query.name != NULL) + (desk->more.name != NULL);
	if (body.size)
		call_add(call, body.data, body.size);
	run(desk);
	bytes = http_reply_bytes(&call->reply, &size);
	if (!json_parse(&desk->json, bytes, size, &err))
		desk->json = NULL;
	if (getenv("DESK_SHOW"))
		printf("# %d %s\n", call->reply.status, buf_text(&call->reply.body));
	return call->reply.status;
}

const char *desk_text(const struct desk *desk, const char *name)
{
	return json_text(json_get(desk->json, name));
}

int64_t desk_int(const struct desk *desk, const char *name)
{
	const struct json *node = json_get(desk->json, name);
	int64_t number;
	bool truth;

	if (json_bool(node, &truth))
		return truth;
	return json_int(node, &number) ? number : -1;
}

const char *desk_header(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < desk->reply->headers_count; i++)
		if (strcmp(desk->reply->headers[i].name, name) == 0)
			return desk->reply->headers[i].value;
	return NULL;
}

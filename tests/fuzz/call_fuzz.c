/* Calls of anybody to any path with any headers and bodies, one after another, as far as the
 * answers: routes, proofs, fields, verbs, books. */
#include "http/call.h"

#include <ctype.h>

#include "base/text.h"
#include "call_script.h"
#include "call_stage.h"
#include "codec/catalogue.h"
#include "codec/json.h"
#include "domain/app.h"
#include "fuzz.h"

enum { CALLS_MAX = 8 };

static struct stage stage;

static void clean(void)
{
	test_database_close(&stage.database);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	stage_open(&stage);
	atexit(clean);
	return 0;
}

/* Printed in one line of HTTP, by a server that would rather drop it. */
static void check_headers(const struct http_reply *reply)
{
	for (size_t i = 0; i < reply->headers_count; i++)
		for (const char *c = reply->headers[i].value; *c; c++)
			MUST(*c >= ' ' && *c <= '~');
}

static void check_problem(const struct http_reply *reply, const struct json *json)
{
	int64_t status = 0;
	struct err named = { 0 };

	MUST(json_int(json_get(json, "status"), &status) && status == reply->status);
	MUST(json_text(json_get(json, "title")) && json_text(json_get(json, "code")));
	MUST(TEXT_COPY(named.name, json_text(json_get(json, "code"))));
	MUST(reply->status >= 400);
}

static void check_body(const struct http_reply *reply)
{
	AUTO(json_close) struct json *json = NULL;
	size_t size;
	const char *body = http_reply_bytes(reply, &size);
	struct err err;

	MUST(reply->kind == HTTP_PDF || reply->kind == HTTP_FILE || reply->kind == HTTP_WORKER ||
	     reply->kind == HTTP_APP || reply->kind == HTTP_BUNDLE || reply->kind == HTTP_XLSX ||
	     text_is_utf8(body, size));
	if (reply->status == 304)
		return;
	switch (reply->kind) {
	case HTTP_PROBLEM:
		MUST(json_parse(&json, body, size, &err));
		check_problem(reply, json);
		break;
	case HTTP_JSON:
	case HTTP_OPENAPI:
		MUST(json_parse(&json, body, size, &err));
		break;
	case HTTP_PAGE:
		MUST(!strstr(body, "<script"));
		break;
	case HTTP_APP:
	case HTTP_FILE:
	case HTTP_WORKER:
	case HTTP_PDF:
	case HTTP_PNG:
	case HTTP_BUNDLE:
	case HTTP_CSV:
	case HTTP_XLSX:
	case HTTP_NOTE:
	case HTTP_EMPTY:
	case HTTP_METRICS:
	case HTTP_KIND__COUNT:
		break;
	}
}

static bool is_proven(const struct script_call *asked)
{
	return asked->who < WHO_STRANGER;
}

/* Nobody gets in by another door than the route's. */
static void check_right(const struct script_call *asked, const struct call *call, bool is_foreign)
{
	unsigned roles = call->route ? call->route->roles : ROLE_BIT(ROLE_ANYONE);
	enum role role =
		is_proven(asked) ? fixture_caller(&stage.fixture, asked->who).role : ROLE_ANYONE;

	if (is_foreign || roles & ROLE_BIT(ROLE_ANYONE))
		return;
	if (!is_proven(asked))
		MUST(call->reply.status == 401 || call->reply.status == 404);
	else if (!(roles & ROLE_BIT(role)))
		MUST(call->reply.status == 403 || call->reply.status == 404);
}

static void make(struct call *call, const struct script_call *asked)
{
	static char authorization[100];
	struct http_request begun;

	snprintf(authorization, sizeof authorization, "Bearer %s",
	         asked->who < WHO__COUNT ? stage.fixture.tokens[asked->who] : "");
	TEXT_COPY(call->id, "0-0");
	call_begin(call, &stage.lanes, asked->method, asked->path);
	begun = call->request;
	call->request = asked->head;
	call->request.method = begun.method;
	call->request.path = begun.path;
	call->request.params = begun.params;
	call->request.id = begun.id;
	call->request.flights = begun.flights;
	call->request.record = begun.record;
	call->request.bundles = begun.bundles;
	if (!call->request.authorization && asked->who < WHO__COUNT)
		call->request.authorization = authorization;
	call_add(call, asked->body, strlen(asked->body));
	stage_run(&stage, call);
}

/* A failure of ours is never what somebody sent. */
static void check(const struct script_call *asked, const struct call *call)
{
	const struct http_reply *reply = &call->reply;
	bool is_foreign = asked->head.authorization || asked->head.cookie;

	if (reply->status >= 500)
		printf("# %d %s: %s\n", reply->status, call->err.name, call->err.text);
	MUST(reply->status >= 200 && reply->status < 500);
	check_headers(reply);
	check_body(reply);
	check_right(asked, call, is_foreign);
	if (is_proven(asked))
		MUST(!strstr(buf_text(&reply->body), stage.fixture.tokens[asked->who]));
}

/* The same key again is the same answer, unless the call was its caller's last. */
static void check_again(const struct script_call *asked, const struct call *first)
{
	AUTO(call_close) struct call call = { 0 };

	make(&call, asked);
	check(asked, &call);
	if (call.reply.status == 401)
		return;
	MUST(call.reply.status == first->reply.status);
	MUST(call.reply.body.size == first->reply.body.size);
	MUST(memcmp(buf_text(&call.reply.body), buf_text(&first->reply.body),
	            call.reply.body.size) == 0);
}

static void play(char *text, struct script_answers *answers)
{
	AUTO(call_close) struct call call = { 0 };
	struct script_call asked;

	script_parse(text, &asked);
	make(&call, &asked);
	if (getenv("CALL_SHOW"))
		printf("# %s %s: %d %s\n", asked.method, asked.path, call.reply.status,
		       buf_text(&call.reply.body));
	check(&asked, &call);
	if (call.reply.status < 300 && call.route->verb && asked.head.idempotency_key)
		check_again(&asked, &call);
	script_answers_add(answers, &call.reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(script_answers_release) struct script_answers answers = { 0 };
	AUTO(fuzz_free) char *script = fuzz_text(data, size);
	const char *text = script;

	stage_begin(&stage);
	for (int i = 0; *text && i < CALLS_MAX; i++) {
		AUTO(buf_release) struct buf call = { 0 };

		script_take(&text, &stage.fixture, &answers, &call);
		buf_adds(&call, "");
		play(call.data, &answers);
	}
	stage_end(&stage);
	return 0;
}

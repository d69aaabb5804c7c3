#include "http/message.h"

#include "base/auto.h"
#include "check.h"
#include "http/problem.h"
#include "http/status.h"

static const char *header(enum http_kind kind, const char *name)
{
	for (const struct http_pair *h = http_kind_headers(kind); h->name; h++)
		if (strcmp(h->name, name) == 0)
			return h->value;
	return NULL;
}

static void no_answer_is_kept_guessed_at_framed_or_told_of(void)
{
	/* The same for everyone, and no secret. */
	static const bool kept[HTTP_KIND__COUNT] = {
		[HTTP_OPENAPI] = true, [HTTP_APP] = true, [HTTP_FILE] = true, [HTTP_WORKER] = true
	};

	for (int kind = 0; kind < HTTP_KIND__COUNT; kind++) {
		const char *policy = header(kind, "Content-Security-Policy");

		if (!kept[kind])
			CHECK_TEXT(header(kind, "Cache-Control"), "no-store");
		CHECK_TEXT(header(kind, "X-Content-Type-Options"), "nosniff");
		CHECK_TEXT(header(kind, "Referrer-Policy"), "no-referrer");
		CHECK_TEXT(header(kind, "Cross-Origin-Resource-Policy"), "same-origin");
		CHECK(policy && strstr(policy, "default-src 'none'") &&
		      strstr(policy, "frame-ancestors 'none'") &&
		      (kind == HTTP_WORKER || !strstr(policy, "unsafe")));
		CHECK((header(kind, "Content-Type") != NULL) ==
		      (kind != HTTP_EMPTY && kind != HTTP_FILE && kind != HTTP_WORKER));
	}
}

static void a_page_runs_nothing_and_only_its_own_style(void)
{
	const char *policy = header(HTTP_PAGE, "Content-Security-Policy");

	CHECK(policy && strstr(policy, "style-src 'sha256-") &&
	      strstr(policy, "form-action 'none'"));
	CHECK_TEXT(header(HTTP_PAGE, "Cross-Origin-Opener-Policy"), "same-origin");
	CHECK(strstr(header(HTTP_PAGE, "Permissions-Policy"), "microphone=()") != NULL);
}

static void a_query_is_known_or_refused(void)
{
	static const char *const names[] = { "from", "until", NULL };
	struct http_request request = { .query = { { "from", "1" }, { "until", "2" } },
		                        .query_count = 2 };
	struct err err;

	CHECK_OK(http_query_check(&request, names, &err));
	CHECK_TEXT(http_query(&request, "until"), "2");
	CHECK(!http_query(&request, "near"));
	request.query[1].name = "from"; /* twice */
	CHECK_ERR(http_query_check(&request, names, &err), ERR_INPUT);
	request.query[1].name = "other";
	CHECK_ERR(http_query_check(&request, names, &err), ERR_INPUT);
	request.query[1].name = "until";
	for (size_t i = 2; i < HTTP_QUERY_MAX; i++)
		request.query[i].name = "until";
	request.query_count = HTTP_QUERY_MAX + 1; /* more than were kept */
	CHECK_ERR(http_query_check(&request, names, &err), ERR_INPUT);
}

static void a_reply_begun_again_forgets_what_it_said(void)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };

	http_reply_begin(&reply, 200, HTTP_JSON);
	http_reply_header(&reply, "Location", "/x");
	buf_adds(&reply.body, "{");
	http_reply_begin(&reply, 404, HTTP_PROBLEM);
	CHECK_INT(reply.status, 404);
	CHECK_INT(reply.headers_count, 0);
	CHECK_INT(reply.body.size, 0);
}

static void every_class_has_the_status_a_client_expects(void)
{
	static const struct {
		enum err_code code;
		const char *name;
		int status;
	} cases[] = {
		{ ERR_REFUSED, "over_budget", 422 },    { ERR_INPUT, "bad_json", 400 },
		{ ERR_MISSING, "no_pass", 404 },        { ERR_CONFLICT, "already_reversed", 409 },
		{ ERR_BUSY, "database_busy", 503 },     { ERR_FORBIDDEN, "not_your_role", 403 },
		{ ERR_SYSTEM, "system", 500 },          { ERR_FORBIDDEN, "no_bearer", 401 },
		{ ERR_MISSING, "unknown_token", 401 },  { ERR_INPUT, "wrong_method", 405 },
		{ ERR_INPUT, "body_too_large", 413 },   { ERR_INPUT, "not_json", 415 },
		{ ERR_SYSTEM, "connection_lost", 503 }, { ERR_SYSTEM, "database_unreachable", 503 },
		{ ERR_SYSTEM, "clock_set_back", 503 },
	};
	struct err err;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		err_named(&err, cases[i].code, cases[i].name, "something");
		CHECK_INT(http_status_of_error(&err), cases[i].status);
	}
}

static void a_problem_names_its_code_and_speaks_french(void)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };
	struct err err;

	err_named(&err, ERR_REFUSED, "over_budget", "3 cents are missing");
	http_problem(&reply, &err, "c1");
	CHECK_INT(reply.status, 422);
	CHECK_INT(reply.kind, HTTP_PROBLEM);
	CHECK_TEXT(buf_text(&reply.body),
	           "{\"type\":\"about:blank\",\"title\":\"Refusé\",\"status\":422,"
	           "\"code\":\"over_budget\","
	           "\"detail\":\"Le budget du dispositif ne suffit pas.\","
	           "\"instance\":\"urn:passnum:call:c1\"}");
}

static void a_problem_names_the_field_at_fault(void)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };
	struct err err;

	err_named(&err, ERR_INPUT, "out_of_range", "x");
	http_problem(&reply, &err, "c1");
	CHECK(!strstr(buf_text(&reply.body), "\"field\""));
	err_field("minutes", &err);
	http_problem(&reply, &err, "c1");
	CHECK(strstr(buf_text(&reply.body), "\"field\":\"minutes\""));
	CHECK(!strstr(buf_text(&reply.body), "\"least\""));
	err_limits(5, 10, &err);
	http_problem(&reply, &err, "c1");
	CHECK(strstr(buf_text(&reply.body), "\"detail\":\"Ce nombre doit être entre 5 et 10.\""));
	CHECK(strstr(buf_text(&reply.body), "\"least\":5,\"most\":10"));
}

static void what_broke_inside_is_not_told(void)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };
	struct err err;

	err_set(&err, ERR_SYSTEM, "/secret/path: disk full");
	http_problem(&reply, &err, "c2");
	CHECK_INT(reply.status, 500);
	CHECK(!strstr(buf_text(&reply.body), "secret"));
	CHECK(strstr(buf_text(&reply.body), "c2"));
}

static void who_is_not_known_learns_how_to_say_it(void)
{
	AUTO(http_reply_release) struct http_reply reply = { 0 };
	struct err err;

	err_named(&err, ERR_FORBIDDEN, "no_bearer", "no token");
	http_problem(&reply, &err, "c3");
	CHECK(strstr(buf_text(&reply.body), "\"title\":\"Identification nécessaire\""));
	CHECK_INT(reply.headers_count, 1);
	CHECK_TEXT(reply.headers[0].name, "WWW-Authenticate");
	CHECK_TEXT(reply.headers[0].value, "Bearer realm=\"passnum\"");
}

CHECK_MAIN({ "no_answer_is_kept_guessed_at_framed_or_told_of",
             no_answer_is_kept_guessed_at_framed_or_told_of },
           { "a_page_runs_nothing_and_only_its_own_style",
             a_page_runs_nothing_and_only_its_own_style },
           { "a_query_is_known_or_refused", a_query_is_known_or_refused },
           { "a_reply_begun_again_forgets_what_it_said", a_reply_begun_again_forgets_what_it_said },
           { "every_class_has_the_status_a_client_expects",
             every_class_has_the_status_a_client_expects },
           { "a_problem_names_its_code_and_speaks_french",
             a_problem_names_its_code_and_speaks_french },
           { "a_problem_names_the_field_at_fault", a_problem_names_the_field_at_fault },
           { "what_broke_inside_is_not_told", what_broke_inside_is_not_told },
           { "who_is_not_known_learns_how_to_say_it", who_is_not_known_learns_how_to_say_it })

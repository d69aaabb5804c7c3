#include "http/route.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"

static void every_line_says_who_may_call_and_what_it_does(void)
{
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct http_route *route = &http_routes[i];
		bool reads = strcmp(route->method, "GET") == 0;

		CHECK(route->path[0] == '/');
		CHECK(route->roles != 0);
		CHECK(route->run && route->about[0]);
		if (reads && route->body_max > 0)
			CHECK_FAIL("%s %s: a body is for what changes something", route->method,
			           route->path);
		for (size_t k = 0; k < i; k++)
			if (strcmp(route->method, http_routes[k].method) == 0 &&
			    strcmp(route->path, http_routes[k].path) == 0)
				CHECK_FAIL("%s %s is there twice", route->method, route->path);
	}
}

/* The rights of the contract, once more and apart from the table. */
static void strangers_only_read_or_log_in(void)
{
	for (size_t i = 0; i < http_routes_count; i++)
		if (http_routes[i].roles & ROLE_BIT(ROLE_ANYONE) &&
		    strcmp(http_routes[i].method, "GET") != 0)
			CHECK_TEXT(http_routes[i].path, "/api/v1/session");
}

static void paths_find_their_lines(void)
{
	static const struct {
		const char *method, *path, *found, *param;
	} cases[] = {
		{ "GET", "/", "/", NULL },
		{ "GET", "/0123456789", "/#voucher", "0123456789" },
		{ "GET", "/healthz", "/healthz", NULL },
		{ "HEAD", "/healthz", "/healthz", NULL },
		{ "POST", "/api/v1/passes", "/api/v1/passes", NULL },
		{ "GET", "/api/v1/passes/0123456789ab", "/api/v1/passes/:id", "0123456789ab" },
		{ "GET", "/api/v1/passes/x/document.pdf", "/api/v1/passes/:id/document.pdf", "x" },
		{ "POST", "/api/v1/redemptions/XY/reversal", "/api/v1/redemptions/:id/reversal",
		  "XY" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct http_params params;
		struct err err = { 0 };
		const struct http_route *route =
			http_route_find(cases[i].method, cases[i].path, &params, &err);

		if (!route) {
			CHECK_FAIL("%s %s: %s", cases[i].method, cases[i].path, err.text);
			continue;
		}
		CHECK_TEXT(route->path, cases[i].found);
		CHECK_INT(params.count, cases[i].param != NULL);
		if (cases[i].param)
			CHECK_TEXT(params.value[0], cases[i].param);
	}
}

static void what_is_no_path_is_missing(void)
{
	static const char *const paths[] = { "",
		                             "x",
		                             "//",
		                             "/x",
		                             "/12x4",
		                             "/api",
		                             "/api/v1/",
		                             "/healthz/",
		                             "/api/v1/passes/",
		                             "/api/v1/passes//document.pdf",
		                             "/api/v1/passes/a/b",
		                             "/api/v1/redemptions/a/reversals" };
	struct http_params params;
	char longest[HTTP_PARAM_SIZE + 2];
	struct err err;

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		err = (struct err){ 0 };
		if (http_route_find("GET", paths[i], &params, &err))
			CHECK_FAIL("%s is no path", paths[i]);
		CHECK_TEXT(err.name, "no_page");
	}
	memset(longest, '1', sizeof longest);
	longest[0] = '/';
	longest[sizeof longest - 1] = '\0';
	CHECK(!http_route_find("GET", longest, &params, &err));
	longest[sizeof longest - 2] = '\0';
	CHECK(http_route_find("GET", longest, &params, &err));
}

static void another_method_is_told_which_are_known(void)
{
	static const struct {
		const char *method, *path, *allow;
	} cases[] = {
		{ "DELETE", "/healthz", "GET, HEAD, OPTIONS" },
		{ "GET", "/api/v1/vouchers/check", "POST, OPTIONS" },
		{ "HEAD", "/api/v1/vouchers/check", "POST, OPTIONS" },
		{ "get", "/healthz", "GET, HEAD, OPTIONS" },
	};
	char allow[HTTP_ALLOW_SIZE];
	struct http_params params;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK(!http_route_find(cases[i].method, cases[i].path, &params, &err));
		CHECK_TEXT(err.name, "wrong_method");
		http_route_allow(cases[i].path, allow);
		CHECK_TEXT(allow, cases[i].allow);
	}
	http_route_allow("/nowhere", allow);
	CHECK_TEXT(allow, "");
}

CHECK_MAIN({ "every_line_says_who_may_call_and_what_it_does",
             every_line_says_who_may_call_and_what_it_does },
           { "strangers_only_read_or_log_in", strangers_only_read_or_log_in },
           { "paths_find_their_lines", paths_find_their_lines },
           { "what_is_no_path_is_missing", what_is_no_path_is_missing },
           { "another_method_is_told_which_are_known", another_method_is_told_which_are_known })

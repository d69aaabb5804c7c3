/* The list of routes as a whole: who comes through, and what is refused before any handler. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "http/route.h"

static struct desk desk;

/* Every line that is not for anyone: nobody without a token, nobody with a dead one, nobody of
 * another role comes through; the rule is checked before anything else is. */
static void nobody_comes_through_a_line_that_is_not_theirs(void)
{
	static const enum role roles[] = {
		[WHO_OPERATOR] = ROLE_OPERATOR, [WHO_FUNDER] = ROLE_FUNDER,
		[WHO_AGENT] = ROLE_AGENT,       [WHO_MEDIATOR] = ROLE_MEDIATOR,
		[WHO_RIVAL] = ROLE_MEDIATOR,    [WHO_NEIGHBOUR] = ROLE_AGENT,
		[WHO_PATRON] = ROLE_FUNDER,     [WHO_AUDITOR] = ROLE_AUDITOR
	};

	desk_open(&desk);
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct http_route *route = &http_routes[i];

		if (route->roles & ROLE_BIT(ROLE_ANYONE))
			continue;
		CHECK_INT(desk_call(&desk, WHO__COUNT, route->method, route->path, "{}"), 401);
		CHECK_TEXT(desk_text(&desk, "code"), "no_bearer");
		CHECK(desk_header(&desk, "WWW-Authenticate"));
		CHECK_INT(desk_call(&desk, WHO_STRANGER, route->method, route->path, "{}"), 401);
		CHECK_TEXT(desk_text(&desk, "code"), "unknown_token");
		for (size_t who = 0; who < COUNT_OF(roles); who++) {
			int status =
				desk_call(&desk, (enum who)who, route->method, route->path, "{}");
			bool may = route->roles & ROLE_BIT(roles[who]);

			if ((status == 403) != !may)
				CHECK_FAIL("%s %s as %s: %d", route->method, route->path,
				           role_name(roles[who]), status);
		}
	}
	desk_close(&desk);
}

/* A token may be made for what its role has to do with: model/scope says it, the routes use it. */
static void scopes_of_a_role_hold_all_its_routes(void)
{
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct http_route *route = &http_routes[i];
		bool reads = strcmp(route->method, "GET") == 0;
		unsigned wants = reads ? SCOPE_READ(route->scope) : SCOPE_CHANGE(route->scope);

		for (int role = ROLE_OPERATOR; role < ROLE__COUNT; role++)
			if ((route->roles & ROLE_BIT(role)) &&
			    !scopes_fit(wants, scopes_of_role((enum role)role)))
				CHECK_FAIL("%s %s: model/scope.c leaves %s%s out for %s",
				           route->method, route->path, scope_name(route->scope),
				           reads ? ":read" : "", role_name((enum role)role));
	}
}

static void a_server_that_stops_takes_no_more_calls(void)
{
	desk_open(&desk);
	atomic_store(&desk.lanes.stopping, true);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/healthz", "%s", ""), 503);
	CHECK_TEXT(desk_text(&desk, "code"), "stopping");
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	desk_close(&desk);
}

static void a_body_beyond_the_limit_of_its_line_is_refused(void)
{
	AUTO(buf_release) struct buf body = { 0 };

	desk_open(&desk);
	buf_adds(&body, "{\"voucher\":\"x\"}");
	while (body.size < 64 * 1024)
		buf_addc(&body, ' ');
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check", "%s",
	                    buf_text(&body)),
	          200);
	buf_addc(&body, ' ');
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check", "%s",
	                    buf_text(&body)),
	          413);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/healthz", "x"), 413);
	desk_close(&desk);
}

DATABASE_MAIN({ "nobody_comes_through_a_line_that_is_not_theirs",
                nobody_comes_through_a_line_that_is_not_theirs },
              { "scopes_of_a_role_hold_all_its_routes", scopes_of_a_role_hold_all_its_routes },
              { "a_server_that_stops_takes_no_more_calls",
                a_server_that_stops_takes_no_more_calls },
              { "a_body_beyond_the_limit_of_its_line_is_refused",
                a_body_beyond_the_limit_of_its_line_is_refused })

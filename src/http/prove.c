#include "http/prove.h"

#include <string.h>
#include <strings.h>

#include "domain/callers.h"
#include "http/cookie.h"
#include "http/sightings.h"

static bool changes(const struct http_route *route)
{
	return strcmp(route->method, "GET") != 0;
}

/* A token may be for less than its account's role. */
static bool scope_check(const struct http_route *route, const struct caller *caller,
                        struct err *err)
{
	unsigned enough = SCOPE_CHANGE(route->scope);

	if (!changes(route) || (route->flags & ROUTE_READS))
		enough |= SCOPE_READ(route->scope);
	return !caller->scopes || (caller->scopes & enough) ||
	       err_named(err, ERR_FORBIDDEN, "not_your_scope", "this token is not for %s",
	                 scope_name(route->scope));
}

/* The bearer token; NULL when there is none. Other schemes may be a proxy's own. */
static const char *token_of(const struct http_request *request)
{
	static const char scheme[] = "Bearer ";
	const char *text = request->authorization;

	return text && strncasecmp(text, scheme, sizeof scheme - 1) == 0 ? text + sizeof scheme - 1
	                                                                 : NULL;
}

static bool prove(struct app *app, struct http_request *request, const char *token, struct err *err)
{
	char cookie[COOKIE_VALUE_SIZE];

	if (token)
		return caller_prove(app, token, &request->caller, err);
	if (!cookie_find(request, cookie))
		return err_named(err, ERR_FORBIDDEN, "no_bearer",
		                 "there is neither a bearer token nor a session's cookie");
	return caller_prove_session(app, cookie, &request->caller, err);
}

bool prove_caller(struct app *app, const struct http_route *route, struct http_request *request,
                  struct err *err)
{
	const char *token = token_of(request);

	if ((route->flags & ROUTE_LOCAL) && !request->peer.is_local)
		return err_named(err, ERR_MISSING, "no_page", "there is no such path");
	/* Only a browser says where a call comes from, and only it adds a cookie by itself. */
	if (!token && changes(route) && cookie_is_foreign(request))
		return err_named(err, ERR_FORBIDDEN, "foreign_origin",
		                 "another site's page makes this call");
	if (route->roles & ROLE_BIT(ROLE_ANYONE))
		return true;
	if (!prove(app, request, token, err) ||
	    !caller_check(&request->caller, route->roles, err) ||
	    !scope_check(route, &request->caller, err))
		return false;
	if (request->caller.is_due)
		sightings_add(request->sightings, &request->caller);
	return true;
}

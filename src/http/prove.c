#include "http/prove.h"

#include <string.h>
#include <strings.h>

#include "domain/callers.h"

static bool changes(const struct http_route *route)
{
	return strcmp(route->method, "GET") != 0;
}

/* A token may be for less than its account's role. */
static bool scope_check(const struct http_route *route, const struct caller *caller,
                        struct err *err)
{
	unsigned enough = SCOPE_CHANGE(route->scope);

	if (!changes(route))
		enough |= SCOPE_READ(route->scope);
	return !caller->scopes || (caller->scopes & enough) ||
	       err_named(err, ERR_FORBIDDEN, "not_your_scope", "this token is not for %s",
	                 scope_name(route->scope));
}

bool prove_caller(struct app *app, const struct http_route *route, struct http_request *request,
                  struct err *err)
{
	static const char scheme[] = "Bearer ";
	const char *token = request->authorization;

	if ((route->flags & ROUTE_LOCAL) && !request->peer.is_local)
		return err_named(err, ERR_MISSING, "no_page", "there is no such path");
	if (route->roles & ROLE_BIT(ROLE_ANYONE))
		return true;
	if (!token || strncasecmp(token, scheme, sizeof scheme - 1) != 0)
		return err_named(err, ERR_FORBIDDEN, "no_bearer", "there is no bearer token");
	return caller_prove(app, token + sizeof scheme - 1, &request->caller, err) &&
	       caller_check(&request->caller, route->roles, err) &&
	       scope_check(route, &request->caller, err);
}

/* Who makes a call, and may they make it? */
#pragma once

#include "http/route.h"

/* Fills request->caller, from a bearer token or else from the cookie of a session. ERR_FORBIDDEN
 * "no_bearer", "not_your_role", "not_your_scope", "foreign_origin" (a change that another site's
 * page asks a browser for); ERR_MISSING "unknown_token", "session_over"; ERR_MISSING "no_page" for
 * what is for this machine only. */
bool prove_caller(struct app *app, const struct http_route *route, struct http_request *request,
                  struct err *err);

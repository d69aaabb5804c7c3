/* What a centre's device takes along. */
#include "domain/bundles.h"

#include "http/handlers.h"

bool get_bundle(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	http_reply_begin(reply, 200, HTTP_BUNDLE);
	return bundle_make(app, request->bundles, &request->caller, &reply->body, err);
}

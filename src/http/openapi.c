#include "http/openapi.h"

#include "http/handlers.h"

bool get_openapi(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	(void)app, (void)request, (void)err;
	http_reply_begin(reply, 200, HTTP_OPENAPI);
	http_reply_header(reply, "ETag", openapi_etag);
	reply->fixed = openapi_json;
	reply->fixed_size = openapi_json_size;
	return true;
}

#include "http/openapi.h"

#include "http/handlers.h"

bool get_openapi(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	(void)app, (void)request, (void)err;
	http_reply_begin(reply, 200, HTTP_OPENAPI);
	http_reply_header(reply, "ETag", openapi_etag);
	buf_add(&reply->body, (const char *)openapi_json, openapi_json_size);
	return true;
}

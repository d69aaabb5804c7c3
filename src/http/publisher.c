/* Who answers for the service, as the operator edits it; GET /about tells everybody. */
#include "domain/publishers.h"

#include "base/auto.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/thing.h"

static const struct json_field fields[] = {
	{ "name", JSON_FIELD_TEXT(struct publisher, name) },
	{ "address", JSON_FIELD_TEXT(struct publisher, address) },
	{ "phone", JSON_FIELD_TEXT(struct publisher, phone) },
	{ "email", JSON_FIELD_TEXT(struct publisher, email) },
	{ "director", JSON_FIELD_TEXT(struct publisher, director) },
	{ "hosting", JSON_FIELD_TEXT(struct publisher, hosting) },
};

static bool answer(struct app *app, struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct publisher publisher;

	if (!publishers_find(app, &publisher, err))
		return false;
	thing_begin(reply, publisher.version);
	json_write_begin_object(&json);
	thing_write_text(&json, "name", publisher.name);
	thing_write_text(&json, "address", publisher.address);
	thing_write_text(&json, "phone", publisher.phone);
	thing_write_text(&json, "email", publisher.email);
	thing_write_text(&json, "director", publisher.director);
	thing_write_text(&json, "hosting", publisher.hosting);
	json_write_field_int(&json, "version", publisher.version);
	json_write_end_object(&json);
	return true;
}

bool get_publisher(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	(void)request;
	return answer(app, reply, err);
}

static bool apply(void *context, void *publisher, struct err *err)
{
	return body_patch(context, fields, COUNT_OF(fields), publisher, err);
}

bool patch_publisher(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	AUTO(json_close) struct json *json = NULL;
	struct edit edit = { 0, etag_seen(request), apply, NULL };

	if (!body_parse(request, &json, err))
		return false;
	edit.context = json;
	return publishers_change(app, &edit, err) && answer(app, reply, err);
}

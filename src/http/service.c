/* The service itself: whether it is up, and what it has counted. */
#include "codec/json_write.h"
#include "domain/publishers.h"
#include "http/handlers.h"
#include "http/machine.h"
#include "http/metrics_text.h"
#include "http/record.h"

bool get_health(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	if (!app_look(app, err))
		return false;
	if (atomic_load(&request->record->unwritable))
		return err_named(err, ERR_SYSTEM, "books_unwritable",
		                 "the books can be read but not written");
	http_reply_begin(reply, 200, HTTP_JSON);
	buf_adds(&reply->body, "{\"status\":\"ok\"}");
	return true;
}

/* What a legal notice has to name. */
bool get_about(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct publisher publisher;

	(void)request;
	if (!publishers_find(app, &publisher, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_text(&json, "host", app->instance.host);
	json_write_name(&json, "publisher");
	if (publisher.name[0]) {
		json_write_begin_object(&json);
		json_write_field_text(&json, "name", publisher.name);
		json_write_field_text(&json, "address", publisher.address);
		json_write_field_text(&json, "phone", publisher.phone[0] ? publisher.phone : NULL);
		json_write_field_text(&json, "email", publisher.email[0] ? publisher.email : NULL);
		json_write_field_text(&json, "director", publisher.director);
		json_write_field_text(&json, "hosting", publisher.hosting);
		json_write_end_object(&json);
	} else {
		json_write_null(&json);
	}
	json_write_end_object(&json);
	return true;
}

/* Asks nothing of the books: it answers while they do not. */
bool get_metrics(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	const struct record *record = request->record;
	struct machine machine;

	(void)err;
	machine_read(app, record->watch, &machine);
	machine.started_at = metrics_started_at(record->metrics);
	http_reply_begin(reply, 200, HTTP_METRICS);
	metrics_write(record->metrics, &machine, &reply->body);
	return true;
}

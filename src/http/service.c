/* The service itself: whether it is up, and what it has counted. */
#include "domain/app.h"
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

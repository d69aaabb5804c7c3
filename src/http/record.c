#include "http/record.h"

#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/call.h"

bool record_open(struct record *record, struct err *err)
{
	if (!metrics_open(&record->metrics, err))
		return false;
	log_gate_open(&record->gate);
	return true;
}

void record_close(struct record *record)
{
	if (!record->metrics)
		return;
	log_gate_close(&record->gate);
	metrics_close(&record->metrics);
}

static void tell(struct record *record, enum log_level level, const char *event,
                 const struct log_field *fields, size_t count)
{
	if (!log_fields(level, event, fields, count))
		metrics_count(record->metrics, METRIC_LOG_LOST, 0);
}

/* All lines of failures have the same names. */
static void tell_failure(struct record *record, const char *event, const struct err *err,
                         const char *call, int64_t times)
{
	const struct log_field fields[] = {
		LOG_TEXT("name", err->name),
		LOG_TEXT("text", err->text),
		LOG_TEXT("call", call),
		LOG_INT("times", times),
	};

	tell(record, err->code == ERR_BUSY ? LOG_WARNING : LOG_ERROR, event, fields,
	     COUNT_OF(fields));
}

static void failed(struct record *record, const char *event, const struct err *err,
                   const char *call)
{
	int64_t times;

	if (log_gate_admit(&record->gate, event, err->name, clock_ticks_ns() / 1000000000, &times))
		tell_failure(record, event, err, call, times);
}

void record_failure(struct record *record, const char *event, const struct err *err)
{
	tell_failure(record, event, err, "", 1);
}

void record_repeated(struct record *record, const char *event, const struct err *err)
{
	failed(record, event, err, "");
}

void record_round(struct record *record)
{
	struct log_repeat repeat;

	while (log_gate_next(&record->gate, clock_ticks_ns() / 1000000000, &repeat)) {
		struct err err = { .code = ERR_SYSTEM };

		memcpy(err.name, repeat.name, sizeof err.name);
		tell_failure(record, repeat.event, &err, "", repeat.times);
	}
}

void record_begun(struct record *record)
{
	metrics_add(record->metrics, METRIC_IN_FLIGHT, 1);
}

void record_ended(struct record *record)
{
	metrics_add(record->metrics, METRIC_IN_FLIGHT, -1);
}

static void count(struct record *record, const struct call *call, int64_t took_ns, size_t size)
{
	struct metrics *metrics = record->metrics;
	int status = call->reply.status;

	metrics_count(metrics, METRIC_REQUESTS, metric_request(call->route, status));
	metrics_observe(metrics, METRIC_REQUEST_SECONDS, metric_route(call->route), took_ns);
	metrics_add(metrics, METRIC_RECEIVED, (int64_t)call->unread);
	metrics_add(metrics, METRIC_SENT, (int64_t)size);
	if (status >= 400 && strcmp(call->err.name, "too_fast") == 0)
		metrics_count(metrics, METRIC_TOO_FAST, 0);
	if (call->route && call->route->verb && status < 300 &&
	    !http_reply_find(&call->reply, "Idempotency-Replayed"))
		metrics_count(metrics, METRIC_DEEDS, metric_deed(call->route));
}

static void tell_call(struct record *record, const struct call *call, int64_t took_ns, size_t size)
{
	const struct http_route *route = call->route;
	const struct log_field fields[] = {
		LOG_TEXT("call", call->id),
		LOG_TEXT("method", route ? route->method : "other"),
		LOG_TEXT("route", route ? route->path : "none"),
		LOG_INT("status", call->reply.status),
		LOG_TEXT("name", call->err.name),
		LOG_MS("ms", took_ns),
		LOG_INT("account", call->request.caller.account),
		LOG_INT("received", (int64_t)call->unread),
		LOG_INT("sent", (int64_t)size),
	};

	tell(record, LOG_INFO, "call", fields, COUNT_OF(fields));
}

void record_answered(struct record *record, const struct call *call, size_t size)
{
	const char *method = call->request.method; /* NULL: the first line could not be read */
	int64_t took_ns = call->complete_ns ? clock_ticks_ns() - call->complete_ns : 0;

	if (!record->metrics)
		return;
	if (method && strcmp(method, "HEAD") == 0)
		size = 0;
	count(record, call, took_ns, size);
	if (call->reply.status >= 500)
		failed(record, "call failed", &call->err, call->id);
	if (record->requests)
		tell_call(record, call, took_ns, size);
}

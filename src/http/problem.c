#include "http/problem.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "codec/catalogue.h"
#include "codec/json_write.h"
#include "http/status.h"

void http_problem_members(struct json_writer *json, const char *title, int status,
                          const struct http_pair *code_and_detail)
{
	json_write_field_text(json, "type", "about:blank");
	json_write_field_text(json, "title", title);
	json_write_field_int(json, "status", status);
	json_write_field_text(json, "code", code_and_detail->name);
	json_write_field_text(json, "detail", code_and_detail->value);
}

void http_problem_headers(struct http_reply *reply, const struct err *err)
{
	bool soon = reply->status == 503 || strcmp(err->name, "key_in_flight") == 0;
	char seconds[12];

	snprintf(seconds, sizeof seconds, "%d", err->wait_seconds ? err->wait_seconds : 1);
	if (soon || err->wait_seconds)
		http_reply_header(reply, "Retry-After", seconds);
	if (reply->status == 401)
		http_reply_header(reply, "WWW-Authenticate", "Bearer realm=\"passnum\"");
}

static bool has_limits(const struct err *err)
{
	return err->least < err->most;
}

const char *http_problem_detail(const struct err *err, struct buf *to)
{
	AUTO(buf_release) struct buf limits = { 0 };
	const char *said = catalogue_error(err);
	char row[24], least[24], most[24];

	if (has_limits(err)) {
		snprintf(least, sizeof least, "%" PRId64, err->least);
		snprintf(most, sizeof most, "%" PRId64, err->most);
		catalogue_add(&limits, "at.limits", least, most, NULL);
		said = buf_text(&limits);
	}
	snprintf(row, sizeof row, "%zu", err->row);
	if (err->row)
		catalogue_add(to, "at.row", row, said, NULL);
	else
		buf_adds(to, said);
	return buf_text(to);
}

void http_problem_begin(struct json_writer *json, struct http_reply *reply, const struct err *err,
                        const char *id)
{
	AUTO(buf_release) struct buf detail = { 0 };
	const struct http_pair said = { err->name, http_problem_detail(err, &detail) };
	char key[32], instance[64];

	http_reply_begin(reply, http_status_of_error(err), HTTP_PROBLEM);
	snprintf(key, sizeof key, "title.%s",
	         reply->status == 401 ? "unidentified" : err_class_name(err->code));
	snprintf(instance, sizeof instance, "urn:passnum:call:%s", id);
	json_write_begin_object(json);
	http_problem_members(json, catalogue_text(key), reply->status, &said);
	if (err->field[0])
		json_write_field_text(json, "field", err->field);
	if (err->row)
		json_write_field_int(json, "row", (int64_t)err->row);
	if (has_limits(err)) {
		json_write_field_int(json, "least", err->least);
		json_write_field_int(json, "most", err->most);
	}
	if (err->code == ERR_INPUT) /* for who writes the client; never repeats a value */
		json_write_field_text(json, "explanation", err->text);
	json_write_field_text(json, "instance", instance);
	http_problem_headers(reply, err);
}

void http_problem(struct http_reply *reply, const struct err *err, const char *id)
{
	struct json_writer json = { .to = &reply->body };

	http_problem_begin(&json, reply, err, id);
	json_write_end_object(&json);
}

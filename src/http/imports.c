/* Files of places: what would come of one is said at once; bringing it in is long work. */
#include "domain/imports.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/import_report.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/problem.h"
#include "http/thing.h"

/* The type says what the bytes are. */
static bool read_file(const struct http_request *request, struct import_file *ret, struct err *err)
{
	bool json = body_is(request, "application/json");

	if (!json && !body_is(request, "text/csv"))
		return err_named(err, ERR_INPUT, "not_places_file",
		                 "the body must be text/csv or application/json");
	if (!request->body_size)
		return err_named(err, ERR_INPUT, "empty_body", "the body is empty");
	*ret = (struct import_file){ .data = request->body,
		                     .size = request->body_size,
		                     .form = json ? CENTRES_JSON : CENTRES_CSV };
	return true;
}

/* Why it ended before its end, as a problem would say it. */
static void write_error(struct json_writer *json, const struct import_run *run)
{
	AUTO(buf_release) struct buf detail = { 0 };
	struct err err = { .code = ERR_INPUT, .row = (size_t)run->error_row };

	TEXT_COPY(err.name, run->error);
	json_write_field_text(json, "error", run->error[0] ? run->error : NULL);
	json_write_field_text(json, "detail",
	                      run->error[0] ? http_problem_detail(&err, &detail) : NULL);
	json_write_name(json, "row");
	if (run->error_row)
		json_write_int(json, run->error_row);
	else
		json_write_null(json);
}

static void write_run(struct json_writer *json, const struct import_run *run, const char *report)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", run->id);
	json_write_field_text(json, "state", import_state_name(run->state));
	json_write_field_text(json, "phase", import_phase_name(run->phase));
	json_write_field_int(json, "done", run->done);
	json_write_name(json, "total");
	if (run->total)
		json_write_int(json, run->total);
	else
		json_write_null(json);
	thing_write_instant(json, "at", run->at);
	thing_write_instant(json, "ended_at", run->ended_at);
	thing_write_id(json, "account", run->account);
	thing_write_id(json, "programme", run->programme);
	json_write_field_bool(json, "approve", run->approve);
	write_error(json, run);
	json_write_name(json, "report");
	if (report && *report)
		json_write_raw(json, report, strlen(report));
	else
		json_write_null(json);
	json_write_end_object(json);
}

static void answer(struct http_reply *reply, const struct import_run *run, const char *report)
{
	struct json_writer json = { .to = &reply->body };

	write_run(&json, run, report);
}

/* ---- sent ---- */

static bool try_it(struct app *app, const struct import_file *file, struct import_wish *wish,
                   struct http_reply *reply, struct err *err)
{
	AUTO(import_report_release) struct import_report report = { 0 };
	struct json_writer json = { .to = &reply->body };
	struct import_counts counts;

	import_report_begin(&report);
	wish->doubt = import_report_hear;
	wish->context = &report;
	if (!import_centres(app, file, wish, &counts, err))
		return false;
	import_report_end(&report);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_bool(&json, "dry_run", true);
	import_report_write(&report, &counts, true, &json);
	json_write_end_object(&json);
	return import_report_check(&report, err);
}

bool post_import_centres(struct app *app, const struct http_request *request,
                         struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { "programme", "approve", "dry_run", NULL };
	struct import_wish wish = { 0 };
	struct import_file file;
	struct import_run run;
	char path[64];

	if (!http_query_check(request, names, err) ||
	    !param_id(request, "programme", &wish.programme, err) ||
	    !param_flag(request, "approve", &wish.approve, err) ||
	    !param_flag(request, "dry_run", &wish.dry_run, err) || !read_file(request, &file, err))
		return false;
	if (wish.dry_run)
		return try_it(app, &file, &wish, reply, err);
	if (!import_ask(app, &request->caller, &file, &wish, &run, err))
		return false;
	snprintf(path, sizeof path, "/api/v1/imports/centres/%lld", (long long)run.id);
	http_reply_begin(reply, 202, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	answer(reply, &run, NULL);
	return true;
}

/* ---- looked at, stopped ---- */

bool get_import(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	AUTO(buf_release) struct buf report = { 0 };
	struct import_run run;

	if (!import_find(app, &request->caller, thing_id(request, 0), &run, &report, err) ||
	    !buf_check(&report, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	answer(reply, &run, buf_text(&report));
	return true;
}

bool post_import_cancellation(struct app *app, const struct http_request *request,
                              struct http_reply *reply, struct err *err)
{
	struct import_run run;

	if (!import_cancel(app, &request->caller, thing_id(request, 0), &run, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	answer(reply, &run, NULL);
	return true;
}

static bool list_run(void *context, const struct import_run *run, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, run->id))
		write_run(&listing->json, run, run->report);
	return true;
}

bool get_import_centres(struct app *app, const struct http_request *request,
                        struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { NULL };
	struct imports_wish wish = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, INT64_MAX, &wish.before_id, err))
		return false;
	wish.limit = listing.limit + 1;
	if (!imports_list(app, &request->caller, &wish, list_run, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

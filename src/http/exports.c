/* Exports: asked for, looked at, fetched, thrown away. */
#include "domain/exports.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/spool.h"
#include "http/thing.h"

struct export_call {
	char programme[BODY_WORD_SIZE], what[16], as[8];
	char from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
};

static const struct json_field fields[] = {
	{ "programme", JSON_FIELD_TEXT(struct export_call, programme), .required = true },
	{ "what", JSON_FIELD_TEXT(struct export_call, what), .required = true },
	{ "as", JSON_FIELD_TEXT(struct export_call, as), .required = true },
	{ "from", JSON_FIELD_TEXT(struct export_call, from) },
	{ "until", JSON_FIELD_TEXT(struct export_call, until) },
};

static bool read_request(const struct http_request *request, struct export_request *ret,
                         struct err *err)
{
	struct export_call call = { 0 };
	int what, form;

	*ret = (struct export_request){ 0 };
	if (!body_fill(request, fields, COUNT_OF(fields), &call, err) ||
	    !thing_read_id(call.programme, "programme", &ret->programme, err) ||
	    (call.from[0] && !thing_read_day(call.from, "from", &ret->from_day, err)) ||
	    (call.until[0] && !thing_read_day(call.until, "until", &ret->until_day, err)))
		return false;
	what = export_what_parse(call.what);
	form = export_form_parse(call.as);
	if (what < 0)
		return err_named(err, ERR_INPUT, "bad_export", "there is no such export") ||
		       err_field("what", err);
	if (form < 0)
		return err_named(err, ERR_INPUT, "bad_form", "there is no such form") ||
		       err_field("as", err);
	ret->what = (enum export_what)what;
	ret->form = (enum export_form)form;
	return true;
}

/* Why it ended before its end, as a problem would say it. */
static void write_error(struct json_writer *json, const struct export *export)
{
	struct err err = { .code = ERR_REFUSED };

	json_write_field_text(json, "error", export->error[0] ? export->error : NULL);
	if (!TEXT_COPY(err.name, export->error) || !export->error[0])
		json_write_field_text(json, "detail", NULL);
	else
		json_write_field_text(json, "detail", catalogue_error(&err));
}

static void write_file(struct json_writer *json, const struct export *export)
{
	char path[64];

	snprintf(path, sizeof path, "/api/v1/exports/%" PRId64 "/file", export->id);
	json_write_field_text(json, "file", export->state == EXPORT_DONE ? path : NULL);
	json_write_name(json, "size");
	if (export->state == EXPORT_DONE)
		json_write_int(json, export->size);
	else
		json_write_null(json);
	thing_write_instant(json, "kept_until", export->asked_at + EXPORTS_DAYS * DAY_SECONDS);
}

static void write_export(struct json_writer *json, const struct export *export)
{
	json_write_begin_object(json);
	thing_write_id(json, "id", export->id);
	json_write_field_text(json, "state", export_state_name(export->state));
	json_write_name(json, "total");
	if (export->total < 0)
		json_write_null(json);
	else
		json_write_int(json, export->total);
	json_write_field_int(json, "done", export->done);
	thing_write_id(json, "programme", export->programme);
	json_write_field_text(json, "what", export_what_name(export->what));
	json_write_field_text(json, "as", export_form_name(export->form));
	if (export->from_day)
		thing_write_day(json, "from", export->from_day);
	else
		json_write_field_text(json, "from", NULL);
	thing_write_day(json, "until", export->until_day);
	thing_write_instant(json, "asked_at", export->asked_at);
	thing_write_instant(json, "ended_at", export->ended_at);
	write_error(json, export);
	write_file(json, export);
	json_write_end_object(json);
}

bool post_export(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct export_request asked;
	struct export export;
	char path[64];

	if (!read_request(request, &asked, err) ||
	    !export_ask(app, &request->caller, &asked, &export, err))
		return false;
	snprintf(path, sizeof path, "/api/v1/exports/%" PRId64, export.id);
	http_reply_begin(reply, 202, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	write_export(&json, &export);
	return true;
}

bool get_export(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct export export;

	if (!export_find(app, &request->caller, thing_id(request, 0), &export, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	write_export(&json, &export);
	return true;
}

bool delete_export(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	if (!export_drop(app, &request->caller, thing_id(request, 0), err))
		return false;
	http_reply_begin(reply, 204, HTTP_EMPTY);
	return true;
}

static bool list_export(void *context, const struct export *export, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, export->id))
		write_export(&listing->json, export);
	return true;
}

bool get_exports(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { NULL };
	struct exports_wish wish = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &wish.after, err))
		return false;
	wish.limit = listing.limit + 1;
	if (!exports_list(app, &request->caller, &wish, list_export, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

/* ---- the file ---- */

static bool add_bytes(void *context, const void *bytes, size_t size, struct err *err)
{
	return spool_add(context, bytes, size, err);
}

static void begin_file(struct http_reply *reply, const struct export *export)
{
	static const struct {
		enum http_kind kind;
		const char *suffix;
	} forms[EXPORT_FORM__COUNT] = {
		[EXPORT_CSV] = { HTTP_CSV, "csv" },
		[EXPORT_EXCEL] = { HTTP_CSV, "csv" },
		[EXPORT_XLSX] = { HTTP_XLSX, "xlsx" },
		[EXPORT_JSON] = { HTTP_JSON, "json" },
	};
	static const char *const names[EXPORT_WHAT__COUNT] = { "utilisations", "chiffres" };
	char value[HTTP_HEADER_SIZE], until[DAY_TEXT_SIZE];

	day_format(export->until_day, until);
	http_reply_begin(reply, 200, forms[export->form].kind);
	snprintf(value, sizeof value, "attachment; filename=\"%s-%" PRId64 "-%s.%s\"",
	         names[export->what], export->programme, until, forms[export->form].suffix);
	http_reply_header(reply, "Content-Disposition", value);
	snprintf(value, sizeof value, "\"export-%" PRId64 "-%" PRId64 "\"", export->id,
	         export->ended_at);
	http_reply_header(reply, "ETag", value);
}

bool get_export_file(struct app *app, const struct http_request *request, struct http_reply *reply,
                     struct err *err)
{
	AUTO(spool_close) struct spool spool = { 0 };
	struct export export;

	if (!export_find(app, &request->caller, thing_id(request, 0), &export, err) ||
	    !spool_open(&spool, err) ||
	    !export_file(app, &request->caller, &export, add_bytes, &spool, err))
		return false;
	begin_file(reply, &export);
	http_reply_file(reply, spool.file, spool.size);
	spool.open = false;
	return true;
}

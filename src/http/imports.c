/* Files of places, brought in as the command line does. */
#include "domain/import.h"

#include <string.h>
#include "domain/imports.h"

#include "base/auto.h"
#include "codec/json_write.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/thing.h"

enum {
	KIND_GONE = CENTRES_SEVERITY__COUNT,
	KIND__COUNT,
	LISTED_MAX = 250, /* of each kind */
	KEPT_MAX = 25     /* of those, in what is kept */
};

/* Doubts as they come, before it is known what came of the file. */
struct report {
	struct buf doubts, first; /* those that are listed; those that are kept */
	struct json_writer json, kept;
	size_t listed[KIND__COUNT];
};

static void report_release(struct report *report)
{
	buf_release(&report->doubts);
	buf_release(&report->first);
}

static void write_doubt(struct json_writer *json, const struct centres_doubt *doubt)
{
	json_write_begin_object(json);
	json_write_field_text(json, "severity", centres_severity_name(doubt->severity));
	json_write_field_int(json, "row", (int64_t)doubt->row);
	json_write_field_text(json, "id", doubt->id);
	json_write_field_text(json, "field", doubt->field);
	json_write_field_text(json, "code", doubt->code);
	json_write_field_text(json, "text", doubt->text);
	json_write_end_object(json);
}

static bool list_doubt(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct report *report = context;
	size_t at = report->listed[doubt->row ? (int)doubt->severity : KIND_GONE]++;

	(void)err;
	if (at < LISTED_MAX)
		write_doubt(&report->json, doubt);
	if (at < KEPT_MAX)
		write_doubt(&report->kept, doubt);
	return true;
}

static void write_counts(struct json_writer *json, const struct import_counts *counts)
{
	const struct {
		const char *name;
		size_t count;
	} figures[] = {
		{ "rows", counts->rows },       { "added", counts->added },
		{ "changed", counts->changed }, { "unchanged", counts->unchanged },
		{ "dropped", counts->dropped }, { "approved", counts->approved },
		{ "gone", counts->gone },
	};

	for (size_t i = 0; i < COUNT_OF(figures); i++)
		json_write_field_int(json, figures[i].name, (int64_t)figures[i].count);
	json_write_name(json, "doubts_count");
	json_write_begin_object(json);
	for (int i = 0; i < CENTRES_SEVERITY__COUNT; i++)
		json_write_field_int(json, centres_severity_name((enum centres_severity)i),
		                     (int64_t)counts->doubts[i]);
	json_write_end_object(json);
}

static void write_report(struct json_writer *json, const struct import_counts *counts,
                         const struct buf *doubts)
{
	write_counts(json, counts);
	json_write_name(json, "doubts");
	json_write_raw(json, buf_text(doubts), doubts->size);
	json_write_end_object(json);
}

static void answer(struct http_reply *reply, const struct import_counts *counts,
                   const struct report *report, bool dry_run)
{
	struct json_writer json = { .to = &reply->body };

	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_bool(&json, "dry_run", dry_run);
	write_report(&json, counts, &report->doubts);
}

/* For who left meanwhile. */
static bool keep(struct app *app, const struct http_request *request,
                 const struct import_counts *counts, const struct report *report, int64_t programme,
                 struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct json_writer json = { .to = &text };

	json_write_begin_object(&json);
	write_report(&json, counts, &report->first);
	return buf_check(&report->first, err) && buf_check(&text, err) &&
	       import_keep(app, &request->caller, programme, buf_text(&text), err);
}

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

bool post_import_centres(struct app *app, const struct http_request *request,
                         struct http_reply *reply, struct err *err)
{
	static const char *const names[] = { "programme", "approve", "dry_run", NULL };
	AUTO(report_release)
	struct report report = { .json = { .to = &report.doubts },
		                 .kept = { .to = &report.first } };
	struct import_wish wish = { .doubt = list_doubt, .context = &report };
	struct import_counts counts;
	struct import_file file;

	if (!http_query_check(request, names, err) ||
	    !param_id(request, "programme", &wish.programme, err) ||
	    !param_flag(request, "approve", &wish.approve, err) ||
	    !param_flag(request, "dry_run", &wish.dry_run, err) || !read_file(request, &file, err))
		return false;
	json_write_begin_array(&report.json);
	json_write_begin_array(&report.kept);
	if (!import_centres(app, &file, &wish, &counts, err))
		return false;
	json_write_end_array(&report.json);
	json_write_end_array(&report.kept);
	answer(reply, &counts, &report, wish.dry_run);
	return buf_check(&report.doubts, err) &&
	       (wish.dry_run || keep(app, request, &counts, &report, wish.programme, err));
}

static bool list_run(void *context, const struct import_run *run, struct err *err)
{
	struct listing *listing = context;
	struct json_writer *json = &listing->json;

	(void)err;
	if (!listing_room_id(listing, run->id))
		return true;
	json_write_begin_object(json);
	thing_write_id(json, "id", run->id);
	thing_write_instant(json, "at", run->at);
	thing_write_id(json, "account", run->account);
	thing_write_id(json, "programme", run->programme);
	json_write_name(json, "report");
	json_write_raw(json, run->report, strlen(run->report));
	json_write_end_object(json);
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

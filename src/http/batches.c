/* Batches of passes for the stock: asked for, looked at, stopped, printed. */
#include "domain/batches.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "http/handlers.h"
#include "http/listing.h"
#include "http/params.h"
#include "http/printer.h"
#include "http/thing.h"
#include "render/pass_print.h"

struct batch_call {
	char programme[BODY_WORD_SIZE], desk[BODY_WORD_SIZE];
	char language[8], print_size[8];
	int64_t passes, vouchers, kind;
};

static const struct json_field fields[] = {
	{ "programme", JSON_FIELD_TEXT(struct batch_call, programme), .required = true },
	{ "passes", JSON_FIELD_INT(struct batch_call, passes, 1, ISSUE_PASSES_MAX),
	  .required = true },
	{ "desk", JSON_FIELD_TEXT(struct batch_call, desk) },
	{ "vouchers", JSON_FIELD_INT(struct batch_call, vouchers, 1, VOUCHERS_MAX) },
	{ "kind", JSON_FIELD_INT(struct batch_call, kind, 0, 255) },
	{ "language", JSON_FIELD_TEXT(struct batch_call, language) },
	{ "print_size", JSON_FIELD_TEXT(struct batch_call, print_size) },
};

static bool read_request(const struct http_request *request, struct issue_request *ret,
                         struct err *err)
{
	struct batch_call call = { .language = "fr", .print_size = "normal" };
	int language, print_size;

	*ret = (struct issue_request){ .desk = request->caller.site };
	if (!body_fill(request, fields, COUNT_OF(fields), &call, err) ||
	    !thing_read_id(call.programme, "programme", &ret->programme, err) ||
	    (call.desk[0] && !thing_read_id(call.desk, "desk", &ret->desk, err)))
		return false;
	if (!ret->desk)
		return err_named(err, ERR_INPUT, "no_desk", "for which desk is it?") ||
		       err_field("desk", err);
	language = language_parse(call.language);
	print_size = print_size_parse(call.print_size);
	if (language < 0)
		return err_named(err, ERR_INPUT, "bad_language", "no such language") ||
		       err_field("language", err);
	if (print_size < 0)
		return err_named(err, ERR_INPUT, "bad_print_size", "no such size") ||
		       err_field("print_size", err);
	ret->language = (enum language)language;
	ret->print_size = (enum print_size)print_size;
	ret->passes = (int)call.passes;
	ret->vouchers = (int)call.vouchers;
	ret->kind = (int)call.kind;
	return true;
}

/* Why it ended before its end, as a problem would say it. */
static void write_error(struct json_writer *json, const struct batch *batch)
{
	struct err err = { .code = ERR_REFUSED };

	json_write_field_text(json, "error", batch->error[0] ? batch->error : NULL);
	if (!TEXT_COPY(err.name, batch->error) || !batch->error[0])
		json_write_field_text(json, "detail", NULL);
	else
		json_write_field_text(json, "detail", catalogue_error(&err));
}

static void write_batch(struct json_writer *json, const struct batch *batch)
{
	char path[64];

	snprintf(path, sizeof path, "/api/v1/batches/%lld/document.pdf", (long long)batch->id);
	json_write_begin_object(json);
	thing_write_id(json, "id", batch->id);
	json_write_field_text(json, "state", batch_state_name(batch->state));
	json_write_field_int(json, "total", batch->total);
	json_write_field_int(json, "done", batch->done);
	thing_write_id(json, "programme", batch->programme);
	thing_write_id(json, "desk", batch->desk);
	json_write_field_int(json, "vouchers", batch->vouchers);
	json_write_field_int(json, "kind", batch->kind);
	json_write_field_text(json, "language", language_name(batch->language));
	json_write_field_text(json, "print_size", print_size_name(batch->print_size));
	thing_write_instant(json, "asked_at", batch->asked_at);
	thing_write_instant(json, "ended_at", batch->ended_at);
	write_error(json, batch);
	json_write_field_text(json, "document", batch->done ? path : NULL);
	json_write_end_object(json);
}

static bool answer(struct http_reply *reply, const struct batch *batch)
{
	struct json_writer json = { .to = &reply->body };

	write_batch(&json, batch);
	return true;
}

bool post_batch(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct issue_request asked;
	struct batch batch;
	char path[64];

	if (!read_request(request, &asked, err) ||
	    !batch_ask(app, &request->caller, &asked, &batch, err))
		return false;
	snprintf(path, sizeof path, "/api/v1/batches/%lld", (long long)batch.id);
	http_reply_begin(reply, 202, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	return answer(reply, &batch);
}

bool get_batch(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	struct batch batch;

	if (!batch_find(app, &request->caller, thing_id(request, 0), &batch, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	return answer(reply, &batch);
}

bool post_batch_cancellation(struct app *app, const struct http_request *request,
                             struct http_reply *reply, struct err *err)
{
	struct batch batch;

	if (!batch_cancel(app, &request->caller, thing_id(request, 0), &batch, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	return answer(reply, &batch);
}

static bool list_batch(void *context, const struct batch *batch, struct err *err)
{
	struct listing *listing = context;

	(void)err;
	if (listing_room_id(listing, batch->id))
		write_batch(&listing->json, batch);
	return true;
}

bool get_batches(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { "desk", NULL };
	struct batches_wish wish = { 0 };
	struct listing listing;

	if (!listing_open(&listing, request, names, reply, err) ||
	    !listing_after(&listing, 0, &wish.after, err) ||
	    !param_id(request, "desk", &wish.desk, err))
		return false;
	wish.limit = listing.limit + 1;
	if (!batches_list(app, &request->caller, &wish, list_batch, &listing, err))
		return false;
	listing_close(&listing, request, reply);
	return true;
}

/* ---- printed ---- */

static void print_release(struct pass_print **print)
{
	pass_print_close(print);
}

/* Passes to be drawn. */
struct pile {
	struct pass *passes;
	size_t count;
	bool duplicate;
};

static void pile_release(struct pile *pile)
{
	free(pile->passes);
}

/* All that are made, unless some are asked for. */
static bool read_range(const struct http_request *request, const struct batch *batch,
                       struct batch_range *ret, struct err *err)
{
	static const char *const names[] = { "from", "count", NULL };
	int64_t from = 1, count = ISSUE_PASSES_MAX;

	if (!http_query_check(request, names, err) ||
	    !param_number(request, "from", ISSUE_PASSES_MAX, &from, err) ||
	    !param_number(request, "count", ISSUE_PASSES_MAX, &count, err))
		return false;
	if (from > batch->done)
		return err_named(err, ERR_CONFLICT, "nothing_to_print",
		                 "the batch has %d passes so far", batch->done);
	if (count > batch->done - from + 1)
		count = batch->done - from + 1;
	*ret = (struct batch_range){ batch->id, (int)from, (int)count };
	return true;
}

static bool gather(struct app *app, const struct batch_range *range, struct pile *ret,
                   struct err *err)
{
	ret->passes = calloc((size_t)range->count, sizeof *ret->passes);
	if (!ret->passes)
		return err_memory(err);
	if (!batch_passes(app, range, ret->passes, &ret->count, err))
		return false;
	return ret->count || err_named(err, ERR_CONFLICT, "nothing_to_print",
	                               "none of these passes is in the stock any more");
}

static bool draw(struct app *app, struct printer *printer, const struct pile *pile, struct buf *to,
                 struct err *err)
{
	AUTO(print_release) struct pass_print *print = NULL;
	struct render *render;
	struct sheet sheet;

	if (!printer_render(printer, &render, err) || !pass_print_open(&print, render, err))
		return false;
	for (size_t i = 0; i < pile->count; i++)
		if (!issue_sheet(app, &pile->passes[i], pile->duplicate, &sheet, err) ||
		    !pass_print_add(print, &sheet, err))
			return false;
	return pass_print_end(print, to, err);
}

bool get_batch_document(struct app *app, const struct http_request *request,
                        struct http_reply *reply, struct err *err)
{
	AUTO(pile_release) struct pile pile = { 0 };
	struct batch_range range = { 0 };
	struct batch batch;
	char name[80];

	if (!batch_find(app, &request->caller, thing_id(request, 0), &batch, err) ||
	    !read_range(request, &batch, &range, err) || !gather(app, &range, &pile, err))
		return false;
	pile.duplicate = app_now(app) - batch.asked_at > BATCH_FRESH_SECONDS;
	snprintf(name, sizeof name, "inline; filename=\"lot-%lld-%d-%d.pdf\"", (long long)batch.id,
	         range.first, range.first + range.count - 1);
	http_reply_begin(reply, 200, HTTP_PDF);
	http_reply_header(reply, "Content-Disposition", name);
	return draw(app, request->printer, &pile, &reply->body, err);
}

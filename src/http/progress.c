/* How far a person has come: told to the desk that gave the pass, and to the mediator who has the
 * person in front of them; neither is told where else the person went. */
#include "domain/progress.h"

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/pass_shown.h"
#include "http/redemption_reply.h"

static void write_level(struct json_writer *json, const char *name, enum level level)
{
	json_write_field_text(json, name, level ? level_name(level) : NULL);
}

static void reply_progress(const struct progress *progress, struct http_reply *reply)
{
	struct json_writer json = { .to = &reply->body };

	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	write_level(&json, "start", progress->start);
	write_level(&json, "latest", progress->latest);
	json_write_name(&json, "workshops");
	json_write_begin_array(&json);
	for (size_t i = 0; i < progress->count; i++) {
		const struct progress_step *step = &progress->steps[i];
		char day[DAY_TEXT_SIZE];

		day_format(paris_day(step->at), day);
		json_write_begin_object(&json);
		json_write_field_text(&json, "on", day);
		json_write_field_int(&json, "kind", step->kind);
		json_write_field_int(&json, "minutes", step->minutes);
		write_level(&json, "level", step->level);
		json_write_end_object(&json);
	}
	json_write_end_array(&json);
	json_write_end_object(&json);
}

bool get_pass_progress(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	struct progress progress;
	struct pass pass;

	if (!pass_shown_find(app, request, &pass, err) ||
	    !progress_of_pass(app, &request->caller, pass.id, &progress, err))
		return false;
	reply_progress(&progress, reply);
	return true;
}

struct voucher_call {
	char voucher[VOUCHER_TEXT_MAX + 1];
};

static const struct json_field voucher_fields[] = {
	{ "voucher", JSON_FIELD_TEXT(struct voucher_call, voucher), .required = true },
};

bool post_voucher_progress(struct app *app, const struct http_request *request,
                           struct http_reply *reply, struct err *err)
{
	struct redeem_item item = { .caller = request->caller, .centre = request->caller.site };
	struct voucher_call call = { 0 };
	struct progress progress;
	bool is_here;

	if (!body_fill(request, voucher_fields, COUNT_OF(voucher_fields), &call, err))
		return false;
	TEXT_COPY(item.voucher, call.voucher);
	if (!progress_of_voucher(app, &item, &progress, &is_here, err))
		return false;
	if (is_here)
		reply_progress(&progress, reply);
	else
		redemption_reply(app, &item, reply);
	return true;
}

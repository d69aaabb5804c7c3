/* Vouchers presented by a centre: checked, redeemed one by one or in lists, taken back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "domain/correct.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/record.h"
#include "http/redemption_reply.h"
#include "http/writer.h"

struct presented {
	char voucher[VOUCHER_TEXT_MAX + 1], nonce[NONCE_TEXT_MAX + 1];
	char level[BODY_WORD_SIZE], scanned_at[40];
	int64_t kind, minutes;
};

static const struct json_field presented_fields[] = {
	{ "voucher", JSON_FIELD_TEXT(struct presented, voucher), .required = true },
	{ "kind", JSON_FIELD_INT(struct presented, kind, 0, 255) },
	{ "minutes", JSON_FIELD_INT(struct presented, minutes, 0, 24 * 60) },
	{ "level", JSON_FIELD_TEXT(struct presented, level) },
	{ "scanned_at", JSON_FIELD_TEXT(struct presented, scanned_at) },
	{ "nonce", JSON_FIELD_TEXT(struct presented, nonce) },
};

static const struct json_field check_fields[] = {
	{ "voucher", JSON_FIELD_TEXT(struct presented, voucher), .required = true },
	{ "kind", JSON_FIELD_INT(struct presented, kind, 0, 255) },
};

struct list_call {
	const struct json *items;
};

static const struct json_field list_fields[] = {
	{ "items", JSON_FIELD_LIST(struct list_call, items), .required = true },
};

static void who(const struct http_request *request, struct redeem_item *item)
{
	item->caller = request->caller;
	item->centre = request->caller.role == ROLE_MEDIATOR ? request->caller.site : 0;
}

static bool read_item(const struct json *json, const struct http_request *request,
                      struct redeem_item *item, struct err *err)
{
	struct presented p = { 0 };
	int level = LEVEL_NONE;

	who(request, item);
	if (!body_read(json, presented_fields, COUNT_OF(presented_fields), &p, err))
		return false;
	if (p.level[0] && (level = level_parse(p.level)) < 0)
		return err_named(err, ERR_INPUT, "bad_level", "a level is 1, 2 or 3");
	if (p.scanned_at[0] && !instant_parse(p.scanned_at, &item->scanned_at))
		return err_named(err, ERR_INPUT, "bad_instant",
		                 "\"scanned_at\" must be like 2026-11-22T14:30:00Z");
	TEXT_COPY(item->voucher, p.voucher);
	TEXT_COPY(item->nonce, p.nonce);
	item->kind = (int)p.kind;
	item->minutes = (int)p.minutes;
	item->level = (enum level)level;
	return true;
}

static bool room(struct writer_job *job, size_t count, struct err *err)
{
	job->items = calloc(count, sizeof *job->items);
	job->count = count;
	return job->items || err_memory(err);
}

/* What cannot be read in an item is the outcome of that item: the rest of a device's queue is not
 * held up by it. */
static bool read_list(const struct json *json, const struct http_request *request, struct err *err)
{
	struct writer_job *job = request->writer;
	const char *key = request->idempotency_key;
	struct list_call list = { 0 };
	size_t count;

	if (!body_read(json, list_fields, COUNT_OF(list_fields), &list, err))
		return false;
	count = json_count(list.items);
	if (count == 0 || count > REDEEM_LIST_MAX)
		return err_named(err, ERR_INPUT, "bad_list", "a list has 1 to %d items",
		                 REDEEM_LIST_MAX);
	if (!room(job, count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct redeem_item *item = &job->items[i];
		struct err why;

		if (!read_item(json_at(list.items, i), request, item, &why)) {
			item->settled = true;
			item->outcome = OUTCOME_MALFORMED;
		} else if (key && !item->nonce[0]) {
			snprintf(item->nonce, sizeof item->nonce, "%s/%zu", key, i);
		}
	}
	job->is_list = true;
	job->key = key;
	return true;
}

static bool read_one(const struct json *json, const struct http_request *request, struct err *err)
{
	struct writer_job *job = request->writer;
	const char *key = request->idempotency_key;

	if (!room(job, 1, err) || !read_item(json, request, job->items, err))
		return false;
	job->items->key = key;
	if (key && !job->items->nonce[0])
		TEXT_COPY(job->items->nonce, key);
	return true;
}

static bool read_items(const struct http_request *request, struct err *err)
{
	AUTO(json_close) struct json *json = NULL;

	if (!body_parse(request, &json, err))
		return false;
	return json_get(json, "items") ? read_list(json, request, err)
	                               : read_one(json, request, err);
}

static void reply_list(struct app *app, const struct writer_job *job, struct http_reply *reply)
{
	struct json_writer json = { .to = &reply->body };

	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_name(&json, "items");
	json_write_begin_array(&json);
	for (size_t i = 0; i < job->count; i++)
		redemption_reply_write(app, &job->items[i], &json);
	json_write_end_array(&json);
	json_write_end_object(&json);
}

bool post_redemptions(struct app *app, const struct http_request *request, struct http_reply *reply,
                      struct err *err)
{
	const struct writer_job *job = request->writer;

	if (!job->count)
		return read_items(request, err);
	for (size_t i = 0; i < job->count; i++)
		metrics_count(request->record->metrics, METRIC_REDEMPTIONS, job->items[i].outcome);
	if (job->items->key_reused)
		return err_named(err, ERR_REFUSED, "key_reused",
		                 "this Idempotency-Key was another voucher's");
	if (job->is_list)
		reply_list(app, job, reply);
	else
		redemption_reply(app, job->items, reply);
	return true;
}

bool post_check(struct app *app, const struct http_request *request, struct http_reply *reply,
                struct err *err)
{
	struct presented p = { 0 };
	struct redeem_item item = { 0 };

	if (!body_fill(request, check_fields, COUNT_OF(check_fields), &p, err))
		return false;
	who(request, &item);
	TEXT_COPY(item.voucher, p.voucher);
	item.kind = (int)p.kind;
	if (!redeem_check(app, &item, err))
		return false;
	metrics_count(request->record->metrics, METRIC_CHECKS, item.outcome);
	redemption_reply_check(&item, reply);
	return true;
}

struct reversal_call {
	char reason[REASON_MAX + 1];
};

static const struct json_field reversal_fields[] = {
	{ "reason", JSON_FIELD_TEXT(struct reversal_call, reason), .required = true },
};

bool post_reversal(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct reversal_call call = { 0 };
	struct redemption redemption;

	if (!body_fill(request, reversal_fields, COUNT_OF(reversal_fields), &call, err) ||
	    !correct_reverse(app, &request->caller, request->params.value[0], call.reason,
	                     &redemption, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_text(&json, "redemption", request->params.value[0]);
	json_write_field_text(&json, "state", "reversed");
	json_write_field_int(&json, "cents", redemption.cents);
	json_write_end_object(&json);
	return true;
}

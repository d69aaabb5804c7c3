#include "http/redemption_reply.h"

#include "base/auto.h"
#include "base/clock.h"
#include "codec/catalogue.h"
#include "codec/json_write.h"
#include "http/problem.h"
#include "http/status.h"

/* Number, worth and end of a voucher that is genuine and in the books; else nothing. */
static void write_facts(struct json_writer *json, const struct redeem_item *item)
{
	const struct pass *pass = &item->facts.pass;
	char expires[DAY_TEXT_SIZE];

	if (!item->facts.known || !outcome_is_authentic(item->outcome))
		return;
	day_format(pass->last_day, expires);
	json_write_field_int(json, "number", item->shown.token.number);
	json_write_field_int(json, "total", pass->total);
	json_write_field_int(json, "cents", pass->cents);
	json_write_field_text(json, "expires_on", expires);
}

/* What was committed is told, even if its receipt could not be made: it comes with a repetition. */
static void write_redemption(struct app *app, const struct redeem_item *item,
                             struct json_writer *json)
{
	AUTO(buf_release) struct buf receipt = { 0 };
	char id[REDEMPTION_TEXT_SIZE], at[INSTANT_TEXT_SIZE];
	struct err err;
	bool made;

	if (item->outcome != OUTCOME_REDEEMED && item->outcome != OUTCOME_ALREADY_YOURS)
		return;
	made = redeem_receipt(app, &item->redemption, &receipt, &err) && buf_check(&receipt, &err);
	redemption_format(app, item->redemption.id, id);
	instant_format(item->redemption.at, at);
	json_write_field_text(json, "redemption", id);
	json_write_field_text(json, "at", at);
	json_write_field_text(json, "receipt", made ? buf_text(&receipt) : NULL);
}

static void write_members(struct app *app, const struct redeem_item *item, struct json_writer *json)
{
	json_write_field_text(json, "outcome", outcome_name(item->outcome));
	json_write_field_text(json, "message", catalogue_outcome(item->outcome));
	write_redemption(app, item, json);
	write_facts(json, item);
	if (item->proposal[0])
		json_write_field_text(json, "proposal", item->proposal);
}

void redemption_reply_write(struct app *app, const struct redeem_item *item,
                            struct json_writer *json)
{
	json_write_begin_object(json);
	write_members(app, item, json);
	json_write_end_object(json);
}

/* A refusal is a problem, with the members of every outcome as well. */
void redemption_reply(struct app *app, const struct redeem_item *item, struct http_reply *reply)
{
	const struct http_pair said = { outcome_name(item->outcome),
		                        catalogue_outcome(item->outcome) };
	struct json_writer json = { .to = &reply->body };
	int status = http_status_of_outcome(item->outcome);
	bool refused = status >= 400;

	http_reply_begin(reply, status, refused ? HTTP_PROBLEM : HTTP_JSON);
	if (status == 429)
		http_reply_header(reply, "Retry-After", "900");
	json_write_begin_object(&json);
	if (refused)
		http_problem_members(&json, catalogue_text("title.refused"), status, &said);
	write_members(app, item, &json);
	json_write_end_object(&json);
}

void redemption_reply_check(const struct redeem_item *item, struct http_reply *reply)
{
	struct json_writer json = { .to = &reply->body };

	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_bool(&json, "usable", item->outcome == OUTCOME_REDEEMED);
	json_write_field_bool(&json, "authentic", outcome_is_authentic(item->outcome));
	json_write_field_text(&json, "outcome", outcome_name(item->outcome));
	json_write_field_text(&json, "reason",
	                      item->outcome == OUTCOME_REDEEMED ? catalogue_text("check.usable")
	                                                        : catalogue_outcome(item->outcome));
	write_facts(&json, item);
	if (item->proposal[0])
		json_write_field_text(&json, "proposal", item->proposal);
	json_write_end_object(&json);
}

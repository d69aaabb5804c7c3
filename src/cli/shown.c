#include "cli/shown.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/catalogue.h"
#include "codec/token.h"
#include "domain/issue.h"

void shown_day(struct json_writer *json, const char *name, int64_t day)
{
	char text[DAY_TEXT_SIZE];

	if (day)
		day_format(day, text);
	json_write_field_text(json, name, day ? text : NULL);
}

void shown_time(struct json_writer *json, const char *name, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];

	if (at)
		instant_format(at, text);
	json_write_field_text(json, name, at ? text : NULL);
}

void shown_money(struct buf *out, int64_t cents)
{
	buf_addf(out, "%s%lld.%02d EUR", cents < 0 ? "-" : "", llabs(cents) / 100,
	         (int)(llabs(cents) % 100));
}

static bool write_voucher(struct json_writer *json, const char *host,
                          const struct sheet_voucher *voucher, struct err *err)
{
	char url[TOKEN_URL_SIZE];

	if (!token_url(host, voucher->digits, url))
		return err_set(err, ERR_SYSTEM, "the host of these books fits in no voucher");
	json_write_begin_object(json);
	json_write_field_int(json, "number", voucher->number);
	json_write_field_text(json, "code", voucher->code);
	json_write_field_text(json, "token", voucher->digits);
	json_write_field_text(json, "url", url);
	json_write_end_object(json);
	return true;
}

bool shown_pass(struct json_writer *json, struct app *app, const struct pass *pass, struct err *err)
{
	struct sheet_voucher vouchers[VOUCHERS_MAX];
	char id[PASS_ID_SIZE], code[VOUCHER_CODE_SIZE];

	if (!issue_vouchers(app, pass, vouchers, err))
		return false;
	pass_id_format(pass->id, id);
	issue_cover_code(app, pass, code);
	json_write_begin_object(json);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "code", code);
	shown_day(json, "expires_on", pass->last_day);
	json_write_name(json, "vouchers");
	json_write_begin_array(json);
	for (int i = 0; i < pass->total; i++)
		if (!write_voucher(json, app->instance.host, &vouchers[i], err))
			return false;
	json_write_end_array(json);
	json_write_end_object(json);
	return true;
}

void shown_id(struct json_writer *json, const char *name, int64_t id)
{
	char text[21];

	snprintf(text, sizeof text, "%lld", (long long)id);
	json_write_field_text(json, name, id ? text : NULL);
}

void shown_int_if(struct json_writer *json, const char *name, bool there, int64_t value)
{
	json_write_name(json, name);
	if (there)
		json_write_int(json, value);
	else
		json_write_null(json);
}

void shown_outcome(struct buf *out, enum outcome outcome, const char *proposal, bool check)
{
	buf_adds(out, check && outcome == OUTCOME_REDEEMED ? "Coupon authentique et utilisable."
	                                                   : catalogue_outcome(outcome));
	if (proposal && *proposal)
		buf_addf(out, " Vouliez-vous dire %s ?", proposal);
	buf_addc(out, '\n');
}

void shown_secret(struct buf *out, const char *what, const char *of, const char *secret)
{
	buf_addf(out, "%s of %s, shown only now: %s\n", what, of, secret);
}

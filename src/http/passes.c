/* Passes: issued, handed out from the stock, printed, replaced, blocked. */
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "codec/token.h"
#include "domain/correct.h"
#include "domain/issue.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/pass_shown.h"
#include "http/printer.h"
#include "render/pass_print.h"

enum { FRESH_SECONDS = 15 * 60 /* a document asked for later is a duplicate */ };

struct pass_call {
	char programme[BODY_WORD_SIZE], start[BODY_WORD_SIZE];
	char language[8], print_size[8], pseudonym[2 * PSEUDONYM_SIZE + 1];
	int64_t vouchers, kind, age_band, situation;
	bool hand_out;
};

static const struct json_field pass_fields[] = {
	{ "programme", JSON_FIELD_TEXT(struct pass_call, programme), .required = true },
	{ "vouchers", JSON_FIELD_INT(struct pass_call, vouchers, 1, VOUCHERS_MAX) },
	{ "kind", JSON_FIELD_INT(struct pass_call, kind, 0, 255) },
	{ "hand_out", JSON_FIELD_BOOL(struct pass_call, hand_out) },
	{ "language", JSON_FIELD_TEXT(struct pass_call, language) },
	{ "print_size", JSON_FIELD_TEXT(struct pass_call, print_size) },
	{ "pseudonym", JSON_FIELD_TEXT(struct pass_call, pseudonym) },
	{ "start", JSON_FIELD_TEXT(struct pass_call, start) },
	{ "age_band", JSON_FIELD_INT(struct pass_call, age_band, 0, 99) },
	{ "situation", JSON_FIELD_INT(struct pass_call, situation, 0, 99) },
};

static const struct json_field hand_out_fields[] = {
	{ "language", JSON_FIELD_TEXT(struct pass_call, language) },
	{ "print_size", JSON_FIELD_TEXT(struct pass_call, print_size) },
	{ "pseudonym", JSON_FIELD_TEXT(struct pass_call, pseudonym) },
	{ "start", JSON_FIELD_TEXT(struct pass_call, start) },
	{ "age_band", JSON_FIELD_INT(struct pass_call, age_band, 0, 99) },
	{ "situation", JSON_FIELD_INT(struct pass_call, situation, 0, 99) },
};

/* A word of a list by its parser; "" leaves what is there. */
static bool read_word(const char *word, int (*parse)(const char *), const char *name, int *to,
                      struct err *err)
{
	int value = *word ? parse(word) : *to;

	if (value < 0)
		return err_named(err, ERR_INPUT, name, "that word is not in the list");
	*to = value;
	return true;
}

/* What is asked about the person who gets it; the rest of `ret` stays. */
static bool read_person(const struct pass_call *call, struct issue_request *ret, struct err *err)
{
	int language = ret->language, print_size = ret->print_size, start = LEVEL_NONE;

	if (!read_word(call->language, language_parse, "bad_language", &language, err) ||
	    !read_word(call->print_size, print_size_parse, "bad_print_size", &print_size, err) ||
	    !read_word(call->start, level_parse, "bad_level", &start, err))
		return false;
	ret->has_pseudonym = call->pseudonym[0] != '\0';
	if (ret->has_pseudonym && !text_unhex(ret->pseudonym, PSEUDONYM_SIZE, call->pseudonym))
		return err_named(err, ERR_INPUT, "bad_pseudonym",
		                 "a pseudonym is 32 hexadecimal digits");
	ret->age_band = (int)call->age_band;
	ret->situation = (int)call->situation;
	ret->language = (enum language)language;
	ret->print_size = (enum print_size)print_size;
	ret->start_level = (enum level)start;
	return true;
}

static bool read_request(const struct http_request *request, struct issue_request *ret,
                         struct err *err)
{
	struct pass_call call = { .hand_out = true };

	*ret = (struct issue_request){ .desk = request->caller.site, .passes = 1 };
	if (!body_fill(request, pass_fields, COUNT_OF(pass_fields), &call, err) ||
	    !body_id(call.programme, &ret->programme, err) || !read_person(&call, ret, err))
		return false;
	if (!call.hand_out &&
	    (ret->has_pseudonym || ret->start_level || ret->age_band || ret->situation))
		return err_named(err, ERR_INPUT, "nobody_yet",
		                 "a pass of the stock is nobody's yet: say it at the hand-out");
	ret->hand_out = call.hand_out;
	ret->vouchers = (int)call.vouchers;
	ret->kind = (int)call.kind;
	return true;
}

static void write_vouchers(struct json_writer *json, const struct app *app, const struct pass *pass,
                           const struct sheet_voucher *vouchers)
{
	char url[TOKEN_URL_SIZE];

	json_write_name(json, "vouchers");
	json_write_begin_array(json);
	for (int i = 0; i < pass->total; i++) {
		json_write_begin_object(json);
		json_write_field_int(json, "number", vouchers[i].number);
		json_write_field_text(json, "code", vouchers[i].code);
		json_write_field_text(json, "token", vouchers[i].digits);
		if (token_url(app->instance.host, vouchers[i].digits, url))
			json_write_field_text(json, "url", url);
		json_write_end_object(json);
	}
	json_write_end_array(json);
}

/* The whole answer of a new pass; the CLI prints the same words. */
static bool reply_new(struct app *app, const struct pass *pass, struct http_reply *reply,
                      struct err *err)
{
	char id[PASS_ID_SIZE], code[VOUCHER_CODE_SIZE], expires[DAY_TEXT_SIZE], path[64];
	struct sheet_voucher vouchers[VOUCHERS_MAX];
	struct json_writer json = { .to = &reply->body };

	if (!issue_vouchers(app, pass, vouchers, err))
		return false;
	pass_id_format(pass->id, id);
	issue_cover_code(app, pass, code);
	day_format(pass->last_day, expires);
	snprintf(path, sizeof path, "/api/v1/passes/%s", id);
	http_reply_begin(reply, 201, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	json_write_begin_object(&json);
	json_write_field_text(&json, "id", id);
	json_write_field_text(&json, "code", code);
	json_write_field_text(&json, "expires_on", expires);
	write_vouchers(&json, app, pass, vouchers);
	snprintf(path, sizeof path, "/api/v1/passes/%s/document.pdf", id);
	json_write_field_text(&json, "document", path);
	json_write_end_object(&json);
	return true;
}

bool post_pass(struct app *app, const struct http_request *request, struct http_reply *reply,
               struct err *err)
{
	struct issue_request asked;
	struct pass pass;

	return read_request(request, &asked, err) &&
	       issue_passes(app, &request->caller, &asked, &pass, err) &&
	       reply_new(app, &pass, reply, err);
}

/* In the language and size it was printed in, unless others are said: a reprint will have those. */
bool post_pass_hand_out(struct app *app, const struct http_request *request,
                        struct http_reply *reply, struct err *err)
{
	struct issue_request person = { 0 };
	struct pass_call call = { 0 };
	struct pass pass;

	if (!body_fill(request, hand_out_fields, COUNT_OF(hand_out_fields), &call, err) ||
	    !pass_shown_find(app, request, &pass, err))
		return false;
	person.language = pass.language;
	person.print_size = pass.print_size;
	return read_person(&call, &person, err) &&
	       issue_hand_out(app, &request->caller, pass.id, &person, &pass, err) &&
	       pass_shown_reply(app, &pass, reply, err);
}

static void print_release(struct pass_print **print)
{
	pass_print_close(print);
}

bool get_pass_document(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	AUTO(print_release) struct pass_print *print = NULL;
	struct render *render;
	char id[PASS_ID_SIZE], name[64];
	struct sheet sheet;
	struct pass pass;

	if (!pass_shown_find(app, request, &pass, err) ||
	    !issue_sheet(app, &pass, app_now(app) - pass.issued_at > FRESH_SECONDS, &sheet, err) ||
	    !printer_render(request->printer, &render, err) ||
	    !pass_print_open(&print, render, err) || !pass_print_add(print, &sheet, err))
		return false;
	pass_id_format(pass.id, id);
	snprintf(name, sizeof name, "inline; filename=\"pass-%s.pdf\"", id);
	http_reply_begin(reply, 200, HTTP_PDF);
	http_reply_header(reply, "Content-Disposition", name);
	return pass_print_end(print, &reply->body, err);
}

struct reason_call {
	char reason[REASON_MAX + 1];
};

static const struct json_field reason_fields[] = {
	{ "reason", JSON_FIELD_TEXT(struct reason_call, reason), .required = true },
};

bool post_pass_replacement(struct app *app, const struct http_request *request,
                           struct http_reply *reply, struct err *err)
{
	struct reason_call call = { 0 };
	struct pass pass, fresh;

	return body_fill(request, reason_fields, COUNT_OF(reason_fields), &call, err) &&
	       pass_shown_find(app, request, &pass, err) &&
	       correct_replace(app, &request->caller, pass.id, call.reason, &fresh, err) &&
	       reply_new(app, &fresh, reply, err);
}

bool post_pass_blocking(struct app *app, const struct http_request *request,
                        struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct reason_call call = { 0 };
	char id[PASS_ID_SIZE];
	struct pass pass;
	int revoked;

	if (!body_fill(request, reason_fields, COUNT_OF(reason_fields), &call, err) ||
	    !pass_shown_find(app, request, &pass, err) ||
	    !correct_block(app, &request->caller, pass.id, call.reason, &revoked, err))
		return false;
	pass_id_format(pass.id, id);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_text(&json, "id", id);
	json_write_field_text(&json, "state", "blocked");
	json_write_field_int(&json, "revoked", revoked);
	json_write_end_object(&json);
	return true;
}

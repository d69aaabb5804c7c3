/* Passes: issued, shown, printed, replaced, blocked. */
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
#include "http/printer.h"
#include "render/pass_print.h"

enum { FRESH_SECONDS = 15 * 60 /* a document asked for later is a duplicate */ };

struct pass_call {
	char programme[BODY_WORD_SIZE], start[BODY_WORD_SIZE];
	char language[8], print_size[8], pseudonym[2 * PSEUDONYM_SIZE + 1];
	int64_t vouchers, kind, age_band, situation;
};

static const struct json_field pass_fields[] = {
	{ "programme", JSON_FIELD_TEXT(struct pass_call, programme), .required = true },
	{ "vouchers", JSON_FIELD_INT(struct pass_call, vouchers, 1, VOUCHERS_MAX) },
	{ "language", JSON_FIELD_TEXT(struct pass_call, language) },
	{ "print_size", JSON_FIELD_TEXT(struct pass_call, print_size) },
	{ "pseudonym", JSON_FIELD_TEXT(struct pass_call, pseudonym) },
	{ "start", JSON_FIELD_TEXT(struct pass_call, start) },
	{ "kind", JSON_FIELD_INT(struct pass_call, kind, 0, 255) },
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

static bool read_request(const struct http_request *request, struct issue_request *ret,
                         struct err *err)
{
	int language = LANGUAGE_FR, print_size = PRINT_NORMAL, start = LEVEL_NONE;
	struct pass_call call = { 0 };

	if (!body_fill(request, pass_fields, COUNT_OF(pass_fields), &call, err) ||
	    !body_id(call.programme, &ret->programme, err) ||
	    !read_word(call.language, language_parse, "bad_language", &language, err) ||
	    !read_word(call.print_size, print_size_parse, "bad_print_size", &print_size, err) ||
	    !read_word(call.start, level_parse, "bad_level", &start, err))
		return false;
	ret->has_pseudonym = call.pseudonym[0] != '\0';
	if (ret->has_pseudonym && !text_unhex(ret->pseudonym, PSEUDONYM_SIZE, call.pseudonym))
		return err_named(err, ERR_INPUT, "bad_pseudonym",
		                 "a pseudonym is 32 hexadecimal digits");
	ret->desk = request->caller.site;
	ret->passes = 1;
	ret->hand_out = true;
	ret->vouchers = (int)call.vouchers;
	ret->kind = (int)call.kind;
	ret->age_band = (int)call.age_band;
	ret->situation = (int)call.situation;
	ret->language = (enum language)language;
	ret->print_size = (enum print_size)print_size;
	ret->start_level = (enum level)start;
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
	struct issue_request asked = { 0 };
	struct pass pass;

	return read_request(request, &asked, err) &&
	       issue_passes(app, &request->caller, &asked, &pass, err) &&
	       reply_new(app, &pass, reply, err);
}

/* The pass that the path names, if this caller may see it. */
static bool find(struct app *app, const struct http_request *request, struct pass *ret,
                 struct err *err)
{
	int64_t id;

	if (!pass_id_parse(request->params.value[0], &id))
		return err_named(err, ERR_MISSING, "no_pass", "that is no id of a pass");
	return pass_find(app, &request->caller, id, ret, err);
}

static void write_instant(struct json_writer *json, const char *name, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];

	if (at)
		instant_format(at, text);
	json_write_field_text(json, name, at ? text : NULL);
}

bool get_pass(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	char id[PASS_ID_SIZE], programme[BODY_WORD_SIZE], expires[DAY_TEXT_SIZE];
	struct json_writer json = { .to = &reply->body };
	struct pass_use use;
	struct pass pass;

	if (!find(app, request, &pass, err) || !pass_use(app, &pass, &use, err))
		return false;
	pass_id_format(pass.id, id);
	body_write_id(programme, pass.programme);
	day_format(pass.last_day, expires);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_text(&json, "id", id);
	json_write_field_text(&json, "state", use.stage);
	json_write_field_text(&json, "programme", programme);
	json_write_field_int(&json, "total", pass.total);
	json_write_field_int(&json, "used", use.used);
	json_write_field_int(&json, "left", use.left);
	json_write_field_int(&json, "cents", pass.cents);
	json_write_field_text(&json, "expires_on", expires);
	json_write_field_text(&json, "language", language_name(pass.language));
	write_instant(&json, "issued_at", pass.issued_at);
	write_instant(&json, "handed_out_at", pass.handed_out_at);
	if (pass.state == PASS_REPLACED) {
		pass_id_format(pass.replaced_by, id);
		json_write_field_text(&json, "replaced_by", id);
	}
	json_write_end_object(&json);
	return true;
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

	if (!find(app, request, &pass, err) ||
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
	       find(app, request, &pass, err) &&
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
	    !find(app, request, &pass, err) ||
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

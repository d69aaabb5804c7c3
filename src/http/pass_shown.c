#include "http/pass_shown.h"

#include "base/clock.h"
#include "http/body.h"

bool pass_shown_find(struct app *app, const struct http_request *request, struct pass *ret,
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

static void write_id(struct json_writer *json, const char *name, int64_t id)
{
	char text[BODY_WORD_SIZE];

	body_write_id(text, id);
	json_write_field_text(json, name, text);
}

void pass_shown_write(struct json_writer *json, const struct pass *pass, const struct pass_use *use)
{
	char id[PASS_ID_SIZE], expires[DAY_TEXT_SIZE];

	pass_id_format(pass->id, id);
	day_format(pass->last_day, expires);
	json_write_begin_object(json);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "state", pass_stage_name(use->stage));
	write_id(json, "programme", pass->programme);
	write_id(json, "desk", pass->desk);
	json_write_field_int(json, "total", pass->total);
	json_write_field_int(json, "used", use->used);
	json_write_field_int(json, "left", use->left);
	json_write_field_int(json, "cents", pass->cents);
	json_write_field_text(json, "expires_on", expires);
	json_write_field_text(json, "language", language_name(pass->language));
	json_write_field_text(json, "print_size", print_size_name(pass->print_size));
	write_instant(json, "issued_at", pass->issued_at);
	write_instant(json, "handed_out_at", pass->handed_out_at);
	if (pass->state == PASS_REPLACED) {
		pass_id_format(pass->replaced_by, id);
		json_write_field_text(json, "replaced_by", id);
	}
	json_write_end_object(json);
}

bool pass_shown_reply(struct app *app, const struct pass *pass, struct http_reply *reply,
                      struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	struct pass_use use;

	if (!pass_use(app, pass, &use, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	pass_shown_write(&json, pass, &use);
	return true;
}

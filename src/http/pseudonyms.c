/* The server's part of pseudonyms that a browser makes from an identity we never see. */
#include "domain/pseudonyms.h"

#include "base/auto.h"
#include "base/text.h"
#include "codec/json_write.h"
#include "http/body.h"
#include "http/handlers.h"

struct blinded_call {
	char blinded[2 * VOPRF_SIZE + 1];
};

static const struct json_field blinded_fields[] = {
	{ "blinded", JSON_FIELD_TEXT(struct blinded_call, blinded), .required = true },
};

static void write_hex(struct json_writer *json, const char *name, const unsigned char *data,
                      size_t size)
{
	char text[2 * VOPRF_PROOF_SIZE + 1];

	text_hex(text, data, size);
	json_write_field_text(json, name, text);
}

bool post_pseudonym(struct app *app, const struct http_request *request, struct http_reply *reply,
                    struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	unsigned char blinded[VOPRF_SIZE];
	struct pseudonym_evaluation made;
	struct blinded_call call = { 0 };

	if (!body_fill(request, blinded_fields, COUNT_OF(blinded_fields), &call, err))
		return false;
	if (!text_unhex(blinded, sizeof blinded, call.blinded))
		return err_named(err, ERR_INPUT, "bad_element",
		                 "an element is 64 hexadecimal digits");
	if (!pseudonym_evaluate(app, &request->caller, blinded, &made, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	write_hex(&json, "evaluated", made.evaluated, sizeof made.evaluated);
	write_hex(&json, "proof", made.proof, sizeof made.proof);
	json_write_end_object(&json);
	return true;
}

bool get_pseudonym_key(struct app *app, const struct http_request *request,
                       struct http_reply *reply, struct err *err)
{
	struct json_writer json = { .to = &reply->body };
	unsigned char key[VOPRF_SIZE];

	(void)request, (void)err;
	pseudonym_public_key(app, key);
	http_reply_begin(reply, 200, HTTP_JSON);
	json_write_begin_object(&json);
	json_write_field_text(&json, "suite", "ristretto255-SHA512");
	json_write_field_text(&json, "mode", "VOPRF");
	write_hex(&json, "public_key", key, sizeof key);
	json_write_end_object(&json);
	return true;
}

#include "http/card.h"

#include <string.h>

#include "base/auto.h"
#include "domain/second_factors.h"
#include "http/printer.h"
#include "http/thing.h"
#include "render/card_print.h"

static void write_card(const struct code_card *card, struct http_reply *reply)
{
	struct json_writer json = { .to = &reply->body };

	http_reply_begin(reply, 201, HTTP_JSON);
	json_write_begin_object(&json);
	thing_write_id(&json, "account", card->account);
	json_write_field_text(&json, "login", card->login);
	thing_write_day(&json, "made_on", card->day);
	json_write_name(&json, "codes");
	json_write_begin_array(&json);
	for (int i = 0; i < CODE_CARD_CODES; i++)
		json_write_text(&json, card->codes[i]);
	json_write_end_array(&json);
	json_write_end_object(&json);
}

static bool print_card(const struct http_request *request, const struct code_card *card,
                       struct http_reply *reply, struct err *err)
{
	struct render *render;

	if (!printer_render(request->printer, &render, err))
		return false;
	http_reply_begin(reply, 201, HTTP_PDF);
	http_reply_header(reply, "Content-Disposition", "inline; filename=\"carte-de-codes.pdf\"");
	return card_print(render, card, &reply->body, err);
}

/* Drawn before it is kept: a card in force that nobody has seen would shut its owner out; and
 * nobody waits for a page inside a transaction. */
bool card_reply(struct app *app, const struct http_request *request, int64_t account,
                struct http_reply *reply, struct err *err)
{
	AUTO(code_card_wipe) struct code_card card = { 0 };
	bool paper = request->accept && strstr(request->accept, "application/pdf");

	if (!code_card_make(app, &request->caller, account, &card, err))
		return false;
	reply->body.is_secret = true;
	if (!paper)
		write_card(&card, reply);
	else if (!print_card(request, &card, reply, err))
		return false;
	return code_card_keep(app, &card, err);
}

/* What a pass of a programme looks like, before there is one. */
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "domain/issue.h"
#include "http/handlers.h"
#include "http/params.h"
#include "http/printer.h"
#include "http/programme_call.h"
#include "render/pass_print.h"

static void print_release(struct pass_print **print)
{
	pass_print_close(print);
}

static bool read_request(const struct programme_call *call, struct issue_request *ret,
                         struct err *err)
{
	static const struct param_words languages = { "language", "bad_language", language_parse },
					sizes = { "print_size", "bad_print_size",
		                                  print_size_parse };
	int language = LANGUAGE_FR, print_size = PRINT_NORMAL;

	*ret = (struct issue_request){ .vouchers = (int)call->vouchers };
	if ((*call->language && !param_words_read(&languages, call->language, &language, err)) ||
	    (*call->print_size && !param_words_read(&sizes, call->print_size, &print_size, err)) ||
	    !thing_read_id(call->site, "site", &ret->desk, err))
		return false;
	ret->language = (enum language)language;
	ret->print_size = (enum print_size)print_size;
	return true;
}

static bool reply_pdf(struct render *render, const struct sheet *sheet, struct http_reply *reply,
                      struct err *err)
{
	AUTO(print_release) struct pass_print *print = NULL;

	if (!pass_print_open(&print, render, err) || !pass_print_add(print, sheet, err))
		return false;
	http_reply_begin(reply, 200, HTTP_PDF);
	http_reply_header(reply, "Content-Disposition", "inline; filename=\"specimen.pdf\"");
	return pass_print_end(print, &reply->body, err);
}

static bool reply_picture(struct render *render, const struct sheet *sheet, int page,
                          struct http_reply *reply, struct err *err)
{
	char count[12];
	int pages;

	http_reply_begin(reply, 200, HTTP_PNG);
	if (!pass_print_picture(render, sheet, page, &reply->body, &pages, err))
		return false;
	snprintf(count, sizeof count, "%d", pages);
	http_reply_header(reply, "Page-Count", count);
	return true;
}

bool post_specimen(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	bool picture = request->accept && strstr(request->accept, "image/png");
	AUTO(json_close) struct json *json = NULL;
	struct programme_call call = { 0 };
	struct issue_request asked;
	struct programme programme;
	struct render *render;
	struct sheet sheet;

	if (!programme_call_new(request, PROGRAMME_CALL_FIELDS, &json, &call, &programme, err) ||
	    !read_request(&call, &asked, err) ||
	    !issue_specimen(app, &request->caller, &programme, &asked, &sheet, err) ||
	    !printer_render(request->printer, &render, err))
		return false;
	return picture ? reply_picture(render, &sheet, call.page ? (int)call.page : 1, reply, err)
	               : reply_pdf(render, &sheet, reply, err);
}

/* The two pages for people without an account: what this server is, and whether a voucher is good.
 * A stranger sees one error page, whatever is wrong with what they scanned. */
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "codec/cover.h"
#include "domain/issue.h"
#include "domain/passes.h"
#include "domain/redeem.h"
#include "http/handlers.h"
#include "http/pages.h"
#include "http/page_style.h"
#include "http/params.h"
#include "http/printer.h"
#include "http/problem.h"
#include "http/status.h"
#include "render/voucher_page.h"

enum { DIGITS_MIN = 196, DIGITS_MAX = 198 };

static void add_part(struct buf *to, const char **rest, const char *name)
{
	const char *place = strstr(*rest, name);

	buf_add(to, *rest, (size_t)(place - *rest));
	*rest = place + strlen(name);
}

struct page {
	const char *language, *direction;
	const char *title; /* HTML, as the body is */
	const struct buf *body;
};

/* Nothing of the call is ever shown. */
static void reply_page(struct http_reply *reply, int status, const struct page *page)
{
	const char *rest = PAGE_HTML;

	http_reply_begin(reply, status, HTTP_PAGE);
	add_part(&reply->body, &rest, "{language}");
	buf_adds(&reply->body, page->language);
	add_part(&reply->body, &rest, "{direction}");
	buf_adds(&reply->body, page->direction);
	for (int i = 0; i < 2; i++) {
		add_part(&reply->body, &rest, "{title}");
		buf_adds(&reply->body, page->title);
	}
	add_part(&reply->body, &rest, "{body}");
	buf_add(&reply->body, page->body->data ? page->body->data : "", page->body->size);
	buf_adds(&reply->body, rest);
}

static void reply_french(struct http_reply *reply, int status, const char *title,
                         const struct buf *body)
{
	const struct page page = { "fr", "ltr", catalogue_text(title), body };

	reply_page(reply, status, &page);
}

static void add_line(struct buf *to, const char *style, const char *text)
{
	buf_addf(to, "<p class=\"%s\">%s</p>\n", style, text);
}

/* The answer may have been begun already: what was written is gone. */
void page_fail(struct http_reply *reply, const struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };
	int status = http_status_of_error(err);
	bool later = status >= 500 || status == 429; /* else it will be no other the next time */

	add_line(&body, "no", catalogue_error(err));
	reply_french(reply, status, later ? "page.failed_title" : "page.refused_title", &body);
	http_problem_headers(reply, err);
}

bool get_home(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };

	(void)app, (void)request;
	add_line(&body, "text", catalogue_text("page.home_text"));
	add_line(&body, "text", catalogue_text("page.home_voucher"));
	buf_addf(&body, "<p><a href=\"/app\">%s</a></p>\n", catalogue_text("page.home_staff"));
	buf_addf(&body, "<p><a href=\"/api/v1/keys\">%s</a></p>\n",
	         catalogue_text("page.home_keys"));
	reply_french(reply, 200, "page.home_title", &body);
	return buf_check(&body, err);
}

/* How many workshops are left, and where: of a pass that opens something. */
static bool find_more(struct app *app, const struct pass *pass, struct voucher_page *page,
                      struct sheet *sheet, struct err *err)
{
	struct pass_use use;

	if (page->outcome != OUTCOME_REDEEMED && page->outcome != OUTCOME_ALREADY_USED &&
	    page->outcome != OUTCOME_NOT_YET_VALID)
		return true;
	if (!pass_use(app, pass, &use, err))
		return false;
	if (use.left || use.stage == STAGE_FINISHED) /* else its time is over */
		page->left = use.left;
	if (!use.left)
		return true;
	page->sheet = sheet;
	return issue_places(app, pass, sheet, err);
}

static bool find_page(struct app *app, const struct redeem_item *item, struct voucher_page *page,
                      struct sheet *sheet, struct err *err)
{
	const struct voucher *token = &item->shown.token;
	struct pass pass;

	*page = (struct voucher_page){ .language = LANGUAGE_FR,
		                       .outcome = item->outcome,
		                       .in_grace = app_today(app) > token->last_day,
		                       .number = token->number,
		                       .total = token->total,
		                       .last_day = token->last_day,
		                       .left = -1 };
	if (!item->facts.known || !outcome_is_authentic(item->outcome))
		return true;
	if (!pass_of_voucher(app, token, &pass, err))
		return false;
	page->language = pass.language;
	return find_more(app, &pass, page, sheet, err);
}

static bool reply_voucher(const struct http_request *request, const struct voucher_page *page,
                          struct http_reply *reply, struct err *err)
{
	AUTO(buf_release) struct buf title = { 0 }, body = { 0 };
	struct render *render;

	if (!printer_render(request->printer, &render, err))
		return false;
	voucher_page_title(render, page, &title);
	voucher_page_body(render, page, &body);
	if (!buf_check(&title, err) || !buf_check(&body, err))
		return false;
	reply_page(reply, page->is_cover || outcome_is_authentic(page->outcome) ? 200 : 404,
	           &(struct page){ voucher_page_language(render, page),
	                           voucher_page_direction(render, page), buf_text(&title), &body });
	return true;
}

/* Nobody in particular looks at it: neither centre nor operator. */
bool get_voucher(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const struct param_words languages = { "lang", "bad_language", language_parse };
	const char *digits = request->params.value[0];
	struct redeem_item item = { .check_only = true, .outcome = OUTCOME_MALFORMED };
	struct voucher_page page;
	struct sheet sheet = { 0 };
	int language = -1; /* not asked for */

	if (!param_word(request, &languages, &language, err))
		return false;
	/* Nor is it a place to try typed codes: twelve digits could be one. */
	if (strlen(digits) >= DIGITS_MIN && strlen(digits) <= DIGITS_MAX) {
		TEXT_COPY(item.voucher, digits);
		if (!redeem_check(app, &item, err))
			return false;
	}
	if (!find_page(app, &item, &page, &sheet, err))
		return false;
	if (!outcome_is_authentic(item.outcome) && *item.voucher &&
	    redeem_is_specimen(app, item.voucher, &page.language))
		page.outcome = OUTCOME_SPECIMEN;
	page.is_cover = strlen(digits) == COVER_DIGITS && /* whose, is not told */
	                strspn(digits, "0123456789") == COVER_DIGITS;
	if (language >= 0)
		page.language = (enum language)language;
	return reply_voucher(request, &page, reply, err);
}

/* The two pages for people without an account: what this server is, and whether a voucher is good.
 * A stranger sees one error page, whatever is wrong with what they scanned. */
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "domain/redeem.h"
#include "http/handlers.h"
#include "http/pages.h"
#include "http/page_style.h"
#include "http/problem.h"
#include "http/status.h"

enum { DIGITS_MIN = 196, DIGITS_MAX = 198 };

static void add_part(struct buf *to, const char **rest, const char *name)
{
	const char *place = strstr(*rest, name);

	buf_add(to, *rest, (size_t)(place - *rest));
	*rest = place + strlen(name);
}

/* All texts are ours: nothing of the call is ever shown. */
static void reply_page(struct http_reply *reply, int status, const char *title,
                       const struct buf *body)
{
	const char *rest = PAGE_HTML;

	http_reply_begin(reply, status, HTTP_PAGE);
	for (int i = 0; i < 2; i++) {
		add_part(&reply->body, &rest, "{title}");
		buf_adds(&reply->body, catalogue_text(title));
	}
	add_part(&reply->body, &rest, "{body}");
	buf_add(&reply->body, body->data ? body->data : "", body->size);
	buf_adds(&reply->body, rest);
}

static void add_line(struct buf *to, const char *style, const char *text)
{
	buf_addf(to, "<p class=\"%s\">%s</p>\n", style, text);
}

/* The answer may have been begun already: what was written is gone. */
void page_fail(struct http_reply *reply, const struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };

	add_line(&body, "no", catalogue_error(err));
	reply_page(reply, http_status_of_error(err), "page.failed_title", &body);
	http_problem_headers(reply, err);
}

bool get_home(struct app *app, const struct http_request *request, struct http_reply *reply,
              struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };

	(void)app, (void)request;
	add_line(&body, "text", catalogue_text("page.home_text"));
	add_line(&body, "text", catalogue_text("page.home_voucher"));
	buf_addf(&body, "<p><a href=\"/api/v1/keys\">%s</a></p>\n",
	         catalogue_text("page.home_keys"));
	reply_page(reply, 200, "page.home_title", &body);
	return buf_check(&body, err);
}

static bool reply_unknown(struct http_reply *reply, struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };

	add_line(&body, "no", catalogue_text("page.error_text"));
	reply_page(reply, 404, "page.error_title", &body);
	return buf_check(&body, err);
}

static void add_until(struct buf *to, const struct redeem_item *item)
{
	AUTO(buf_release) struct buf day = { 0 };
	const char *key = "page.until";

	if (item->outcome == OUTCOME_EXPIRED)
		key = "page.was_until";
	else if (item->outcome == OUTCOME_REDEEMED &&
	         paris_day(item->shown.now) > item->shown.token.last_day)
		key = "page.grace";
	catalogue_add_day(&day, item->shown.token.last_day);
	buf_adds(to, "<p>");
	catalogue_add(to, key, buf_text(&day), NULL);
	buf_adds(to, "</p>\n");
}

static bool reply_known(const struct redeem_item *item, struct http_reply *reply, struct err *err)
{
	AUTO(buf_release) struct buf body = { 0 };
	char key[64], number[16], total[16];

	snprintf(number, sizeof number, "%d", item->shown.token.number);
	snprintf(total, sizeof total, "%d", item->shown.token.total);
	snprintf(key, sizeof key, "public.%s", outcome_name(item->outcome));
	buf_adds(&body, "<p class=\"number\">");
	catalogue_add(&body, "page.number", number, total, NULL);
	buf_adds(&body, "</p>\n");
	add_line(&body, "text", catalogue_text("page.authentic"));
	add_line(&body, item->outcome == OUTCOME_REDEEMED ? "yes" : "no", catalogue_text(key));
	add_until(&body, item);
	add_line(&body, "text", catalogue_text("page.shown_only"));
	reply_page(reply, 200, "page.voucher_title", &body);
	return buf_check(&body, err);
}

/* Nobody in particular looks at it: neither centre nor operator. */
bool get_voucher(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	const char *digits = request->params.value[0];
	struct redeem_item item = { .check_only = true };

	/* Nor is it a place to try typed codes: twelve digits could be one. */
	if (strlen(digits) < DIGITS_MIN || strlen(digits) > DIGITS_MAX)
		return reply_unknown(reply, err);
	TEXT_COPY(item.voucher, digits);
	if (!redeem_check(app, &item, err))
		return false;
	return outcome_is_authentic(item.outcome) ? reply_known(&item, reply, err)
	                                          : reply_unknown(reply, err);
}

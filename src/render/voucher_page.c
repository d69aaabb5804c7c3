#include "render/voucher_page.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "render/parts.h"
#include "render/place_words.h"
#include "render/words.h"

struct writing {
	struct draw draw; /* the words of the language; nothing is drawn */
	const struct voucher_page *page;
	struct buf *to;
};

static const struct texts *texts_of(const struct render *render, const struct voucher_page *page)
{
	return render->texts[page->language];
}

const char *voucher_page_language(const struct render *render, const struct voucher_page *page)
{
	return texts_language(texts_of(render, page));
}

const char *voucher_page_direction(const struct render *render, const struct voucher_page *page)
{
	return texts_are_rtl(texts_of(render, page)) ? "rtl" : "ltr";
}

/* Text as it is read: what came from outside, and the templates, are no HTML. */
static void add_text(struct buf *to, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			buf_adds(to, "&amp;");
			break;
		case '<':
			buf_adds(to, "&lt;");
			break;
		case '>':
			buf_adds(to, "&gt;");
			break;
		case '"':
			buf_adds(to, "&quot;");
			break;
		case '\n':
			buf_adds(to, "<br>\n");
			break;
		default:
			buf_addc(to, *text);
		}
}

static const char *find(const struct writing *w, const char *key)
{
	return texts_find(w->draw.texts, key);
}

static void add_key(const struct writing *w, const char *key)
{
	AUTO(buf_release) struct buf text = { 0 };

	texts_fill(&text, w->draw.texts, find(w, key), &w->draw.fills);
	add_text(w->to, buf_text(&text));
}

/* A paragraph of a text. */
static void add_line(const struct writing *w, const char *style, const char *key)
{
	buf_addf(w->to, "<p class=\"%s\">", style);
	add_key(w, key);
	buf_adds(w->to, "</p>\n");
}

/* What is said of this voucher. */
static const char *state_key(const struct voucher_page *page)
{
	switch (page->outcome) {
	case OUTCOME_REDEEMED:
		return page->in_grace ? "page_grace" : "page_good";
	case OUTCOME_ALREADY_YOURS:
	case OUTCOME_ALREADY_USED:
		return "page_used";
	case OUTCOME_EXPIRED:
		return "page_expired";
	case OUTCOME_NOT_YET_VALID:
		return "page_not_yet";
	case OUTCOME_BLOCKED:
		return "page_blocked";
	case OUTCOME_REPLACED:
		return "page_replaced";
	case OUTCOME_SPECIMEN:
		return "page_specimen";
	case OUTCOME_NOT_FUNDED:
	case OUTCOME_WRONG_TERRITORY:
	case OUTCOME_KIND_NOT_ALLOWED:
	case OUTCOME_BAD_SIGNATURE:
	case OUTCOME_UNKNOWN_KEY:
	case OUTCOME_MALFORMED:
	case OUTCOME_UNKNOWN_CODE:
	case OUTCOME_TOO_MANY_WRONG_CODES:
	case OUTCOME__COUNT:
		break;
	}
	return "page_not_funded";
}

static void add_state(const struct writing *w)
{
	bool is_good = w->page->outcome == OUTCOME_REDEEMED;

	buf_addf(w->to, "<div class=\"%s\">\n<span class=\"mark\" aria-hidden=\"true\">%s</span>\n",
	         is_good ? "yes" : "no", is_good ? "✓" : "!");
	if (w->page->outcome != OUTCOME_SPECIMEN) /* signed or not, it is no voucher */
		add_line(w, "authentic", "page_authentic");
	add_line(w, "state", state_key(w->page));
	buf_adds(w->to, "</div>\n");
}

static void add_left(struct writing *w)
{
	const struct texts *texts = w->draw.texts;
	AUTO(buf_release) struct buf count = { 0 };
	struct fills fills = { 0 };
	char number[12];

	if (w->page->left < 0)
		return;
	if (w->page->left == 0) {
		add_line(w, "left", "page_left_none");
		return;
	}
	snprintf(number, sizeof number, "%d", w->page->left);
	fills_set(&fills, "count", number);
	texts_fill(&count, texts, texts_find_number(texts, "workshops", w->page->left), &fills);
	fills_set(&w->draw.fills, "workshops", buf_text(&count));
	add_line(w, "left", "page_left");
	fills_set(&w->draw.fills, "workshops", "");
	if (!w->page->in_grace)
		add_line(w, "until", "until");
	else if (w->page->outcome != OUTCOME_REDEEMED) /* which has said so */
		add_line(w, "until", "page_grace");
}

/* "tel:" dials what was stored; who reads sees it in pairs. */
static void add_phone(struct writing *w, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf said = { 0 };

	words_phone(&said, place->phone);
	if (!said.size || strspn(place->phone, "+0123456789") != strlen(place->phone))
		return;
	buf_addf(w->to, "<p><a class=\"phone\" href=\"tel:%s\">", place->phone);
	fills_set(&w->draw.fills, "phone", buf_text(&said));
	add_key(w, "place_phone");
	fills_set(&w->draw.fills, "phone", "");
	buf_adds(w->to, "</a></p>\n");
}

static void add_place(struct writing *w, const struct sheet_place *place)
{
	AUTO(buf_release) struct buf name = { 0 }, about = { 0 }, hours = { 0 };
	struct sheet_place quiet = *place;

	*quiet.phone = '\0';   /* it is said below */
	quiet.distance_m = -1; /* from the desk: the reader has gone */
	place_words_name(&w->draw, &name, place);
	place_words_about(&w->draw, &about, &quiet);
	place_words_hours(&w->draw, &hours, place, PLACE_PERIODS);
	buf_adds(w->to, "<li>\n<h3 lang=\"fr\">");
	add_text(w->to, buf_text(&name));
	buf_adds(w->to, "</h3>\n<p>");
	add_text(w->to, buf_text(&about));
	buf_adds(w->to, "</p>\n");
	add_phone(w, place);
	if (hours.size) {
		buf_adds(w->to, "<p>");
		add_text(w->to, buf_text(&hours));
		buf_adds(w->to, "</p>\n");
	}
	buf_adds(w->to, "</li>\n");
}

static void add_places(struct writing *w)
{
	const struct sheet *sheet = w->page->sheet;

	if (!sheet)
		return;
	buf_adds(w->to, "<h2>");
	add_key(w, "places_title");
	buf_adds(w->to, "</h2>\n");
	if (!sheet->places_count) {
		add_line(w, "text", "places_none");
		return;
	}
	buf_adds(w->to, "<ol class=\"places\">\n");
	for (size_t i = 0; i < sheet->places_count; i++)
		add_place(w, &sheet->places[i]);
	buf_adds(w->to, "</ol>\n");
}

/* The same address in each other language. */
static void add_languages(const struct writing *w, const struct render *render)
{
	buf_adds(w->to, "<nav aria-labelledby=\"languages\">\n<h2 id=\"languages\">");
	add_key(w, "page_languages");
	buf_adds(w->to, "</h2>\n<ul>\n");
	for (int i = 0; i < LANGUAGE__COUNT; i++) {
		const struct texts *texts = render->texts[i];

		if (i == (int)w->page->language)
			continue;
		buf_addf(w->to, "<li><a href=\"?lang=%s\" lang=\"%s\" hreflang=\"%s\" dir=\"%s\">",
		         language_name((enum language)i), texts_language(texts),
		         texts_language(texts), texts_are_rtl(texts) ? "rtl" : "ltr");
		add_text(w->to, texts_find(texts, "name"));
		buf_adds(w->to, "</a></li>\n");
	}
	buf_adds(w->to, "</ul>\n</nav>\n");
}

static struct writing begin(struct render *render, const struct voucher_page *page, struct buf *to)
{
	return (struct writing){
		.draw = { .fonts = render->fonts, .texts = texts_of(render, page) },
		.page = page,
		.to = to,
	};
}

void voucher_page_title(struct render *render, const struct voucher_page *page, struct buf *to)
{
	struct writing w = begin(render, page, to);

	add_key(&w, page->is_cover                        ? "page_cover_title"
	            : outcome_is_authentic(page->outcome) ? "title"
	                                                  : "page_unknown_title");
}

static void add_known(struct writing *w)
{
	char number[12], total[12];

	snprintf(number, sizeof number, "%d", w->page->number);
	snprintf(total, sizeof total, "%d", w->page->total);
	fills_set(&w->draw.fills, "number", number);
	fills_set(&w->draw.fills, "total", total);
	add_line(w, "number", "coupon_number");
	add_state(w);
	add_left(w);
	if (w->page->outcome == OUTCOME_REDEEMED)
		add_line(w, "text", "coupon_do");
	add_places(w);
	add_line(w, "text", "page_only");
}

void voucher_page_body(struct render *render, const struct voucher_page *page, struct buf *to)
{
	struct writing w = begin(render, page, to);
	AUTO(buf_release) struct buf date = { 0 };

	if (outcome_is_authentic(page->outcome)) {
		words_date(&date, w.draw.texts, page->last_day);
		fills_set(&w.draw.fills, "date", buf_text(&date));
		add_known(&w);
	} else {
		add_line(&w, page->is_cover ? "text" : "no",
		         page->is_cover ? "page_cover" : "page_unknown");
	}
	add_languages(&w, render);
}

#include "render/pass_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "render/coupons.h"
#include "render/finish.h"
#include "render/letter.h"
#include "render/parts.h"
#include "render/words.h"

struct pass_print {
	struct render *render;
	struct page *page; /* opened with the first pass, whose language names the document */
	struct buf drawn, languages;
	struct draw draw;
	char title[160];
	int picture; /* 0 = PDF; else the page that is drawn as one */
};

void pass_print_close(struct pass_print **print)
{
	if (!*print)
		return;
	page_close(&(*print)->page);
	buf_release(&(*print)->drawn);
	buf_release(&(*print)->languages);
	buf_release(&(*print)->draw.words);
	buf_release(&(*print)->draw.alts);
	free(*print);
	*print = NULL;
}

bool pass_print_open(struct pass_print **ret, struct render *render, struct err *err)
{
	struct pass_print *print = calloc(1, sizeof *print);

	if (!print)
		return err_memory(err);
	print->render = render;
	*ret = print;
	return true;
}

static bool open_page(struct pass_print *print, const struct sheet *sheet, struct err *err)
{
	const struct layout *layout = print->draw.layout;
	char day[DAY_TEXT_SIZE];
	struct page_about about = {
		.title = print->title,
		.author = sheet->funder,
		.day = day,
		.width_mm = layout->width_mm,
		.height_mm = layout->height_mm,
		.picture = print->picture,
	};

	day_format(sheet->issued_day, day);
	TEXT_COPY(print->title, texts_find(print->draw.texts, "title"));
	return page_open(&print->page, print->render->fonts, &print->drawn, &about, err);
}

static bool check_sheet(const struct sheet *sheet, struct err *err)
{
	if (sheet->vouchers_count < 1 || sheet->vouchers_count > VOUCHERS_MAX ||
	    sheet->places_count > SHEET_PLACES_MAX)
		return err_set(err, ERR_INPUT, "a pass is printed with 1 to %d vouchers",
		               VOUCHERS_MAX);
	return true;
}

/* What the words in braces stand for on every page of this pass. */
struct pass_words {
	struct buf count, workshops, date, desk, programme, funder;
};

static void pass_words_release(struct pass_words *words)
{
	buf_release(&words->count);
	buf_release(&words->workshops);
	buf_release(&words->date);
	buf_release(&words->desk);
	buf_release(&words->programme);
	buf_release(&words->funder);
}

static bool fill_words(struct draw *draw, struct pass_words *words, struct err *err)
{
	const struct sheet *sheet = draw->sheet;
	const struct {
		const char *name;
		struct buf *value;
	} all[] = {
		{ "count", &words->count },         { "workshops", &words->workshops },
		{ "date", &words->date },           { "desk", &words->desk },
		{ "programme", &words->programme }, { "funder", &words->funder },
	};

	draw->fills.count = 0;
	buf_addf(&words->count, "%zu", sheet->vouchers_count);
	words_date(&words->date, draw->texts, sheet->last_day);
	words_clean(&words->desk, draw->fonts, sheet->desk);
	words_clean(&words->programme, draw->fonts, sheet->programme);
	words_clean(&words->funder, draw->fonts, sheet->funder);
	fills_set(&draw->fills, "code", sheet->cover_code);
	fills_set(&draw->fills, "count", buf_text(&words->count));
	texts_fill(&words->workshops, draw->texts,
	           texts_find_number(draw->texts, "workshops", (int)sheet->vouchers_count),
	           &draw->fills);
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		if (!buf_check(all[i].value, err))
			return false;
		fills_set(&draw->fills, all[i].name, buf_text(all[i].value));
	}
	return true;
}

/* Few coupons have a page of their own, larger. */
static const struct layout *coupons_layout(const struct render *render, const struct sheet *sheet)
{
	const struct layout *few = render->few[sheet->print_size];
	const struct layout_box *grid = few ? layout_find(few, LAYOUT_COUPONS, LAYOUT_GRID) : NULL;

	if (grid && sheet->vouchers_count <= (size_t)(grid->columns * grid->rows))
		return few;
	return render->layouts[sheet->print_size];
}

bool pass_print_add(struct pass_print *print, const struct sheet *sheet, struct err *err)
{
	AUTO(pass_words_release) struct pass_words words = { 0 };
	struct draw *draw = &print->draw;
	const char *language;
	bool done;

	draw->fonts = print->render->fonts;
	draw->layout = print->render->layouts[sheet->print_size];
	draw->texts = print->render->texts[sheet->language];
	draw->sheet = sheet;
	draw->width_mm = draw->layout->width_mm;
	language = texts_language(draw->texts);
	if (!check_sheet(sheet, err) || (!print->page && !open_page(print, sheet, err)) ||
	    !fill_words(draw, &words, err))
		return false;
	draw->page = print->page;
	buf_add(&print->languages, language, strlen(language) + 1);
	page_tag(print->page, "Sect");
	done = letter_draw(draw, err);
	draw->layout = coupons_layout(print->render, sheet);
	done = done && coupons_draw(draw, err);
	page_untag(print->page, "Sect");
	return done || err_during(err, "printing pass %s", sheet->pass);
}

bool pass_print_end(struct pass_print *print, struct buf *pdf, struct err *err)
{
	const struct finish finish = {
		.title = print->title,
		.alts = &print->draw.alts,
		.languages = &print->languages,
	};

	if (!print->page)
		return err_set(err, ERR_INPUT, "there is no pass to print");
	return page_end(print->page, err) && buf_check(&print->drawn, err) &&
	       buf_check(&print->draw.alts, err) && buf_check(&print->languages, err) &&
	       finish_pdf(pdf, &print->drawn, &finish, err);
}

bool pass_print_picture(struct render *render, const struct sheet *sheet, int page, struct buf *png,
                        int *ret_pages, struct err *err)
{
	AUTO(pass_print_close) struct pass_print *print = NULL;

	if (!pass_print_open(&print, render, err))
		return false;
	print->picture = page;
	if (!pass_print_add(print, sheet, err) || !page_end(print->page, err) ||
	    !buf_check(&print->drawn, err))
		return false;
	*ret_pages = page_count(print->page);
	if (!print->drawn.size)
		return err_named(err, ERR_INPUT, "out_of_range", "this pass has %d pages",
		                 *ret_pages) ||
		       err_field("page", err);
	buf_add(png, print->drawn.data, print->drawn.size);
	return buf_check(png, err);
}

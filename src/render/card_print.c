#include "render/card_print.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "codec/catalogue.h"
#include "render/finish.h"
#include "render/page.h"
#include "render/parts.h"

enum { COLUMNS = 2, ROWS = CODE_CARD_CODES / COLUMNS, ROWS_TOGETHER = 5 };

/* Millimetres on A4. */
static const double width_mm = 210, height_mm = 297, margin_mm = 20, text_mm = 170;
static const double codes_mm = 76, row_mm = 9, gap_mm = 2, column_mm = 85, number_mm = 18;
static const double footer_mm = 266;

struct card {
	struct page *page;
	const struct code_card *what;
	const char *families;
	struct buf words;
};

static void card_release(struct card *card)
{
	page_close(&card->page);
	buf_release(&card->words);
}

struct style {
	double size_pt;
	bool bold;
};
static const struct style title = { 26, true }, plain = { 14, false }, number = { 13, false },
			  code = { 19, true };

struct place {
	double x_mm, width_mm;
};

static bool draw(struct card *card, const struct style *style, struct place place, double *y_mm,
                 struct err *err)
{
	const struct fonts_style full = { .families = card->families,
		                          .size_pt = style->size_pt,
		                          .bold = style->bold,
		                          .width_mm = place.width_mm,
		                          .line_height = 1.3 };

	return buf_check(&card->words, err) &&
	       page_text(card->page, &full, place.x_mm, y_mm, buf_text(&card->words), err);
}

/* A paragraph, whose words stand in card->words, and a little air under it. */
static bool paragraph(struct card *card, const char *tag, const struct style *style, double *y_mm,
                      struct err *err)
{
	bool done;

	page_tag(card->page, tag);
	done = draw(card, style, (struct place){ margin_mm, text_mm }, y_mm, err);
	page_untag(card->page, tag);
	buf_clear(&card->words);
	*y_mm += 2;
	return done;
}

static bool draw_head(struct card *card, struct err *err)
{
	AUTO(buf_release) struct buf day = { 0 };
	double y = margin_mm;

	catalogue_add(&card->words, "card.title", NULL);
	if (!paragraph(card, "H1", &title, &y, err))
		return false;
	catalogue_add_day(&day, card->what->day);
	catalogue_add(&card->words, "card.whose", card->what->login, card->what->host, NULL);
	if (!buf_check(&day, err) || !paragraph(card, "P", &plain, &y, err))
		return false;
	catalogue_add(&card->words, "card.made", buf_text(&day), NULL);
	if (!paragraph(card, "P", &plain, &y, err))
		return false;
	catalogue_add(&card->words, "card.how", NULL);
	return paragraph(card, "P", &plain, &y, err);
}

/* Some rows stand together, so that the eye keeps its line. */
static double row_top(int row)
{
	return codes_mm + row * row_mm + row / ROWS_TOGETHER * gap_mm;
}

/* "12   K7QM-3XPA" */
static bool draw_code(struct card *card, int i, struct err *err)
{
	double x = margin_mm + i / ROWS * column_mm, top = row_top(i % ROWS);
	double number_y = top + 2, code_y = top; /* on one base line, by eye */
	bool done;

	buf_addf(&card->words, "%d", i + 1);
	page_tag(card->page, "LI");
	page_tag(card->page, "LBody");
	done = draw(card, &number, (struct place){ x, number_mm }, &number_y, err);
	buf_clear(&card->words);
	buf_adds(&card->words, card->what->codes[i]);
	done = done && draw(card, &code, (struct place){ x + number_mm, column_mm - number_mm },
	                    &code_y, err);
	buf_clear(&card->words);
	page_untag(card->page, "LBody");
	page_untag(card->page, "LI");
	return done;
}

static bool draw_codes(struct card *card, struct err *err)
{
	struct page_area lines[ROWS / ROWS_TOGETHER - 1];
	bool done = true;

	page_tag(card->page, "L");
	for (int i = 0; done && i < CODE_CARD_CODES; i++)
		done = draw_code(card, i, err);
	page_untag(card->page, "L");
	for (int i = 0; i < ROWS / ROWS_TOGETHER - 1; i++)
		lines[i] = (struct page_area){ margin_mm,
			                       row_top((i + 1) * ROWS_TOGETHER) - gap_mm / 2 + 0.4,
			                       text_mm, 0 };
	page_lines(card->page, lines, ROWS / ROWS_TOGETHER - 1, 0.2, false);
	return done;
}

static bool draw_foot(struct card *card, struct err *err)
{
	double y = footer_mm;

	catalogue_add(&card->words, "card.keep", NULL);
	return paragraph(card, "P", &plain, &y, err);
}

bool card_print(struct render *render, const struct code_card *card, struct buf *pdf,
                struct err *err)
{
	char language[] = "fr";
	const struct buf languages = { .data = language, .size = sizeof language }, none = { 0 };
	AUTO(card_release)
	struct card drawing = { .what = card,
		                .words.is_secret = true,
		                .families = render->layouts[PRINT_LARGE]->families };
	AUTO(buf_release) struct buf drawn = { .is_secret = true };
	char day[DAY_TEXT_SIZE];
	const struct page_about about = { .title = catalogue_text("card.title"),
		                          .author = card->host,
		                          .day = day,
		                          .width_mm = width_mm,
		                          .height_mm = height_mm };
	const struct finish finish = { about.title, &none, &languages };

	day_format(card->day, day);
	if (!page_open(&drawing.page, render->fonts, &drawn, &about, err))
		return false;
	page_tag(drawing.page, "Sect");
	if (!draw_head(&drawing, err) || !draw_codes(&drawing, err) || !draw_foot(&drawing, err))
		return err_during(err, "printing a card of codes");
	page_untag(drawing.page, "Sect");
	page_next(drawing.page);
	return page_end(drawing.page, err) && buf_check(&drawn, err) &&
	       finish_pdf(pdf, &drawn, &finish, err);
}

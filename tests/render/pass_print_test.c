#include "render/pass_print.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"
#include "check.h"
#include "sheets.h"

static struct render *render;

static bool print(const struct sheet *sheet, struct buf *pdf, struct err *err)
{
	AUTO(pass_print_close) struct pass_print *job = NULL;

	return pass_print_open(&job, render, err) && pass_print_add(job, sheet, err) &&
	       pass_print_end(job, pdf, err);
}

static void the_templates_in_the_program_are_good(void)
{
	struct err err = { 0 };

	CHECK_OK(render_open(&render, NULL, &err));
}

/* Fixed boxes complain when their text is too high: so every text fits its box. */
static void every_language_fits_both_sizes(void)
{
	struct sheet sheet;

	for (int l = 0; l < LANGUAGE__COUNT; l++)
		for (int s = 0; s < PRINT__COUNT; s++)
			for (int count = 1; count <= VOUCHERS_MAX; count++) {
				AUTO(buf_release) struct buf pdf = { 0 };
				struct err err = { 0 };

				sheet_make(&sheet, (enum language)l, (enum print_size)s, count, 1);
				sheet.duplicate = sheet.specimen = count % 2;
				TEXT_COPY(sheet.vouchers[0].code, "WWWW-WWWW-WWWW");
				/* the longest month and weekday of most languages */
				sheet.last_day += 7 * count;
				if (CHECK_OK(print(&sheet, &pdf, &err)))
					CHECK(memcmp(pdf.data, "%PDF-1.5", 8) == 0);
			}
}

static void awkward_data_does_not_break_the_page(void)
{
	struct sheet sheet;

	for (int s = 0; s < PRINT__COUNT; s++)
		for (size_t places = 0; places <= SHEET_PLACES_MAX; places++) {
			AUTO(buf_release) struct buf pdf = { 0 };
			struct err err = { 0 };

			sheet_make(&sheet, LANGUAGE_FR, (enum print_size)s, 10, 1);
			sheet_make_awkward(&sheet);
			sheet.places_count = places;
			if (places == 2)
				sheet.latitude = sheet.longitude = 0;
			if (places == 3)
				sheet.desk[0] = sheet.funder[0] = sheet.programme[0] = '\0';
			CHECK_OK(print(&sheet, &pdf, &err));
		}
}

static void a_sheet_that_cannot_be_printed_is_refused(void)
{
	AUTO(buf_release) struct buf pdf = { 0 };
	AUTO(pass_print_close) struct pass_print *empty = NULL;
	struct err err = { 0 };
	struct sheet sheet;

	sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 5, 1);
	sheet.vouchers_count = 0;
	CHECK_ERR(print(&sheet, &pdf, &err), ERR_INPUT);
	sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 5, 1);
	TEXT_COPY(sheet.host, "under_score.example");
	CHECK_ERR(print(&sheet, &pdf, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "host_unprintable");
	sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 5, 1);
	TEXT_COPY(sheet.cover_code, "\U00012FFF"); /* never assigned: no font has it */
	CHECK_ERR(print(&sheet, &pdf, &err), ERR_SYSTEM);
	CHECK_TEXT(err.name, "glyph_missing");
	CHECK_INT(pdf.size, 0);
	CHECK_OK(pass_print_open(&empty, render, &err));
	CHECK_ERR(pass_print_end(empty, &pdf, &err), ERR_INPUT);
}

static void a_strange_name_keeps_no_pass_from_being_printed(void)
{
	AUTO(buf_release) struct buf pdf = { 0 };
	struct err err = { 0 };
	struct sheet sheet;

	sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 5, 1);
	TEXT_COPY(sheet.desk, "\U00012FFF");
	TEXT_COPY(sheet.programme, "a \U00012FFF b");
	TEXT_COPY(sheet.funder, "\U0000A7CE\U00012FFF");
	TEXT_COPY(sheet.places[0].name, "\U00012FFF");
	TEXT_COPY(sheet.places[1].address, "\U00012FFF");
	TEXT_COPY(sheet.places[2].hours, "\U00012FFF");
	CHECK_OK(print(&sheet, &pdf, &err));
}

static void the_same_sheet_gives_the_same_bytes(void)
{
	AUTO(buf_release) struct buf a = { 0 }, b = { 0 };
	struct err err = { 0 };
	struct sheet sheet;

	sheet_make(&sheet, LANGUAGE_FR, PRINT_NORMAL, 10, 1);
	if (CHECK_OK(print(&sheet, &a, &err)) && CHECK_OK(print(&sheet, &b, &err)))
		CHECK(a.size == b.size && memcmp(a.data, b.data, a.size) == 0);
}

static unsigned big_endian(const struct buf *png, size_t at)
{
	const unsigned char *b = (const unsigned char *)png->data + at;

	return (unsigned)b[0] << 24 | (unsigned)b[1] << 16 | (unsigned)b[2] << 8 | b[3];
}

static void a_page_is_a_picture_too(void)
{
	static const int counts[PRINT__COUNT] = { 2, 3 };
	AUTO(buf_release) struct buf letter = { 0 }, coupons = { 0 }, again = { 0 };
	struct err err = { 0 };
	struct sheet sheet;
	int pages = 0;

	for (int s = 0; s < PRINT__COUNT; s++) {
		sheet_make(&sheet, LANGUAGE_AR, (enum print_size)s, 10, 1);
		buf_clear(&letter);
		buf_clear(&coupons);
		CHECK_OK(pass_print_picture(render, &sheet, 1, &letter, &pages, &err));
		CHECK_INT(pages, counts[s]);
		CHECK(memcmp(letter.data, "\x89PNG\r\n\x1a\n", 8) == 0);
		CHECK_INT(big_endian(&letter, 16), 827); /* 210 by 297 mm, 100 dots to the inch */
		CHECK_INT(big_endian(&letter, 20), 1169);
		CHECK_OK(pass_print_picture(render, &sheet, counts[s], &coupons, &pages, &err));
		CHECK(letter.size != coupons.size);
		CHECK_ERR(pass_print_picture(render, &sheet, counts[s] + 1, &again, &pages, &err),
		          ERR_INPUT);
		CHECK_TEXT(err.field, "page");
		CHECK_INT(again.size, 0);
	}
}

static void a_bad_template_is_told_at_once(void)
{
	AUTO(render_close) struct render *broken = NULL;
	char folder[] = "/tmp/passnum-print-XXXXXX", path[60];
	struct err err = { 0 };

	if (!CHECK(mkdtemp(folder)))
		return;
	snprintf(path, sizeof path, "%s/tr.text", folder);
	CHECK_OK(file_write(path, "title = Kart\n", 13, 0600, &err));
	CHECK_ERR(render_open(&broken, folder, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_template");
	CHECK(strncmp(err.text, "tr.text: ", 9) == 0);
	remove(path);
	remove(folder);
	render_close(&render);
}

CHECK_MAIN({ "the_templates_in_the_program_are_good", the_templates_in_the_program_are_good },
           { "every_language_fits_both_sizes", every_language_fits_both_sizes },
           { "awkward_data_does_not_break_the_page", awkward_data_does_not_break_the_page },
           { "a_sheet_that_cannot_be_printed_is_refused",
             a_sheet_that_cannot_be_printed_is_refused },
           { "a_strange_name_keeps_no_pass_from_being_printed",
             a_strange_name_keeps_no_pass_from_being_printed },
           { "the_same_sheet_gives_the_same_bytes", the_same_sheet_gives_the_same_bytes },
           { "a_page_is_a_picture_too", a_page_is_a_picture_too },
           { "a_bad_template_is_told_at_once", a_bad_template_is_told_at_once })

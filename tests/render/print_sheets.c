/* print_sheets FOLDER: the documents that pages_test.py looks at. On standard output, a line a
 * document: "document NAME LANGUAGE SIZE PASSES MARK"; then a line a cover, "cover NAME PASS
 * PAYLOAD", and a line a coupon, in order: "coupon NAME PASS INDEX CODE NUMBER/TOTAL PAYLOAD". */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "codec/cover.h"
#include "render/pass_print.h"
#include "sheets.h"

static const struct document {
	const char *name;
	enum language language;
	enum print_size size;
	int count;  /* vouchers a pass */
	int passes; /* the second one is in English */
	bool duplicate, specimen, awkward;
} documents[] = {
	{ "fr5", LANGUAGE_FR, PRINT_NORMAL, 5, 1, false, false, false },
	{ "fr10", LANGUAGE_FR, PRINT_NORMAL, 10, 1, false, false, false },
	{ "fr10-large", LANGUAGE_FR, PRINT_LARGE, 10, 1, false, false, false },
	{ "ar5", LANGUAGE_AR, PRINT_NORMAL, 5, 1, false, false, false },
	{ "ar5-large", LANGUAGE_AR, PRINT_LARGE, 5, 1, true, false, false },
	{ "fr8-duplicate", LANGUAGE_FR, PRINT_NORMAL, 8, 1, true, false, false },
	{ "fr5-specimen", LANGUAGE_FR, PRINT_LARGE, 5, 1, false, true, false },
	{ "fr10-awkward", LANGUAGE_FR, PRINT_NORMAL, 10, 1, true, false, true },
	{ "fr5-awkward-large", LANGUAGE_FR, PRINT_LARGE, 5, 1, true, false, true },
	{ "ar5-awkward", LANGUAGE_AR, PRINT_NORMAL, 5, 1, true, false, true },
	{ "batch", LANGUAGE_FR, PRINT_NORMAL, 6, 3, false, false, false },
	{ "falc10", LANGUAGE_FALC, PRINT_NORMAL, 10, 1, false, false, false },
	{ "en5", LANGUAGE_EN, PRINT_NORMAL, 5, 1, false, false, false },
	{ "uk10-large", LANGUAGE_UK, PRINT_LARGE, 10, 1, true, false, false },
	{ "uk5", LANGUAGE_UK, PRINT_NORMAL, 5, 1, false, false, false },
	{ "tr5", LANGUAGE_TR, PRINT_NORMAL, 5, 1, false, false, false },
	{ "pt5", LANGUAGE_PT, PRINT_NORMAL, 5, 1, false, false, false },
};

static void say_host(const struct sheet *sheet)
{
	printf("HTTPS://");
	for (const char *p = sheet->host; *p; p++)
		putchar(toupper((unsigned char)*p));
}

static void say(const struct document *d, int pass, const struct sheet *sheet)
{
	char digits[COVER_DIGITS + 1];

	if (cover_digits(sheet->cover_code, digits)) {
		printf("cover %s %d ", d->name, pass);
		say_host(sheet);
		printf("/%s\n", digits);
	}
	for (size_t i = 0; i < sheet->vouchers_count; i++) {
		const struct sheet_voucher *voucher = &sheet->vouchers[i];

		printf("coupon %s %d %zu %s %d/%d ", d->name, pass, i, voucher->code,
		       voucher->number, sheet->total);
		say_host(sheet);
		printf("/%s\n", voucher->digits);
	}
}

static bool print_one(struct render *render, const char *folder, const struct document *d,
                      struct err *err)
{
	AUTO(pass_print_close) struct pass_print *job = NULL;
	AUTO(buf_release) struct buf pdf = { 0 };
	char path[4096];

	printf("document %s %s %s %d %s%s\n", d->name, language_name(d->language),
	       print_size_name(d->size), d->passes, d->duplicate ? "duplicate" : "",
	       d->specimen ? "specimen" : "");
	if (!pass_print_open(&job, render, err))
		return false;
	for (int pass = 0; pass < d->passes; pass++) {
		struct sheet sheet;

		sheet_make(&sheet, pass == 1 ? LANGUAGE_EN : d->language, d->size, d->count,
		           (unsigned)pass + 7);
		if (d->awkward)
			sheet_make_awkward(&sheet);
		sheet.duplicate = d->duplicate;
		sheet.specimen = d->specimen;
		say(d, pass, &sheet);
		if (!pass_print_add(job, &sheet, err))
			return false;
	}
	snprintf(path, sizeof path, "%s/%s.pdf", folder, d->name);
	return pass_print_end(job, &pdf, err) && file_write(path, pdf.data, pdf.size, 0644, err);
}

int main(int argc, char **argv)
{
	AUTO(render_close) struct render *render = NULL;
	struct err err = { 0 };
	bool good = argc == 2 && render_open(&render, NULL, &err);

	for (size_t i = 0; good && i < COUNT_OF(documents); i++)
		good = print_one(render, argv[1], &documents[i], &err);
	if (!good)
		fprintf(stderr, "print_sheets: %s\n", argc == 2 ? err.text : "FOLDER is missing");
	return !good;
}

/* What others named, printed: places, a programme, a funder, a desk. Whatever their names are made
 * of, a person gets a pass. Lines: language and size, programme, funder, desk, then five a place.
 */
#include "render/pass_print.h"

#include "base/text.h"
#include "fuzz.h"

enum { PDF_SIZE_MAX = 2 << 20 };

static struct render *render;

static void clean(void)
{
	render_close(&render);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err err = { 0 };

	(void)argc, (void)argv;
	MUST(render_open(&render, NULL, &err));
	atexit(clean);
	return 0;
}

/* The next line, as far as there is room, with what is not UTF-8 left out: the books hold none. */
static void take(char **text, char *to, size_t size)
{
	const char *line = *text ? strsep(text, "\n") : "";

	text_copy(to, size, text_is_utf8(line, strlen(line)) ? line : "");
}

#define TAKE_LINE(text, array) take((text), (array), sizeof(array))

static void take_place(char **text, struct sheet_place *place, int number)
{
	TAKE_LINE(text, place->name);
	TAKE_LINE(text, place->address);
	TAKE_LINE(text, place->commune);
	TAKE_LINE(text, place->phone);
	TAKE_LINE(text, place->hours);
	memcpy(place->postcode, "16000", 6);
	place->distance_m = number * 1234;
	place->latitude = 45.65 + number * 0.01;
	place->longitude = 0.16;
	place->mobile = number % 2;
}

static void fill(struct sheet *sheet, char *text)
{
	char first[8];

	*sheet = (struct sheet){ .pass = "0123456789ab",
		                 .cover_code = "0123-4567-89AB",
		                 .host = "pass.example",
		                 .last_day = 20800,
		                 .issued_day = 20400,
		                 .cents = 1000,
		                 .total = 5,
		                 .vouchers_count = 1 };
	TAKE_LINE(&text, first);
	sheet->language = (enum language)((unsigned char)first[0] % LANGUAGE__COUNT);
	sheet->print_size =
		(enum print_size)((unsigned char)(*first ? first[1] : 0) % PRINT__COUNT);
	TAKE_LINE(&text, sheet->programme);
	TAKE_LINE(&text, sheet->funder);
	TAKE_LINE(&text, sheet->desk);
	sheet->vouchers[0].number = 1;
	memcpy(sheet->vouchers[0].code, "0123-4567-89AB", VOUCHER_CODE_SIZE);
	memset(sheet->vouchers[0].digits, '1', VOUCHER_DIGITS_SIZE - 1);
	while (text && *text && sheet->places_count < SHEET_PLACES_MAX) {
		take_place(&text, &sheet->places[sheet->places_count], (int)sheet->places_count);
		sheet->places_count++;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	AUTO(pass_print_close) struct pass_print *print = NULL;
	AUTO(buf_release) struct buf pdf = { 0 };
	struct err err = { 0 };
	struct sheet sheet;

	fill(&sheet, text);
	MUST(pass_print_open(&print, render, &err));
	if (!pass_print_add(print, &sheet, &err))
		printf("# %s: %s\n", err.name, err.text);
	MUST(!err.code);
	MUST(pass_print_end(print, &pdf, &err));
	MUST(pdf.size > 1000 && pdf.size < PDF_SIZE_MAX && memcmp(pdf.data, "%PDF-", 5) == 0);
	return 0;
}

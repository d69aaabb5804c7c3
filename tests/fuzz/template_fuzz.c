/* The files that graphic people and translators write for the printed pass. Both readers get the
 * input, as a layout and as a language; what they accept keeps the rules of paper. */
#include "render/template.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include "base/text.h"
#include "codec/qr.h"
#include "fuzz.h"
#include "render/layout.h"
#include "render/texts.h"

static char folder[] = "/tmp/passnum-fuzz.XXXXXX", layout_path[80], text_path[80];
static int file = -1;

static void clean(void)
{
	unlink(layout_path);
	unlink(text_path);
	rmdir(folder);
}

/* One file by two names: the readers look for both. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	MUST(mkdtemp(folder));
	snprintf(layout_path, sizeof layout_path, "%s/x.layout", folder);
	snprintf(text_path, sizeof text_path, "%s/fr.text", folder);
	file = open(layout_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	MUST(file >= 0 && link(layout_path, text_path) == 0);
	atexit(clean);
	return 0;
}

static void check_box(const struct layout_box *box, const struct layout *layout)
{
	MUST(box->x_mm >= 0 && box->x_mm + box->width_mm <= layout->width_mm + 0.01);
	MUST(isfinite(box->y_mm) && isfinite(box->height_mm));
	MUST(!box->size_pt || box->size_pt >= layout->type_min_pt);
	MUST(box->most <= SHEET_PLACES_MAX);
}

/* A symbol that scanners read: 25 mm wide, its white border inside the coupon. */
static void check_layout(const struct layout *layout)
{
	const struct layout_box *qr = layout_find(layout, LAYOUT_COUPON, LAYOUT_QR);
	const struct layout_box *grid = layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID);

	MUST(qr && grid && grid->columns > 0 && grid->rows > 0);
	MUST(qr->module_mm * QR_SIDE >= 25 && qr->x_mm >= 4 * qr->module_mm);
	MUST(qr->x_mm + (QR_SIDE + 4) * qr->module_mm <= layout_cell_width(layout) + 0.01);
	MUST(qr->y_mm + (QR_SIDE + 4) * qr->module_mm <= layout_cell_height(layout) + 0.01);
	for (int part = 0; part < LAYOUT_PART__COUNT; part++)
		for (size_t i = 0; i < layout->count[part]; i++)
			check_box(&layout->boxes[part][i], layout);
}

/* All words given, no hole is left; one missing, nothing is said. */
static void check_text(const struct texts *texts, const char *key)
{
	static const char *const words[] = { "count",   "workshops", "date",  "number",
		                             "total",   "code",      "desk",  "programme",
		                             "funder",  "distance",  "phone", "hours",
		                             "weekday", "day",       "month", "month_from",
		                             "year",    "1",         "2" };
	AUTO(buf_release) struct buf whole = { 0 }, hollow = { 0 };
	const char *text = texts_find(texts, key);
	struct fills fills = { 0 }, none = { 0 };

	if (!text)
		return;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		fills_set(&fills, words[i], "x");
	MUST(texts_fill(&whole, texts, text, &fills));
	MUST(text_is_utf8(buf_text(&whole), whole.size) && !strchr(buf_text(&whole), '{'));
	MUST(texts_fill(&hollow, texts, text, &none) == !strchr(text, '{'));
}

static void check_texts(const struct texts *texts)
{
	static const char *const keys[] = { "name",          "title",     "what", "until",
		                            "lost",          "cover",     "date", "coupon_how",
		                            "coupon_number", "hours_span" };

	for (size_t i = 0; i < COUNT_OF(keys); i++)
		check_text(texts, keys[i]);
	MUST(texts_language(texts) && texts_hours(texts)->days[6]);
	MUST(texts_find_number(texts, "day", 31) && !texts_find_number(texts, "day", 32));
}

static void check_refusal(const struct err *err)
{
	MUST(err->code == ERR_INPUT && strcmp(err->name, "bad_template") == 0);
	MUST(err->text[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(layout_close) struct layout *layout = NULL;
	AUTO(texts_close) struct texts *texts = NULL;
	struct err err;

	MUST(pwrite(file, data, size, 0) == (ssize_t)size && ftruncate(file, (off_t)size) == 0);
	if (layout_open(&layout, folder, "x.layout", &err))
		check_layout(layout);
	else
		check_refusal(&err);
	if (texts_open(&texts, folder, LANGUAGE_FR, &err))
		check_texts(texts);
	else
		check_refusal(&err);
	return 0;
}

#include "render/page.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <cairo-pdf.h>

#include "base/auto.h"

static const double DISC_RIM_MM = 0.4;

/* A module of a symbol (0.762 mm) is three dots wide: fine enough for eyes and for readers. */
static const double PICTURE_DOTS_PER_PT = 100.0 / 72;

struct page {
	struct fonts *fonts;
	struct buf *to;
	cairo_surface_t *surface;
	cairo_t *cr;
	int count, picture;
	cairo_status_t written; /* of the picture */
};

static cairo_status_t grow(void *closure, const unsigned char *data, unsigned size)
{
	struct buf *to = closure;

	buf_add(to, data, size);
	return to->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void open_pdf(struct page *page, const struct page_about *about)
{
	page->surface = cairo_pdf_surface_create_for_stream(
		grow, page->to, about->width_mm * PT_PER_MM, about->height_mm * PT_PER_MM);
	cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_TITLE, about->title);
	cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
	cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_CREATOR, "passnum");
	cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_CREATE_DATE, about->day);
	page->cr = cairo_create(page->surface);
}

static void whiten(struct page *page)
{
	cairo_set_source_rgb(page->cr, 1, 1, 1);
	cairo_paint(page->cr);
	cairo_set_source_rgb(page->cr, 0, 0, 0);
}

static void open_picture(struct page *page, const struct page_about *about)
{
	double dots_per_mm = PT_PER_MM * PICTURE_DOTS_PER_PT;

	page->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	                                           (int)lround(about->width_mm * dots_per_mm),
	                                           (int)lround(about->height_mm * dots_per_mm));
	page->cr = cairo_create(page->surface);
	cairo_scale(page->cr, PICTURE_DOTS_PER_PT, PICTURE_DOTS_PER_PT);
	whiten(page);
}

bool page_open(struct page **ret, struct fonts *fonts, struct buf *to,
               const struct page_about *about, struct err *err)
{
	struct page *page = calloc(1, sizeof *page);

	if (!page)
		return err_memory(err);
	page->fonts = fonts;
	page->to = to;
	page->picture = about->picture;
	if (page->picture)
		open_picture(page, about);
	else
		open_pdf(page, about);
	*ret = page;
	return true;
}

/* All pages of a picture are drawn on the same surface: where a text stands depends on those before
 * it, and the drawing is the small part of the work. */
void page_next(struct page *page)
{
	page->count++;
	if (!page->picture)
		cairo_show_page(page->cr);
	else if (page->count == page->picture)
		page->written = cairo_surface_write_to_png_stream(page->surface, grow, page->to);
	else
		whiten(page);
}

int page_count(const struct page *page)
{
	return page->count;
}

bool page_end(struct page *page, struct err *err)
{
	cairo_status_t status = cairo_status(page->cr);

	cairo_surface_finish(page->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(page->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = page->written;
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_SYSTEM, "drawing the pages: %s",
		               cairo_status_to_string(status));
	return true;
}

void page_close(struct page **page)
{
	if (!*page)
		return;
	cairo_destroy((*page)->cr);
	cairo_surface_destroy((*page)->surface);
	free(*page);
	*page = NULL;
}

void page_tag(struct page *page, const char *tag)
{
	cairo_tag_begin(page->cr, tag, "");
}

void page_untag(struct page *page, const char *tag)
{
	cairo_tag_end(page->cr, tag);
}

bool page_text(struct page *page, const struct fonts_style *style, double x_mm, double *y_mm,
               const char *text, struct err *err)
{
	double height;

	cairo_move_to(page->cr, x_mm * PT_PER_MM, *y_mm * PT_PER_MM);
	if (!fonts_show(page->fonts, style, text, page->cr, &height, err))
		return false;
	*y_mm += height;
	return true;
}

void page_lines(struct page *page, const struct page_area *along, size_t count, double thick_mm,
                bool dashed)
{
	const double dash = 2 * PT_PER_MM;

	cairo_set_dash(page->cr, &dash, dashed, 0);
	cairo_set_line_width(page->cr, thick_mm * PT_PER_MM);
	for (size_t i = 0; i < count; i++) {
		cairo_move_to(page->cr, along[i].x_mm * PT_PER_MM, along[i].y_mm * PT_PER_MM);
		cairo_rel_line_to(page->cr, along[i].width_mm * PT_PER_MM,
		                  along[i].height_mm * PT_PER_MM);
	}
	cairo_stroke(page->cr);
}

static void outline(struct page *page, struct page_area area)
{
	cairo_new_path(page->cr);
	cairo_rectangle(page->cr, area.x_mm * PT_PER_MM, area.y_mm * PT_PER_MM,
	                area.width_mm * PT_PER_MM, area.height_mm * PT_PER_MM);
}

void page_frame(struct page *page, struct page_area around, double thick_mm)
{
	cairo_set_dash(page->cr, NULL, 0, 0);
	cairo_set_line_width(page->cr, thick_mm * PT_PER_MM);
	outline(page,
	        (struct page_area){ around.x_mm + thick_mm / 2, around.y_mm + thick_mm / 2,
	                            around.width_mm - thick_mm, around.height_mm - thick_mm });
	cairo_stroke(page->cr);
}

void page_fill(struct page *page, struct page_area area)
{
	outline(page, area);
	cairo_fill(page->cr);
}

void page_disc(struct page *page, double x_mm, double y_mm, double radius_mm, bool black)
{
	double rim_mm = black ? 0 : DISC_RIM_MM;

	cairo_new_path(page->cr);
	cairo_arc(page->cr, x_mm * PT_PER_MM, y_mm * PT_PER_MM,
	          (radius_mm - rim_mm / 2) * PT_PER_MM, 0, 2 * M_PI);
	if (black) {
		cairo_fill(page->cr);
		return;
	}
	cairo_set_source_rgb(page->cr, 1, 1, 1);
	cairo_fill_preserve(page->cr);
	cairo_set_source_rgb(page->cr, 0, 0, 0);
	cairo_set_dash(page->cr, NULL, 0, 0);
	cairo_set_line_width(page->cr, rim_mm * PT_PER_MM);
	cairo_stroke(page->cr);
}

void page_triangle(struct page *page, const double at_mm[6])
{
	cairo_new_path(page->cr); /* a text leaves a point behind */
	for (int i = 0; i < 6; i += 2)
		cairo_line_to(page->cr, at_mm[i] * PT_PER_MM, at_mm[i + 1] * PT_PER_MM);
	cairo_close_path(page->cr);
	cairo_fill(page->cr);
}

/* 1-bit rows of Cairo's A1 format: words of 32, first module in the word's first bit. */
static void set_bits(cairo_surface_t *stencil, int side, const unsigned char *black)
{
	unsigned char *data = cairo_image_surface_get_data(stencil);
	int stride = cairo_image_surface_get_stride(stencil);

	cairo_surface_flush(stencil);
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++)
			if (black[y * side + x]) {
				uint32_t *word = (uint32_t *)(void *)(data + y * stride) + x / 32;

				*word |= __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
				                 ? 1u << x % 32
				                 : 1u << (31 - x % 32);
			}
	cairo_surface_mark_dirty(stencil);
}

void page_modules(struct page *page, struct page_area area, int side, const unsigned char *black)
{
	cairo_surface_t *stencil = cairo_image_surface_create(CAIRO_FORMAT_A1, side, side);
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(stencil);
	cairo_matrix_t matrix;
	double module = area.width_mm / side * PT_PER_MM;

	if (cairo_surface_status(stencil) == CAIRO_STATUS_SUCCESS)
		set_bits(stencil, side, black);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	cairo_matrix_init(&matrix, 1 / module, 0, 0, 1 / module, -area.x_mm * PT_PER_MM / module,
	                  -area.y_mm * PT_PER_MM / module);
	cairo_pattern_set_matrix(pattern, &matrix);
	cairo_mask(page->cr, pattern);
	cairo_pattern_destroy(pattern);
	cairo_surface_destroy(stencil);
}

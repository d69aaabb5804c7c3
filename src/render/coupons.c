#include "render/coupons.h"

#include <stdio.h>

static const double CUT_MM = 0.2;

/* Boxes without a tag of their own that follow each other are one paragraph to a screen reader. */
static void set_paragraph(struct draw *draw, bool wanted)
{
	if (wanted && !draw->in_paragraph)
		page_tag(draw->page, "P");
	if (!wanted && draw->in_paragraph)
		page_untag(draw->page, "P");
	draw->in_paragraph = wanted;
}

static bool draw_boxes(struct draw *draw, const struct sheet_voucher *voucher, struct err *err)
{
	const struct layout *layout = draw->layout;
	double bottom;

	for (size_t i = 0; i < layout->count[LAYOUT_COUPON]; i++) {
		const struct layout_box *box = &layout->boxes[LAYOUT_COUPON][i];
		bool symbol = box->kind == LAYOUT_QR;

		set_paragraph(draw, !symbol && !*box->tag);
		if (!(symbol ? draw_symbol(draw, box, voucher->digits, "coupon_alt", err)
		             : draw_box(draw, box, draw->top_mm + box->y_mm, &bottom, err)))
			return false;
	}
	return true;
}

static bool draw_coupon(struct draw *draw, const struct sheet_voucher *voucher, struct err *err)
{
	char number[12], total[12];
	bool done;

	snprintf(number, sizeof number, "%d", voucher->number);
	snprintf(total, sizeof total, "%d", draw->sheet->total);
	fills_set(&draw->fills, "number", number);
	fills_set(&draw->fills, "total", total);
	fills_set(&draw->fills, "code", voucher->code);
	done = draw_boxes(draw, voucher, err);
	set_paragraph(draw, false);
	return done;
}

/* The first and the last cut stay out of the margin by half of their own thickness. */
static double cut_at(double from, double step, int index, int count)
{
	return from + step * index + (index == 0 ? CUT_MM / 2 : index == count ? -CUT_MM / 2 : 0);
}

/* Around every coupon of the page: neighbours share a line. One stroke, under all the rest: Cairo
 * then knows the page as one surface, not as a hundred. */
static void draw_cuts(struct draw *draw, const struct layout_box *grid, size_t count)
{
	struct page_area lines[VOUCHERS_MAX + 3];
	double cell_width = layout_cell_width(draw->layout);
	double cell_height = layout_cell_height(draw->layout);
	int columns = (int)count < grid->columns ? (int)count : grid->columns;
	int rows = ((int)count + grid->columns - 1) / grid->columns;
	double width = columns * cell_width, left = draw_x(draw, grid->x_mm, width);
	size_t drawn = 0;

	for (int row = 0; row <= rows; row++)
		lines[drawn++] =
			(struct page_area){ left, cut_at(grid->y_mm, cell_height, row, rows), width,
			                    0 };
	for (int column = 0; column <= columns; column++)
		lines[drawn++] = (struct page_area){ cut_at(left, cell_width, column, columns),
			                             grid->y_mm, 0, rows * cell_height };
	page_lines(draw->page, lines, drawn, CUT_MM, true);
}

static bool draw_head(struct draw *draw, struct err *err)
{
	double y = 0, bottom = 0;

	for (size_t i = 0; i < draw->layout->count[LAYOUT_COUPONS]; i++) {
		const struct layout_box *box = &draw->layout->boxes[LAYOUT_COUPONS][i];

		if (box->kind == LAYOUT_GRID)
			continue;
		y = box->from == LAYOUT_FROM_ABOVE ? bottom + box->y_mm : box->y_mm;
		if (!draw_box(draw, box, y, &bottom, err))
			return false;
	}
	return true;
}

static bool draw_page(struct draw *draw, const struct layout_box *grid, size_t first, size_t count,
                      struct err *err)
{
	double page_width = draw->width_mm, width = layout_cell_width(draw->layout);
	bool done;

	draw_cuts(draw, grid, count);
	done = draw_head(draw, err);
	for (size_t i = 0; done && i < count; i++) {
		int row = (int)i / grid->columns, column = (int)i % grid->columns;

		draw->left_mm = draw_x(draw, grid->x_mm + column * width, width);
		draw->top_mm = grid->y_mm + row * layout_cell_height(draw->layout);
		draw->width_mm = width;
		done = draw_coupon(draw, &draw->sheet->vouchers[first + i], err);
		draw->left_mm = draw->top_mm = 0;
		draw->width_mm = page_width;
	}
	if (done)
		page_next(draw->page);
	return done;
}

bool coupons_draw(struct draw *draw, struct err *err)
{
	const struct layout_box *grid = layout_find(draw->layout, LAYOUT_COUPONS, LAYOUT_GRID);
	size_t each = (size_t)(grid->columns * grid->rows), left;

	for (size_t first = 0; first < draw->sheet->vouchers_count; first += each) {
		left = draw->sheet->vouchers_count - first;
		if (!draw_page(draw, grid, first, left < each ? left : each, err))
			return false;
	}
	return true;
}

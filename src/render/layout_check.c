#include "render/layout_check.h"

#include "base/auto.h"
#include "codec/qr.h"

enum { QUIET_MODULES = 4 };

static const double QR_MIN_MM = 25, SLACK_MM = 0.001, MARGIN_MIN_MM = 10;

static bool complete(const struct layout_box *box)
{
	switch (box->kind) {
	case LAYOUT_TEXT:
		return *box->text && box->size_pt > 0 && box->width_mm > 0;
	case LAYOUT_STEPS:
	case LAYOUT_MARK:
		return box->size_pt > 0 && box->width_mm > 0;
	case LAYOUT_PLACES:
		return box->size_pt > 0 && box->width_mm > 0 && box->height_mm > 0 && box->most > 0;
	case LAYOUT_MAP:
		return box->size_pt > 0 && box->width_mm > 0 && box->height_mm > 0;
	case LAYOUT_GRID:
		return box->columns > 0 && box->width_mm > 0 && box->height_mm > 0;
	case LAYOUT_QR:
		return box->module_mm > 0;
	case LAYOUT__COUNT:
		break;
	}
	return false;
}

static bool check_box(const struct layout *layout, const struct layout_box *box,
                      enum layout_part part, const struct template *file, struct err *err)
{
	double margin = part == LAYOUT_COUPON ? 0 : layout->margin_mm;
	double width = part == LAYOUT_COUPON ? layout_cell_width(layout) : layout->width_mm;
	double height = part == LAYOUT_COUPON ? layout_cell_height(layout) : layout->height_mm;
	bool beyond = box->kind == LAYOUT_PLACES; /* its height is where it ends on the page */

	if (!complete(box))
		return template_fail(err, file, box->line, "the box \"%s\" lacks a size",
		                     box->name);
	if (box->x_mm < margin || box->x_mm + box->width_mm > width - margin + SLACK_MM ||
	    box->x_mm + box->wide_mm > width - margin + SLACK_MM ||
	    (box->from == LAYOUT_FROM_TOP && box->y_mm < margin) ||
	    (box->from == LAYOUT_FROM_TOP && !beyond &&
	     box->y_mm + box->height_mm > height - margin + SLACK_MM) ||
	    box->height_mm > height - margin + SLACK_MM)
		return template_fail(err, file, box->line, "the box \"%s\" runs into the margin",
		                     box->name);
	if ((box->size_pt && box->size_pt < layout->type_min_pt) ||
	    (box->least_pt && box->least_pt < layout->type_min_pt))
		return template_fail(err, file, box->line,
		                     "the type of \"%s\" is smaller than type_min", box->name);
	return true;
}

/* The symbol large enough, its quiet zone inside the coupon and under no other box. */
static bool check_qr(const struct layout *layout, const struct template *file, struct err *err)
{
	const struct layout_box *qr = layout_find(layout, LAYOUT_COUPON, LAYOUT_QR);
	double quiet = qr->module_mm * QUIET_MODULES, side = qr->module_mm * QR_SIDE;
	double left = qr->x_mm - quiet, right = qr->x_mm + side + quiet;
	double top = qr->y_mm - quiet, bottom = qr->y_mm + side + quiet;

	if (side < QR_MIN_MM)
		return template_fail(err, file, qr->line, "the QR code is smaller than 25 mm");
	if (left < 0 || top < 0 || right > layout_cell_width(layout) ||
	    bottom > layout_cell_height(layout))
		return template_fail(err, file, qr->line,
		                     "the white border of the QR code runs out of the coupon");
	for (size_t i = 0; i < layout->count[LAYOUT_COUPON]; i++) {
		const struct layout_box *box = &layout->boxes[LAYOUT_COUPON][i];

		if (box == qr)
			continue;
		if (box->from != LAYOUT_FROM_TOP || !box->height_mm)
			return template_fail(err, file, box->line,
			                     "in a coupon every box says x, y, width and height");
		if (box->x_mm < right - SLACK_MM && box->x_mm + box->width_mm > left + SLACK_MM &&
		    box->y_mm < bottom - SLACK_MM && box->y_mm + box->height_mm > top + SLACK_MM)
			return template_fail(err, file, box->line,
			                     "\"%s\" lies on the white border of the QR code",
			                     box->name);
	}
	return true;
}

bool layout_check(const struct layout *layout, const struct template *file, struct err *err)
{
	if (layout->width_mm <= 0 || !*layout->families || layout->margin_mm < MARGIN_MIN_MM ||
	    layout->line_height < 1)
		return template_fail(err, file, 0,
		                     "\"paper\", \"font\", a \"margin\" of 10 or more and a "
		                     "\"line_height\" of 1 or more are owed");
	if (!layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID) ||
	    !layout_find(layout, LAYOUT_COUPON, LAYOUT_QR) ||
	    !complete(layout_find(layout, LAYOUT_COUPONS, LAYOUT_GRID)))
		return template_fail(err, file, 0,
		                     "a box that draws the grid, or the qr, is missing");
	for (int part = 0; part < LAYOUT_PART__COUNT; part++)
		for (size_t i = 0; i < layout->count[part]; i++)
			if (!check_box(layout, &layout->boxes[part][i], (enum layout_part)part,
			               file, err))
				return false;
	return check_qr(layout, file, err);
}

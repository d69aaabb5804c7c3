#include "render/sketch.h"

#include <stdio.h>

#include "base/auto.h"
#include "render/map.h"
#include "render/words.h"

static const double EDGE_MM = 0.3, PAD_MM = 2, DESK_MM = 4;

/* The box from the top: the plot, the scale, the legend. */
struct frame {
	double x_mm, y_mm; /* of the plot */
	struct map_plot plot;
	double legend_mm, line_mm;
	struct fonts_style style;
};

static void draw_desk(struct draw *draw, double x_mm, double y_mm)
{
	page_fill(draw->page,
	          (struct page_area){ x_mm - DESK_MM / 2, y_mm - DESK_MM / 2, DESK_MM, DESK_MM });
}

static bool draw_spot(struct draw *draw, const struct frame *frame, const struct map_spot *spot,
                      size_t index, struct err *err)
{
	double x = frame->x_mm + spot->label_x_mm, y = frame->y_mm + spot->label_y_mm;
	double radius = frame->plot.radius_mm;
	struct fonts_style digit = frame->style;
	char number[8];

	digit.bold = true;
	digit.align = FONTS_CENTER;
	digit.width_mm = 2 * radius;
	snprintf(number, sizeof number, "%zu", index + 1);
	page_disc(draw->page, x, y, radius, false);
	y -= frame->line_mm / 2;
	return page_text(draw->page, &digit, x - radius, &y, number, err);
}

static bool draw_spots(struct draw *draw, const struct frame *frame, const struct map *map,
                       size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct map_spot *spot = &map->spots[i];

		if (!spot->known || !spot->moved)
			continue;
		page_lines(draw->page,
		           &(struct page_area){ frame->x_mm + spot->x_mm, frame->y_mm + spot->y_mm,
		                                spot->label_x_mm - spot->x_mm,
		                                spot->label_y_mm - spot->y_mm },
		           1, 0.3, false);
		page_disc(draw->page, frame->x_mm + spot->x_mm, frame->y_mm + spot->y_mm, 0.7,
		          true);
	}
	draw_desk(draw, frame->x_mm + map->desk_x_mm, frame->y_mm + map->desk_y_mm);
	for (size_t i = 0; i < count; i++)
		if (map->spots[i].known && !draw_spot(draw, frame, &map->spots[i], i, err))
			return false;
	return true;
}

static bool draw_north(struct draw *draw, const struct frame *frame, struct err *err)
{
	double side = frame->plot.corner_mm;
	double left =
		frame->plot.corner_left ? frame->x_mm : frame->x_mm + frame->plot.width_mm - side;
	double x = left + side / 2, y = frame->y_mm + 1;
	const double arrow[6] = { x, y, x + 1.8, y + 4, x - 1.8, y + 4 };
	struct fonts_style style = frame->style;

	style.align = FONTS_CENTER;
	style.width_mm = side;
	style.bold = true;
	page_triangle(draw->page, arrow);
	y += 3.6;
	return page_text(draw->page, &style, left, &y, texts_find(draw->texts, "map_north"), err);
}

/* |------| 2 km */
static bool draw_scale(struct draw *draw, const struct frame *frame, const struct map *map,
                       struct err *err)
{
	AUTO(buf_release) struct buf words = { 0 };
	struct fonts_style style = frame->style;
	double length = (double)map->scale_m * map->mm_per_m, x, y;

	x = frame->x_mm + PAD_MM;
	if (style.rtl)
		x = frame->x_mm + frame->plot.width_mm - PAD_MM - length;
	y = frame->y_mm + frame->plot.height_mm + frame->line_mm / 2;
	page_lines(draw->page,
	           (const struct page_area[]){
			   { x, y, length, 0 },
			   { x, y - 1.2, 0, 2.4 },
			   { x + length, y - 1.2, 0, 2.4 },
		   },
	           3, 0.5, false);
	style.width_mm = frame->plot.width_mm - length - 2 * PAD_MM - 2;
	words_distance(&words, draw->texts, map->scale_m);
	x = style.rtl ? x - 2 - style.width_mm : x + length + 2;
	y -= frame->line_mm / 2;
	return page_text(draw->page, &style, x, &y, buf_text(&words), err);
}

/* What the square is. */
static bool draw_legend(struct draw *draw, const struct frame *frame, struct err *err)
{
	struct fonts_style style = frame->style;
	double y = frame->y_mm + frame->plot.height_mm + frame->line_mm;
	double indent = DESK_MM + PAD_MM + 2, x = frame->x_mm + indent;

	style.width_mm = frame->plot.width_mm - indent - 1;
	if (style.rtl)
		x = frame->x_mm + 1;
	draw_desk(draw,
	          style.rtl ? frame->x_mm + frame->plot.width_mm - PAD_MM - DESK_MM / 2
	                    : frame->x_mm + PAD_MM + DESK_MM / 2,
	          y + frame->line_mm / 2);
	return page_text(draw->page, &style, x, &y, texts_find(draw->texts, "map_desk"), err);
}

static bool make_frame(struct draw *draw, const struct layout_box *box, double y_mm,
                       struct frame *ret, struct err *err)
{
	struct fonts_style style = draw_style(draw, box), legend = style;
	double line, legend_height;

	legend.width_mm -= DESK_MM + PAD_MM + 3;
	if (!fonts_measure(draw->fonts, &style, "0", &line, err) ||
	    !fonts_measure(draw->fonts, &legend, texts_find(draw->texts, "map_desk"),
	                   &legend_height, err))
		return false;
	*ret = (struct frame){
		.x_mm = draw_x(draw, box->x_mm, box->width_mm),
		.y_mm = y_mm,
		.style = style,
		.line_mm = line,
		.legend_mm = legend_height,
		.plot = {
			.width_mm = box->width_mm,
			.height_mm = box->height_mm - line - legend_height - 1,
			.radius_mm = box->size_pt / PT_PER_MM * 0.72,
			.corner_mm = line + 4.6,
			.corner_left = style.rtl,
		},
	};
	return ret->plot.height_mm >= 20 ||
	       err_named(err, ERR_INPUT, "bad_template",
	                 "%s: the box \"%s\" (%s) is too low for a map", draw->layout->name,
	                 box->name, texts_language(draw->texts));
}

bool sketch_draw(struct draw *draw, const struct layout_box *box, double y_mm, size_t count,
                 struct err *err)
{
	struct frame frame;
	struct map map;
	bool done;

	if (!make_frame(draw, box, y_mm, &frame, err))
		return false;
	if (!map_make(&map, draw->sheet, count, &frame.plot))
		return true;
	draw_figure(draw, "map_alt");
	page_tag(draw->page, "Figure");
	page_frame(draw->page,
	           (struct page_area){ frame.x_mm, y_mm, box->width_mm, box->height_mm }, EDGE_MM);
	done = draw_spots(draw, &frame, &map, count, err) && draw_north(draw, &frame, err) &&
	       draw_scale(draw, &frame, &map, err) && draw_legend(draw, &frame, err);
	page_untag(draw->page, "Figure");
	return done;
}

#include "render/fonts.h"

#include <stdlib.h>
#include <string.h>

#include <pango/pangocairo.h>

#include "base/auto.h"

enum {
	LAID_OUT_MAX = 512,
	CODE_MIN = 8,
	FOREIGN_FROM = 0x180 /* a font for French has all before */
};

struct fonts {
	PangoFontMap *map;
	PangoContext *contexts[2]; /* left to right, right to left */
	GHashTable *laid_out;      /* style and text as bytes -> PangoLayout */
	GHashTable *had;           /* character -> has a font it? */
};

/* Asked for by the leak checker of sanitized builds, and by nobody else: fontconfig keeps a few
 * hundred bytes for the life of the process. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* The direction belongs to the context, and a context that changes undoes its layouts. */
static PangoContext *make_context(PangoFontMap *map, PangoDirection direction)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY); /* of pictures */
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_base_dir(context, direction);
	return context;
}

static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize count,
                                    gpointer unused)
{
	(void)level, (void)fields, (void)count, (void)unused;
	return G_LOG_WRITER_HANDLED;
}

/* GLib would write to standard error, which is the log; what matters comes as a failure. It takes
 * one writer for the life of the process. */
static void silence_glib(void)
{
	static gsize done;

	if (!g_once_init_enter(&done))
		return;
	g_log_set_writer_func(say_nothing, NULL, NULL);
	g_once_init_leave(&done, 1);
}

bool fonts_open(struct fonts **ret, struct err *err)
{
	struct fonts *fonts = calloc(1, sizeof *fonts);

	if (!fonts)
		return err_memory(err);
	silence_glib();
	fonts->map = pango_cairo_font_map_new();
	if (!fonts->map) {
		free(fonts);
		return err_set(err, ERR_SYSTEM, "the font library does not start");
	}
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
	fonts->contexts[0] = make_context(fonts->map, PANGO_DIRECTION_LTR);
	fonts->contexts[1] = make_context(fonts->map, PANGO_DIRECTION_RTL);
	fonts->laid_out = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
	                                        (GDestroyNotify)g_bytes_unref, g_object_unref);
	fonts->had = g_hash_table_new(NULL, NULL);
	*ret = fonts;
	return true;
}

void fonts_close(struct fonts **fonts)
{
	if (!*fonts)
		return;
	g_hash_table_unref((*fonts)->laid_out);
	g_hash_table_unref((*fonts)->had);
	g_object_unref((*fonts)->contexts[0]);
	g_object_unref((*fonts)->contexts[1]);
	g_object_unref((*fonts)->map);
	free(*fonts);
	*fonts = NULL;
}

static void set_font(PangoLayout *layout, const struct fonts_style *style)
{
	PangoFontDescription *font = pango_font_description_from_string(style->families);
	PangoAttrList *attributes = pango_layout_get_attributes(layout);
	double line = style->size_pt * style->line_height * PANGO_SCALE;

	pango_font_description_set_absolute_size(font, style->size_pt * PANGO_SCALE);
	pango_font_description_set_weight(font,
	                                  style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	/* Cairo wraps a ligature in an /ActualText of its own, at which readers stop. */
	pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
	/* The same for all scripts: fonts differ by half in the air they want around a line. */
	pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute((int)line));
}

/* The character at `start` does not part from the next one. */
static void keep_together(PangoAttrList *attributes, size_t start, size_t size, const char *next)
{
	PangoAttribute *keep = pango_attr_allow_breaks_new(FALSE);

	keep->start_index = (guint)start;
	keep->end_index = (guint)(start + size + (*next ? g_utf8_next_char(next) - next : 0));
	pango_attr_list_insert(attributes, keep);
}

/* A no-break space becomes a plain one that does not break: Cairo would embed a font of its own
 * for that one character, and people who search the file type plain spaces. "9 h–12 h" holds
 * together like a word. */
static void set_text(PangoLayout *layout, const char *text)
{
	PangoAttrList *attributes = pango_attr_list_new();
	GString *plain = g_string_new(NULL);
	const char *next;

	for (; *text; text = next) {
		gunichar c = g_utf8_get_char(text);
		size_t start = plain->len;

		next = g_utf8_next_char(text);
		g_string_append_unichar(plain, c == 0xa0 ? ' ' : c);
		if (c == 0xa0 || (c == 0x2013 && *next != ' '))
			keep_together(attributes, start, plain->len - start, next);
	}
	pango_layout_set_text(layout, plain->str, (int)plain->len);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	g_string_free(plain, TRUE);
}

static PangoLayout *lay_out(struct fonts *fonts, const struct fonts_style *style, const char *text)
{
	static const PangoAlignment aligns[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
		                                 PANGO_ALIGN_RIGHT };
	PangoLayout *layout = pango_layout_new(fonts->contexts[style->rtl]);
	int align = style->rtl ? FONTS_END - (int)style->align : (int)style->align;

	set_text(layout, text);
	set_font(layout, style);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_alignment(layout, aligns[align]);
	pango_layout_set_width(layout, (int)(style->width_mm * PT_PER_MM * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (style->lines) {
		pango_layout_set_height(layout, -style->lines);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	return layout;
}

/* The first character that would be printed as an empty box. */
static gunichar missing_in(PangoLayout *layout)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	gunichar missing = 0;

	do {
		PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);

		for (int i = 0; run && i < run->glyphs->num_glyphs; i++)
			if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
				missing = run->glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
	} while (!missing && pango_layout_iter_next_run(iter));
	pango_layout_iter_free(iter);
	return missing;
}

bool fonts_have(struct fonts *fonts, uint32_t c)
{
	PangoLayout *layout;
	gpointer known;
	char text[6];
	int size;

	if (!fonts || c < FOREIGN_FROM)
		return true;
	if (g_hash_table_lookup_extended(fonts->had, GUINT_TO_POINTER(c), NULL, &known))
		return GPOINTER_TO_INT(known);
	layout = pango_layout_new(fonts->contexts[0]);
	size = g_unichar_to_utf8(c, text);
	pango_layout_set_text(layout, text, size);
	known = GINT_TO_POINTER(pango_layout_get_unknown_glyphs_count(layout) == 0);
	g_object_unref(layout);
	g_hash_table_insert(fonts->had, GUINT_TO_POINTER(c), known);
	return GPOINTER_TO_INT(known);
}

static GBytes *key_of(const struct fonts_style *style, const char *text)
{
	struct fonts_style plain;
	size_t size = strlen(text), font_size = strlen(style->families) + 1;
	char *bytes = g_malloc(sizeof plain + font_size + size);

	memset(&plain, 0, sizeof plain); /* padding counts in a key */
	plain.size_pt = style->size_pt;
	plain.width_mm = style->width_mm;
	plain.line_height = style->line_height;
	plain.lines = style->lines;
	plain.align = style->align;
	plain.bold = style->bold;
	plain.rtl = style->rtl;
	memcpy(bytes, &plain, sizeof plain);
	memcpy(bytes + sizeof plain, style->families, font_size);
	memcpy(bytes + sizeof plain + font_size, text, size);
	return g_bytes_new_take(bytes, sizeof plain + font_size + size);
}

static bool check_glyphs(PangoLayout *layout, const char *text, struct err *err)
{
	if (!pango_layout_get_unknown_glyphs_count(layout))
		return true;
	return err_named(err, ERR_SYSTEM, "glyph_missing",
	                 "no installed font has the character U+%04X of \"%.80s\"",
	                 missing_in(layout), text);
}

/* Shaping is the cost of a page: what comes again is laid out once. Texts that do not come again
 * (typed codes) only fill the table, which is then emptied as a whole. The caller unrefs. */
static PangoLayout *find_layout(struct fonts *fonts, const struct fonts_style *style,
                                const char *text, struct err *err)
{
	GBytes *key = key_of(style, text);
	PangoLayout *layout = g_hash_table_lookup(fonts->laid_out, key);

	if (layout) {
		g_bytes_unref(key);
		return g_object_ref(layout);
	}
	layout = lay_out(fonts, style, text);
	if (!check_glyphs(layout, text, err)) {
		g_object_unref(layout);
		g_bytes_unref(key);
		return NULL;
	}
	if (g_hash_table_size(fonts->laid_out) >= LAID_OUT_MAX)
		g_hash_table_remove_all(fonts->laid_out);
	g_hash_table_insert(fonts->laid_out, key, g_object_ref(layout));
	return layout;
}

static double height_of(PangoLayout *layout)
{
	PangoRectangle logical;

	pango_layout_get_extents(layout, NULL, &logical);
	return (double)logical.height / PANGO_SCALE / PT_PER_MM;
}

/* A typed code comes once: to lay out each would be a tenth of a pass. Its letters come again, and
 * side by side, without kerning, they are the code. */
static bool is_code(const struct fonts_style *style, const char *text)
{
	size_t size = strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-");

	return size >= CODE_MIN && !text[size] && !style->rtl;
}

struct code {
	PangoGlyphItem run;
	double width_pt, baseline_pt, height_mm;
};

static void code_release(struct code *code)
{
	if (code->run.item)
		pango_item_free(code->run.item);
	if (code->run.glyphs)
		pango_glyph_string_free(code->run.glyphs);
}

/* One more letter; false when it is not one glyph of the same font. */
static bool add_letter(struct code *code, PangoLayout *letter, int index)
{
	PangoGlyphItem *run = pango_layout_get_line_readonly(letter, 0)->runs->data;

	if (!code->run.item) {
		code->run.item = pango_item_copy(run->item);
		code->baseline_pt = (double)pango_layout_get_baseline(letter) / PANGO_SCALE;
		code->height_mm = height_of(letter);
	}
	if (run->glyphs->num_glyphs != 1 ||
	    run->item->analysis.font != code->run.item->analysis.font)
		return false;
	code->run.glyphs->glyphs[index] = run->glyphs->glyphs[0];
	code->run.glyphs->log_clusters[index] = index;
	code->width_pt += (double)run->glyphs->glyphs[0].geometry.width / PANGO_SCALE;
	return true;
}

/* False when the text is no code, or one that must be laid out like any other. */
static bool make_code(struct code *code, struct fonts *fonts, const struct fonts_style *style,
                      const char *text)
{
	int count = is_code(style, text) ? (int)strlen(text) : 0;
	bool good = count > 0;

	if (!good)
		return false;
	code->run.glyphs = pango_glyph_string_new();
	pango_glyph_string_set_size(code->run.glyphs, count);
	for (int i = 0; good && i < count; i++) {
		const char one[2] = { text[i] };
		struct err ignored = { 0 };
		PangoLayout *letter = find_layout(fonts, style, one, &ignored);

		good = letter && add_letter(code, letter, i);
		if (letter)
			g_object_unref(letter);
	}
	if (!good)
		return false;
	code->run.item->offset = 0;
	code->run.item->length = code->run.item->num_chars = count;
	return code->width_pt <= style->width_mm * PT_PER_MM;
}

static void show_code(const struct code *code, const struct fonts_style *style, const char *text,
                      cairo_t *cr)
{
	double free_pt = style->width_mm * PT_PER_MM - code->width_pt;
	PangoGlyphItem run = code->run;

	cairo_rel_move_to(cr, free_pt * (int)style->align / 2, code->baseline_pt);
	pango_cairo_show_glyph_item(cr, text, &run);
}

bool fonts_measure(struct fonts *fonts, const struct fonts_style *style, const char *text,
                   double *ret_height_mm, struct err *err)
{
	AUTO(code_release) struct code code = { 0 };
	PangoLayout *layout;

	if (make_code(&code, fonts, style, text)) {
		*ret_height_mm = code.height_mm;
		return true;
	}
	layout = find_layout(fonts, style, text, err);
	if (!layout)
		return false;
	*ret_height_mm = height_of(layout);
	g_object_unref(layout);
	return true;
}

bool fonts_show(struct fonts *fonts, const struct fonts_style *style, const char *text,
                struct _cairo *cr, double *ret_height_mm, struct err *err)
{
	AUTO(code_release) struct code code = { 0 };
	PangoLayout *layout;

	if (make_code(&code, fonts, style, text)) {
		show_code(&code, style, text, cr);
		*ret_height_mm = code.height_mm;
		return true;
	}
	layout = find_layout(fonts, style, text, err);
	if (!layout)
		return false;
	pango_cairo_show_layout(cr, layout);
	*ret_height_mm = height_of(layout);
	g_object_unref(layout);
	return true;
}

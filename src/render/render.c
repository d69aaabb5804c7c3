#include "render/render.h"

#include <stdlib.h>

#include "base/auto.h"
#include "render/parts.h"

void render_close(struct render **render)
{
	if (!*render)
		return;
	fonts_close(&(*render)->fonts);
	for (int i = 0; i < LANGUAGE__COUNT; i++)
		texts_close(&(*render)->texts[i]);
	for (int i = 0; i < PRINT__COUNT; i++) {
		layout_close(&(*render)->layouts[i]);
		layout_close(&(*render)->few[i]);
	}
	free(*render);
	*render = NULL;
}

static bool open_layouts(struct render *render, const char *dir, int size, struct err *err)
{
	static const struct {
		const char *all, *few;
	} names[] = {
		[PRINT_NORMAL] = { "a4-normal.layout", "a4-normal-few.layout" },
		[PRINT_LARGE] = { "a4-large.layout", NULL },
	};
	_Static_assert(COUNT_OF(names) == PRINT__COUNT, "every size has a layout");
	const struct layout *all, *few;

	if (!layout_open(&render->layouts[size], dir, names[size].all, err))
		return false;
	if (!names[size].few)
		return true;
	if (!layout_open(&render->few[size], dir, names[size].few, err))
		return false;
	all = render->layouts[size], few = render->few[size];
	return (few->width_mm == all->width_mm && few->height_mm == all->height_mm) ||
	       err_named(err, ERR_INPUT, "bad_template", "%s: the paper is not that of %s",
	                 few->name, all->name);
}

bool render_open(struct render **ret, const char *templates_dir, struct err *err)
{
	AUTO(render_close) struct render *render = calloc(1, sizeof *render);

	if (!render)
		return err_memory(err);
	for (int i = 0; i < LANGUAGE__COUNT; i++)
		if (!texts_open(&render->texts[i], templates_dir, (enum language)i, err))
			return false;
	for (int i = 0; i < PRINT__COUNT; i++)
		if (!open_layouts(render, templates_dir, i, err))
			return false;
	if (!fonts_open(&render->fonts, err))
		return false;
	*ret = TAKE(render);
	return true;
}

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
	for (int i = 0; i < PRINT__COUNT; i++)
		layout_close(&(*render)->layouts[i]);
	free(*render);
	*render = NULL;
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
		if (!layout_open(&render->layouts[i], templates_dir, (enum print_size)i, err))
			return false;
	if (!fonts_open(&render->fonts, err))
		return false;
	*ret = TAKE(render);
	return true;
}

#include "http/printer.h"

#include <stddef.h>

#include "base/auto.h"
#include "render/render.h"

bool printers_renew(struct printers *printers, struct err *err)
{
	AUTO(render_close) struct render *trial = NULL;

	if (!printers->folder)
		return true;
	if (!render_open(&trial, printers->folder, err))
		return false;
	atomic_fetch_add(&printers->edition, 1);
	return true;
}

bool printer_render(struct printer *printer, struct render **ret, struct err *err)
{
	unsigned edition = atomic_load(&printer->of->edition);

	if (printer->render && printer->edition != edition)
		render_close(&printer->render);
	if (!printer->render && !render_open(&printer->render, printer->of->folder, err))
		return false;
	printer->edition = edition;
	*ret = printer->render;
	return true;
}

void printer_close(struct printer *printer)
{
	render_close(&printer->render);
}

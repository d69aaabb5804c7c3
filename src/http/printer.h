/* What prints passes in a worker's thread: layouts, texts and fonts, read at the first use, and
 * again after somebody changed the files. */
#pragma once

#include <stdatomic.h>

#include "base/err.h"

struct render;

/* Of the server. */
struct printers {
	const char *folder;  /* of files that replace the program's own (render_open()); or NULL */
	atomic_uint edition; /* how often they were read again */
};

/* Of one thread; empty = not open yet. */
struct printer {
	struct printers *of;
	struct render *render;
	unsigned edition;
};

/* Read the folder's files: ERR_INPUT "bad_template" says which line is wrong, and what is in use
 * stays. True: every printer takes them from its next page on. */
bool printers_renew(struct printers *printers, struct err *err);

/* What pages are drawn with now; the printer's. */
bool printer_render(struct printer *printer, struct render **ret, struct err *err);
void printer_close(struct printer *printer);

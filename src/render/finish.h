/* What Cairo cannot say in a PDF: language, words for pictures, XMP, title shown. */
#pragma once

#include "base/buf.h"

struct finish {
	const char *title;
	const struct buf *alts;      /* for each Figure in reading order; each ends with '\0' */
	const struct buf *languages; /* for each part (Sect) of the document, likewise */
};

/* Add to `to` the PDF `drawn` with these, its structure packed. */
bool finish_pdf(struct buf *to, const struct buf *drawn, const struct finish *finish,
                struct err *err);

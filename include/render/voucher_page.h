/* What the page behind a voucher says to who scanned it, in a language of the pass: the words of
 * templates/pass, as HTML. Nothing of it tells who used a voucher, or where. */
#pragma once

#include "base/buf.h"
#include "model/outcome.h"
#include "model/sheet.h"
#include "render/render.h"

struct voucher_page {
	enum language language;
	enum outcome outcome;      /* one that is not authentic: no voucher of ours */
	bool in_grace;             /* its date is past, and it may still be redeemed */
	bool is_cover;             /* no voucher, but the symbol that names a pass */
	int number, total;         /* this voucher of so many */
	int64_t last_day;          /* days since 1970-01-01 */
	int left;                  /* workshops left on the pass; -1 = not said */
	const struct sheet *sheet; /* its places, nearest first; may be NULL */
};

/* BCP 47 of the page's language, and "ltr" or "rtl". */
const char *voucher_page_language(const struct render *render, const struct voucher_page *page);
const char *voucher_page_direction(const struct render *render, const struct voucher_page *page);

/* HTML: the heading, and what stands under it. */
void voucher_page_title(struct render *render, const struct voucher_page *page, struct buf *to);
void voucher_page_body(struct render *render, const struct voucher_page *page, struct buf *to);

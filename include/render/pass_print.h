/* Passes on paper: for each a letter and its coupons, any number of passes in one tagged PDF. */
#pragma once

#include "base/buf.h"
#include "model/sheet.h"
#include "render/render.h"

struct pass_print;

/* `render` is borrowed until pass_print_close(). */
bool pass_print_open(struct pass_print **ret, struct render *render, struct err *err);
void pass_print_close(struct pass_print **print);

/* Draw one pass. After a failure the document is of no use: close it. ERR_INPUT when the sheet is
 * not printable (no voucher, a host too long...), ERR_SYSTEM "glyph_missing" when a font is. */
bool pass_print_add(struct pass_print *print, const struct sheet *sheet, struct err *err);

/* Add a page of one pass, from 1, as a picture (PNG) to look at. ERR_INPUT "out_of_range" with the
 * field "page" when it has fewer; `*ret_pages` is how many it has. */
bool pass_print_picture(struct render *render, const struct sheet *sheet, int page, struct buf *png,
                        int *ret_pages, struct err *err);

/* Add the finished PDF to `pdf`. Nothing can be added afterwards. */
bool pass_print_end(struct pass_print *print, struct buf *pdf, struct err *err);

/* A card of single-use codes on paper: one A4 page in French, large and calm. */
#pragma once

#include "base/buf.h"
#include "model/code_card.h"
#include "render/render.h"

/* Add the PDF to `pdf`. `render` as in render/pass_print. ERR_SYSTEM "glyph_missing". */
bool card_print(struct render *render, const struct code_card *card, struct buf *pdf,
                struct err *err);

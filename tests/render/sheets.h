/* Passes to print in tests: believable, then as awkward as real data can be. */
#pragma once

#include "model/sheet.h"

/* A pass of `count` vouchers with five places around Cognac; `seed` makes codes and tokens differ.
 */
void sheet_make(struct sheet *sheet, enum language language, enum print_size size, int count,
                unsigned seed);

/* Everything too long or too wide, missing, at the same point or written the other way round. */
void sheet_make_awkward(struct sheet *sheet);

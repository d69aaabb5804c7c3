/* From codewords to the square of a version 6, level M symbol: placing, masking, and the choice of
 * the mask by the penalties of ISO/IEC 18004, 7.8.3, a row of modules being the bits of a word. */
#pragma once

#include <stdint.h>

#include "codec/qr.h"
#include "codec/qr_words.h"

enum { QR_MASKS = 8 };

/* Bit x of row y is the module in column x, 1 = dark. */
struct qr_symbol {
	uint64_t rows[QR_SIDE];
};

void qr_symbol_make(struct qr_symbol *ret, const uint8_t words[static QR_WORDS], int mask);

/* The lower the easier to scan. */
int qr_symbol_penalty(const struct qr_symbol *symbol);

/* The symbol of the mask with the lowest penalty. */
void qr_symbol_best(struct qr_symbol *ret, const uint8_t words[static QR_WORDS]);

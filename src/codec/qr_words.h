/* The 172 codewords of a QR symbol of version 6, level M (ISO/IEC 18004): two segments, padding,
 * four blocks of 27 data words with 16 words of Reed-Solomon each, interleaved. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { QR_WORDS = 172 };

/* `address` in the alphanumeric alphabet, `digits` decimal. False when they are not, or too long.
 */
bool qr_words_make(uint8_t words[static QR_WORDS], const char *address, const char *digits);

/* The single-use codes of a printed card: each follows from the card's seed and its position. */
#pragma once

#include <stdbool.h>

enum {
	CARD_SEED_SIZE = 32,
	CARD_CODE_SIZE = 10 /* "K7QM-3XPA" and its end: 40 bits */
};

void card_code_format(const unsigned char seed[static CARD_SEED_SIZE], int position,
                      char to[static CARD_CODE_SIZE]);

/* Is it the code of that position? Case, spaces and hyphens do not count. */
bool card_code_is(const unsigned char seed[static CARD_SEED_SIZE], int position, const char *typed);

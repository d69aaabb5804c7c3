/* A printed card of single-use codes: the second factor of who has no smartphone. */
#pragma once

#include <stdint.h>

#include "model/sheet.h"

enum { CODE_CARD_CODES = 40, CODE_CARD_CODE_SIZE = 10 };

struct code_card {
	int64_t account;
	char login[65];
	char host[HOST_MAX + 1]; /* of the installation it opens */
	int64_t day;             /* when it was made */
	char codes[CODE_CARD_CODES]
		  [CODE_CARD_CODE_SIZE]; /* in the order of their use: "K7QM-3XPA" */
	char sealed[201];                /* what they are made from, as it is kept */
};

/* What the codes of a territory stand for, as far as the books know, and which places are there. */
#pragma once

#include <stdint.h>

#include "domain/app.h"

enum { TERRITORY_CODES_MAX = 128, TERRITORY_CODE_SIZE = 12 };

struct territory {
	char code[TERRITORY_CODE_SIZE];
	char name[120]; /* of a commune where a place is, of an EPCI that is a body here; else "" */
	int64_t sites, desks, centres; /* that the operator has approved */
};

struct territories {
	struct territory whole; /* of all codes, each place once; no codes are everywhere */
	struct territory codes[TERRITORY_CODES_MAX];
	size_t count;
};

/* Of codes apart by spaces, as in a programme. ERR_INPUT "too_long" when there are too many;
 * "out_of_range" when one is none; both with the field "codes". */
bool territories_count(struct app *app, const char *codes, struct territories *ret,
                       struct err *err);

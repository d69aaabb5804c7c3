/* One row of texts made into a place; private to codec/centres. */
#pragma once

#include "codec/centres_doubt.h"
#include "codec/centres_terms.h"

struct centres_raw {
	const char *values[FIELD__COUNT]; /* NULL counts as "" */
};

/* False when the row is dropped (the doubt says why) or the sink refused. */
bool centres_place_read(struct site_place *ret, const struct centres_raw *raw,
                        struct centres_doubts *doubts);

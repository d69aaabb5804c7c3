/* The part of a bundle that is large and the same for all centres: the passes of a programme. */
#pragma once

#include "domain/bundles.h"
#include "model/programme.h"

struct bundle_passes {
	struct buf data;  /* three sets of codec/pass_set: live, blocked, replaced */
	int64_t known_at; /* all that had happened by then is in it */
	bool is_current;  /* nothing has happened since */
};

/* Add what is kept of a programme, or read it again, to `ret`, which is empty. In a transaction of
 * reading. */
bool bundle_passes_read(struct bundles *bundles, struct app *app, const struct programme *programme,
                        struct bundle_passes *ret, struct err *err);

/* Changing what people and programs edit: read, compared with what the editor had seen, edited,
 * checked and kept in one transaction, so that only what was named changes. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct edit {
	int64_t id;
	int64_t seen; /* the version that was read; 0 = whatever is there */

	/* Set what was asked for in the thing (struct programme, struct site...). May be called
	 * again, on the thing read anew, when another writer was faster. */
	bool (*apply)(void *context, void *thing, struct err *err);
	void *context;
};

/* ERR_CONFLICT "stale" when the thing is another version than the one seen. */
bool edit_check(const struct edit *edit, int64_t version, struct err *err);

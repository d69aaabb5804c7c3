/* Redemptions as they were: listed and shown to whom they concern. */
#pragma once

#include <stddef.h>

#include "base/buf.h"
#include "domain/app.h"
#include "model/account.h"
#include "model/redemption.h"

struct redemptions_wish {
	int64_t programme, centre; /* 0 = any that the caller may see */
	int64_t from_at, until_at; /* [from, until) */
	int reversed;              /* -1 = any, 0 = those that stand, 1 = those taken back */
	const char *after;         /* id of the last one seen, as shown; "" = from the newest */
	size_t limit;
};

/* `id` is the shown one. */
typedef bool redemptions_fn(void *context, const char *id, const struct redemption *redemption,
                            int64_t reversed_at, struct err *err);

/* Newest first: a centre its own, a funder those of its programmes, the operator and auditors all.
 * ERR_MISSING "no_programme", "no_site" for those of others; ERR_INPUT "bad_after". */
bool redemptions_list(struct app *app, const struct caller *caller,
                      const struct redemptions_wish *wish, redemptions_fn *fn, void *context,
                      struct err *err);

struct redemption_story {
	struct redemption redemption;
	int64_t reversed_at; /* 0 = it stands */
	char reason[REASON_MAX + 1];
};

/* One by its shown id. ERR_MISSING "no_redemption" for one that the caller may not see, too. */
bool redemption_find(struct app *app, const struct caller *caller, const char *id,
                     struct redemption_story *ret, struct err *err);

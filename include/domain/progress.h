/* How far the person of a pass has come, known by a pseudonym only. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "model/account.h"
#include "model/redemption.h"

struct progress_step {
	int64_t at;
	int64_t centre;
	int number, kind, minutes; /* kind and minutes 0 = not said */
	enum level level;
};

struct progress {
	enum level start; /* at hand-out */
	size_t count;
	struct progress_step steps[VOUCHERS_MAX]; /* redemptions that stand, in order of time */
};

bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      struct progress *ret, struct err *err);

/* How far the person of a pass has come, known by a pseudonym only. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "model/redemption.h"

struct progress_step {
	int64_t at;
	int64_t centre;
	int number, kind, minutes;
	enum level level;
};

typedef bool progress_fn(void *context, const struct progress_step *step, struct err *err);

/* The start level, then each standing redemption of this pass in order of time. */
bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      enum level *ret_start, progress_fn *fn, void *context, struct err *err);

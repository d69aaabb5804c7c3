/* How far the person of a pass has come, known by a pseudonym only: through all the passes they got
 * from the programme, as long as the link between pass and pseudonym lasts. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "model/account.h"
#include "domain/redeem.h"
#include "model/redemption.h"

struct progress_step {
	int64_t at;
	int64_t centre;
	int number, kind, minutes; /* kind and minutes 0 = not said */
	enum level level;
};

enum { PROGRESS_STEPS_MAX = 64 };

struct progress {
	enum level start;  /* at the first hand-out */
	enum level latest; /* as seen last */
	size_t count;
	struct progress_step steps[PROGRESS_STEPS_MAX]; /* the latest redemptions that stand, in
	                                                   order of time */
};

bool progress_of_pass(struct app *app, const struct caller *caller, int64_t pass,
                      struct progress *ret, struct err *err);

/* The same for the mediator in front of whom the person stands: by a voucher (item->voucher,
 * ->centre, ->caller) that could be redeemed there now, or just was: any other is not the voucher
 * of somebody who is there. `*ret_is_here` is false then, and item->outcome says why. */
bool progress_of_voucher(struct app *app, struct redeem_item *item, struct progress *ret,
                         bool *ret_is_here, struct err *err);

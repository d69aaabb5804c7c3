/* What transact() asks of a joint call, and redemptions of its keys. */
#pragma once

#include "domain/joint.h"

/* How a key ("key") and what is asked with it ("request") are kept: nothing can be read from it. */
void joint_hash(const struct app *app, const char *what, int64_t account, const char *text,
                char to[static IDEMPOTENCY_HASH_SIZE]);

/* In a transaction from now on. False: it is broken, and joint_leave() must follow. */
bool joint_begin(struct app *app, struct err *err);

/* What transact() asks of a joint call. */
#pragma once

#include "domain/joint.h"

/* In a transaction from now on. False: it is broken, and joint_leave() must follow. */
bool joint_begin(struct app *app, struct err *err);

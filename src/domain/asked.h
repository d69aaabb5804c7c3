/* Long work that somebody asked for; private to the domain. */
#pragma once

#include "domain/app.h"
#include "model/account.h"

/* Who asked, as they stand now; 0 = the command line. ERR_FORBIDDEN "asker_disabled". */
bool asked_by(struct app *app, int64_t account, struct caller *ret, struct err *err);

/* No answer of the rules, but of the moment: another try may do. */
bool asked_may_try_again(const struct err *err);

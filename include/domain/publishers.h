/* Who answers for the installation to the public: what the legal notice, the declaration of
 * accessibility and the privacy page name. */
#pragma once

#include "domain/app.h"
#include "domain/edit.h"
#include "store/publisher.h"

/* All of it is "" until somebody has said it. */
bool publishers_find(struct app *app, struct publisher *ret, struct err *err);

/* Change what `edit` changes of a struct publisher; its id does not count. ERR_INPUT
 * "publisher_incomplete" when the law's minimum is not there: name, address, a telephone number
 * or an e-mail address, director, hosting; "bad_email"; with the field. ERR_CONFLICT "stale". */
bool publishers_change(struct app *app, const struct edit *edit, struct err *err);

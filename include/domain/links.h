/* The link between a pass and the pseudonym of its person: it ends so many days after the last
 * contact (instance.link_days). Settlement keeps the pass without it. */
#pragma once

#include "domain/app.h"

enum { LINK_DAYS_USUAL = 730, LINK_DAYS_MAX = 3650 };

/* End those that are due, at most `limit`; says how many it did. A contact is a pass of the person
 * that was issued, handed out or used, in any programme. */
bool links_end_due(struct app *app, size_t limit, size_t *ret_ended, struct err *err);

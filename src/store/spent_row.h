/* A row of `spent` (as "x") on its way into a struct: the columns and their reader. */
#pragma once

#include "model/redemption.h"
#include "store/sql.h"

#define SPENT_COLUMNS                                                                              \
	"x.id, x.cause, x.programme, x.at, x.cents, x.centre, x.account, x.kind, x.minutes,"       \
	" x.level, x.mode, x.device_at, x.nonce, x.siret, x.siren"

enum { SPENT_COLUMNS_COUNT = 15 };

/* `first`: the number of the first of them in the query. */
void spent_row_read(const struct query *q, int first, struct redemption *r);

/* An account as a row of several queries: "SELECT x, " ACCOUNT_COLUMNS " FROM ... JOIN account a".
 */
#pragma once

#include "model/account.h"

struct query;

#define ACCOUNT_COLUMNS                                                                            \
	"a.id, a.login, a.role, a.site, a.funder, a.password, a.created_at, a.disabled_at, "       \
	"a.version"

/* `first` is the number of the column a.id. */
void account_row_read(const struct query *q, int first, struct account *account);

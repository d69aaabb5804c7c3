/* Money that was added to a programme or taken back: lines of the ledger, and who did it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/role.h"

struct sql;

/* Note who made a funding; goes with its line of the ledger. Account 0 is the command line. */
bool fundings_note(struct sql *sql, int64_t programme, int64_t number, int64_t account,
                   struct err *err);

struct funding_row {
	int64_t number; /* within its programme, from 1 */
	int64_t at;
	int64_t cents;     /* negative: taken back */
	int64_t account;   /* 0 = the command line, or nobody noted it */
	const char *login; /* NULL when the account is 0; borrowed */
	enum role role;    /* of that account */
};

struct fundings_query {
	int64_t programme;
	int64_t before_number; /* newest first, below this one; INT64_MAX = from the newest */
	size_t limit;
};

typedef bool funding_fn(void *context, const struct funding_row *row, struct err *err);
bool fundings_each(struct sql *sql, const struct fundings_query *query, funding_fn *fn,
                   void *context, struct err *err);

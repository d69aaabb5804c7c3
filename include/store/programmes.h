/* Programmes: what a funder pays for, and by which rules. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/programme.h"

struct sql;

/* Keep a new one; its id is made here. */
bool programmes_add(struct sql *sql, struct programme *programme, struct err *err);

/* ERR_MISSING "no_programme". */
bool programmes_find(struct sql *sql, int64_t id, struct programme *ret, struct err *err);

/* Hold the row until the transaction ends, then read it: verbs that change a programme, or count
 * something of it before they add, take turns by this. */
bool programmes_hold(struct sql *sql, int64_t id, struct programme *ret, struct err *err);

/* Keep what was read and edited; its version goes up. ERR_BUSY when another was faster. */
bool programmes_change(struct sql *sql, struct programme *programme, struct err *err);

struct programmes_query {
	int64_t funder; /* 0 = any */
	int state;      /* enum programme_state; -1 = any */
	int64_t site;   /* that takes part, or did until it was suspended; 0 = all the same */
	int64_t after_id;
	size_t limit;
};

typedef bool programme_fn(void *context, const struct programme *programme, struct err *err);

/* By id. */
bool programmes_each(struct sql *sql, const struct programmes_query *query, programme_fn *fn,
                     void *context, struct err *err);

/* Take cents from what is funded and free (negative: give back). ERR_REFUSED "over_budget" when
 * there is less; decides any race between those who issue. Goes with a line of the ledger. */
bool programmes_take(struct sql *sql, int64_t id, int64_t cents, struct err *err);

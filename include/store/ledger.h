/* The ledger: lines are added, never changed. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/ledger.h"

struct sql;

/* Post lines, in the caller's transaction. ERR_CONFLICT "duplicate" when a fact is posted twice. */
bool ledger_add(struct sql *sql, const struct ledger_line *lines, size_t count, struct err *err);

/* Balances of a programme from all lines before `until_at`. */
bool ledger_balances(struct sql *sql, int64_t programme, int64_t until_at, struct balances *ret,
                     struct err *err);

/* Moves of a kind in [from_at, until_at): how many lines and how many cents. */
struct ledger_moves {
	int64_t lines[LEDGER__COUNT], cents[LEDGER__COUNT];
};
bool ledger_moves(struct sql *sql, int64_t programme, int64_t from_at, int64_t until_at,
                  struct ledger_moves *ret, struct err *err);

/* One more than the greatest ref of a kind: for facts that have no number of their own. */
bool ledger_next_ref(struct sql *sql, int64_t programme, enum ledger_kind kind, int64_t *ret,
                     struct err *err);

/* Passes: one row each. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/pass.h"

struct sql;

/* Keep new passes, in the caller's transaction. ERR_CONFLICT "duplicate" when an id is taken. */
bool passes_add(struct sql *sql, const struct pass *passes, size_t count, struct err *err);

/* ERR_MISSING "no_pass". */
bool passes_find(struct sql *sql, int64_t id, struct pass *ret, struct err *err);
bool passes_find_serial(struct sql *sql, int64_t serial, struct pass *ret, bool *ret_found,
                        struct err *err);

/* Hold the row until the transaction ends, then read it: verbs that end or reopen vouchers of a
 * pass (reverse, replace, block, close) take turns by this. */
bool passes_hold(struct sql *sql, int64_t id, struct pass *ret, struct err *err);

/* Write state, state_at, reason and replaced_by. */
bool passes_change_state(struct sql *sql, const struct pass *pass, struct err *err);

/* Give it to a person, in the language and print size that it has; `*ret_done` is false when it was
 * given before. */
bool passes_hand_out(struct sql *sql, const struct pass *pass, int64_t now, bool *ret_done,
                     struct err *err);

/* Passes that a pseudonym got from a programme since `since_at` and that were not replaced. */
bool passes_count_person(struct sql *sql, int64_t programme, const unsigned char *pseudonym,
                         int64_t since_at, int64_t *ret, struct err *err);

/* The level at the first pass of that person in the programme; 0 when nobody said. */
bool passes_start_level(struct sql *sql, const struct pass *pass, int64_t *ret, struct err *err);

/* Live passes whose last_day and the programme's grace came before `day`: at most `limit` ids. */
bool passes_due(struct sql *sql, int64_t day, size_t limit, int64_t *ret_ids, size_t *ret_count,
                struct err *err);

/* Newest first. */
struct passes_page {
	int64_t desk, programme; /* 0 = of any */
	bool of_key;             /* only what the voucher key of this number signed, of all desks */
	int key_number;
	int64_t before_serial; /* INT64_MAX = from the newest */
	int stage;             /* enum pass_stage; -1 = any */
	int64_t handed_out_by; /* handed out then or before; INT64_MAX = or never */
	int64_t day;           /* today in Paris, for the stage */
	size_t limit;
};

/* `used` vouchers of it are redeemed; the programme has that many days of grace. */
typedef bool pass_fn(void *context, const struct pass *pass, int used, int grace_days,
                     struct err *err);
bool passes_each(struct sql *sql, const struct passes_page *page, pass_fn *fn, void *context,
                 struct err *err);

/* Passes linked to persons whom nobody has met since `at`: at most `limit` ids. */
bool passes_lapsed(struct sql *sql, int64_t at, size_t limit, int64_t *ret_ids, size_t *ret_count,
                   struct err *err);

/* End the link of such a pass to its person; no other's. */
bool passes_forget(struct sql *sql, int64_t id, int64_t at, struct err *err);

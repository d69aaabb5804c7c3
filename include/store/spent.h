/* What ended vouchers: redemptions and revocations, one insert each; and the reversals. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/redemption.h"

struct sql;

/* What is asked of the books about one voucher at one centre, and what they say. */
struct spent_inquiry {
	int64_t pass;
	int number;
	int64_t centre; /* 0 = none in particular */
	struct voucher_facts facts;
};

/* Fill the facts of each; in a transaction, few round trips. */
bool spent_inquire(struct sql *sql, struct spent_inquiry *inquiries, size_t count, struct err *err);

struct spent_entry {
	struct redemption redemption;
	bool done; /* false: something else ended this voucher first */
};

/* End vouchers. Exactly one insert of an id ever succeeds. */
bool spent_add(struct sql *sql, struct spent_entry *entries, size_t count, struct err *err);

/* End each voucher of the pass that is not ended yet, for `cause`. The numbers it ended come back
 * as bits 1 << number. */
bool spent_end_rest(struct sql *sql, const struct pass *pass, enum spent_cause cause, int64_t now,
                    unsigned *ret_numbers, struct err *err);

/* Numbers of the pass whose redemption stands, as bits; and all numbers that are ended. */
bool spent_of_pass(struct sql *sql, int64_t pass, unsigned *ret_used, unsigned *ret_ended,
                   struct err *err);

/* A redemption, and when it was taken back (0 = it stands). ERR_MISSING "no_redemption". */
bool spent_find(struct sql *sql, int64_t id, struct redemption *ret, int64_t *ret_reversed_at,
                struct err *err);

typedef bool redemption_fn(void *context, const struct redemption *redemption, int64_t reversed_at,
                           struct err *err);

/* Redemptions of the pass in order of time, and of other passes of the same person in the same
 * programme. */
bool spent_each_of_person(struct sql *sql, const struct pass *pass, redemption_fn *fn,
                          void *context, struct err *err);

enum { SPENT_ANY = -1, SPENT_STANDING_ONLY, SPENT_REVERSED_ONLY };

/* Redemptions of a centre (of one programme, when it is given) or else of a programme, newest
 * first: those of [from_at, to_at], of the last second only those of a lesser id. */
struct spent_page {
	int64_t centre, programme; /* 0 = not given */
	int64_t from_at, to_at;
	int64_t before_id; /* INT64_MAX = all of that second */
	int reversed;      /* SPENT_ANY... */
	size_t limit;
};
bool spent_each(struct sql *sql, const struct spent_page *page, redemption_fn *fn, void *context,
                struct err *err);

struct reversal {
	int64_t redemption, programme, at, account;
	char reason[REASON_MAX + 1];
};

/* Of a redemption; `*ret_found` is false while it stands. */
bool reversals_find(struct sql *sql, int64_t redemption, struct reversal *ret, bool *ret_found,
                    struct err *err);

/* `*ret_done` is false when it was taken back before. */
bool reversals_add(struct sql *sql, const struct reversal *reversal, bool *ret_done,
                   struct err *err);

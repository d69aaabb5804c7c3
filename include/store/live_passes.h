/* The passes of a programme that a centre may still meet, and what became of their vouchers: what
 * an offline device takes along. */
#pragma once

#include "base/err.h"
#include "model/pass.h"

struct sql;

struct live_pass {
	int64_t id;
	int total;
	enum pass_state state; /* live, blocked or replaced */
	unsigned ended;        /* bit n - 1: voucher n is redeemed, replaced or blocked */
};

typedef bool live_pass_fn(void *context, const struct live_pass *pass, struct err *err);

/* Those whose last day is `day` or later, closed ones and specimens left out; in no order. In a
 * transaction of reading, so that all are of one moment. */
bool live_passes_each(struct sql *sql, int64_t programme, int64_t day, live_pass_fn *fn,
                      void *context, struct err *err);

/* When something last happened to passes of a programme: whatever changes what live_passes_each()
 * says, but days, moves one of them (or is in the same second). A few look-ups. */
struct live_passes_news {
	int64_t issued_at, ended_at, reversed_at; /* 0 = never */
};
bool live_passes_news(struct sql *sql, int64_t programme, struct live_passes_news *ret,
                      struct err *err);

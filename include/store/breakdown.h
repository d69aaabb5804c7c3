/* What came of a programme, split up by month, centre, commune or desk. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct sql;

enum breakdown_by {
	BREAKDOWN_MONTH,
	BREAKDOWN_CENTRE,
	BREAKDOWN_COMMUNE,
	BREAKDOWN_DESK,
	BREAKDOWN__COUNT
};
const char *breakdown_by_name(enum breakdown_by by);
int breakdown_by_parse(const char *name); /* -1 = none of them */

/* One line. Of redemptions that stand: vouchers, cents and the passes they came from. Of a desk:
 * passes handed out, and those of them that were used. */
struct breakdown_row {
	int64_t site;      /* a centre or a desk; 0 = none */
	int64_t month_day; /* the first day of a month; 0 = none */
	char name[161], postcode[6], commune[81];
	int64_t centres;
	int64_t vouchers, cents;
	int64_t handed_out, used;
};

/* Uses in [from_at, until_at), less those taken back before as_of_at; of desks, passes issued in
 * it. */
struct breakdown_period {
	int64_t programme, from_at, until_at, as_of_at;
};

typedef bool breakdown_fn(void *context, const struct breakdown_row *row, struct err *err);

/* Centres and communes, the greatest sum first; desks by number, for an order by what is hidden
 * would tell it. */
bool breakdown_each(struct sql *sql, enum breakdown_by by, const struct breakdown_period *period,
                    breakdown_fn *fn, void *context, struct err *err);

/* All of it in one line, as of centres. */
bool breakdown_whole(struct sql *sql, const struct breakdown_period *period,
                     struct breakdown_row *ret, struct err *err);

/* When the first voucher was used; 0 = none was. */
bool breakdown_first(struct sql *sql, int64_t programme, int64_t *ret_at, struct err *err);

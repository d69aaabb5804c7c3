/* What a funder is told: the honest funnel and the money. */
#pragma once

#include "base/buf.h"
#include "codec/grid.h"
#include "domain/app.h"
#include "model/account.h"
#include "model/ledger.h"
#include "model/programme.h"
#include "store/figures.h"
#include "store/ledger.h"

struct report {
	struct programme programme;
	char funder[120];
	int64_t from_day, until_day;      /* inclusive, Paris */
	struct figures_passes passes;     /* issued in the period, as they stood at its end */
	struct figures_vouchers vouchers; /* by what happened in the period */
	struct ledger_moves moves;        /* in the period */
	struct balances balances;         /* at its end */
};

struct report_wish {
	int64_t programme;
	int64_t from_day, until_day; /* 0 = the beginning, 0 = today */
};

/* A funder sees its own programmes only. */
bool report_make(struct app *app, const struct caller *caller, const struct report_wish *wish,
                 struct report *ret, struct err *err);

/* Cents ever given to the programme, and the four figures a funder asks for. */
struct report_cents {
	int64_t budget, committed, owed, paid, expired, free;
};
struct report_cents report_cents(const struct balances *balances);

void report_text(const struct report *report, struct buf *out); /* French */
void report_csv(const struct report *report, struct buf *out);  /* RFC 4180, machine */

/* With a `threshold` above 1, what is told of persons is guarded (domain/guard): hidden counts are
 * null. */
void report_json(const struct report *report, int threshold, struct buf *out);

/* The same as tables of their own, added to a grid that is open. */
enum report_part { REPORT_COUNTS = 1, REPORT_CENTS = 2, REPORT_LEVELS = 4, REPORT_ALL = 7 };
void report_table(const struct report *report, int threshold, unsigned parts, struct grid *grid);

/* The same table for spreadsheets and programs, guarded like that. */
bool report_grid(const struct report *report, int threshold, enum grid_kind kind, struct buf *out,
                 struct err *err);

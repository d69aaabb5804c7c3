/* Money of a programme: signed integer cents that move between six accounts. */
#pragma once

#include <stdint.h>

enum ledger_account {
	ACCOUNT_FUNDER,    /* where money comes from: the opposite of all it has given */
	ACCOUNT_BUDGET,    /* funded and free */
	ACCOUNT_COMMITTED, /* on vouchers that can still be used */
	ACCOUNT_OWED,      /* to centres, for vouchers redeemed */
	ACCOUNT_PAID,
	ACCOUNT_EXPIRED, /* never used: the credit at face value of the closing statement */
	ACCOUNT__COUNT
};

enum ledger_kind {
	LEDGER_FUNDED,   /* funder -> budget (or back); ref: number of the funding */
	LEDGER_ISSUED,   /* budget -> committed; ref: pass */
	LEDGER_REDEEMED, /* committed -> owed; ref: redemption */
	LEDGER_REVERSED, /* owed -> committed, or budget when the pass is no longer live; ref:
	                    redemption */
	LEDGER_RELEASED, /* committed -> budget: blocked; ref: pass */
	LEDGER_EXPIRED,  /* committed -> expired; ref: pass */
	LEDGER_PAID,     /* owed -> paid; ref: statement */
	LEDGER__COUNT
};

struct ledger_line {
	int64_t programme, at;
	enum ledger_kind kind;
	int64_t ref;
	enum ledger_account debit, credit; /* taken from, given to */
	int64_t cents;                     /* > 0 */
};

struct balances {
	int64_t cents[ACCOUNT__COUNT]; /* always sums to zero */
};

/* One voucher ended at one centre, and all that decides whether it may be. */
#pragma once

#include "model/outcome.h"
#include "model/pass.h"

enum spent_cause { SPENT_NONE, SPENT_REDEEMED, SPENT_REPLACED, SPENT_BLOCKED };
enum redeem_mode { MODE_ONLINE, MODE_OFFLINE, MODE_TYPED, MODE__COUNT };

const char *redeem_mode_name(enum redeem_mode mode);

enum {
	RETRY_WINDOW_SECONDS = 15 * 60, /* the same centre again within it: the same answer */
	LATE_SECONDS = 7 * 86400,       /* an offline scan may arrive so much later */
};

/* A row of `spent`. */
struct redemption {
	int64_t id; /* pass * 256 + number * 16 + attempt */
	enum spent_cause cause;
	int64_t programme, at;
	int cents;
	int64_t centre, account; /* the rest: of a redemption only */
	int kind, minutes;       /* 0 = not said */
	enum level level;
	enum redeem_mode mode;
	int64_t device_at; /* 0 = now */
	int64_t nonce;     /* keyed hash; 0 = none */
	/* Of the receipt: whose centre it was then, and who pays; 0 = not known. */
	int64_t siret, siren;
};

/* What the books say of one voucher and one centre, read in one look-up. */
struct voucher_facts {
	bool known; /* the pass is in the books */
	struct pass pass;
	enum programme_state programme_state;
	int64_t from_day, funder;
	int grace_days;
	char territory[512], kinds[128];
	bool centre_approved;                 /* by the operator, and redeems */
	bool centre_of_programme;             /* approved by the funder */
	char insee[6], postcode[6], epci[10]; /* of the centre */
	int64_t siret, siren;                 /* of its body, of the funder; 0 = not known */
	int attempt;                          /* reversals so far */
	struct redemption spent;              /* cause SPENT_NONE: not ended yet */
};

/* One presentation of a voucher. */
struct presentation {
	struct voucher token; /* all fields when it came as a token; else pass and number only */
	bool typed;           /* came as a typed code */
	bool specimen;
	int64_t centre;  /* 0 = nobody in particular: rules of centres are left out */
	int64_t used_at; /* now, or when an offline device scanned it */
	int64_t now;
	int kind;
	int64_t nonce;
};

/* The outcome that the rules of the field give. Pure; the order of the rules is the order told. */
enum outcome rules_outcome(const struct voucher_facts *facts, const struct presentation *shown);

/* What a voucher's token says: the 17 signed bytes of docs/architecture.md, as numbers.
 * A voucher is identified by (issuer, pass, number), never by its signature. */
#pragma once

#include <stdint.h>

enum {
	VOUCHERS_MAX = 15,       /* the format's limit */
	VOUCHERS_ISSUED_MIN = 5, /* the field's rule for a new pass */
	VOUCHERS_ISSUED_MAX = 10,
	VOUCHER_SPECIMEN = 1 << 0, /* flag: never redeemable */
	VOUCHER_DAY_ZERO = 18262   /* 2020-01-01, counted from 1970-01-01 */
};

struct voucher {
	int64_t pass;      /* 48 random bits */
	int issuer;        /* 1 ... 65535 */
	int key;           /* 0 ... 255; (issuer, key) names one public key */
	int number, total; /* 1 <= number <= total <= 15 */
	int64_t last_day;  /* days since 1970-01-01, inclusive, Paris calendar */
	int cents;         /* 1 ... 65535 */
	int kind;          /* of workshop, in the programme's list; 0 = any */
	int flags;
};

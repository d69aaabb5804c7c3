/* books.h with a pass 70, and what redemptions of its vouchers look like. */
#pragma once

#include "books.h"
#include "store/passes.h"
#include "store/spent.h"

static const struct pass pass = { .id = 70,
	                          .serial = 1,
	                          .programme = 1,
	                          .desk = 1,
	                          .issued_at = 1774350000,
	                          .total = 5,
	                          .cents = 1000,
	                          .last_day = 20818 };

static inline struct redemption use(int number, int attempt)
{
	return (struct redemption){ .id = spent_id(voucher_id(pass.id, number), attempt),
		                    .cause = SPENT_REDEEMED,
		                    .programme = 1,
		                    .at = 1774360000 + number,
		                    .cents = 1000,
		                    .centre = 2,
		                    .account = 9,
		                    .kind = 1,
		                    .minutes = 90,
		                    .level = LEVEL_PARTLY,
		                    .mode = MODE_OFFLINE,
		                    .device_at = 1774350001,
		                    .nonce = INT64_MAX,
		                    .siret = 99999999999999,
		                    .siren = 5550045 };
}

#define SPENT_BOOKS                                                                                \
	BOOKS_WITH_PROGRAMME;                                                                      \
	COMMITTED(passes_add(f.sql, &pass, 1, &err))

/* A small département for one test, on a fresh database: one funder, one open programme with money,
 * a desk, two centres that may redeem, one outside the territory. Time stands still until
 * world_at(). */
#pragma once

#include "base/auto.h"
#include "base/clock.h"
#include "database.h"
#include "domain/accounts.h"
#include "domain/callers.h"
#include "domain/correct.h"
#include "domain/issue.h"
#include "domain/keys.h"
#include "domain/programmes.h"
#include "domain/redeem.h"
#include "domain/report.h"
#include "domain/tokens.h"
#include "store/sites.h"
#include "store/sql.h"

enum {
	WORLD_CENTS = 1000,            /* of a voucher */
	WORLD_VOUCHERS = 5,            /* of a pass of world_issue() */
	WORLD_FUNDED_CENTS = 100000000 /* 20,000 passes */
};

struct world {
	struct test_database database;
	struct app_options options;
	char data[96];
	struct app *app;
	struct funder funder;
	struct programme programme; /* 2026-01-01 ... 2026-12-31, Charente, kinds 1 2 3 */
	int64_t desk, centre, other_centre, far_centre;
	struct caller office, agent, mediator, other_mediator, payer;
	struct redeem_item last; /* what the latest redeem or check said */
};

/* Where a new world's clock stands: 2026-03-24 12:00 in Paris. */
int64_t world_begins_at(void);

/* Aborts the program when it cannot be made. */
void world_open(struct world *world);
void world_close(struct world *world);

/* Move the clock of the world's own app. */
void world_at(struct world *world, int64_t at);
void world_on(struct world *world, const char *day); /* noon in Paris */

/* Another programme of the same funder, open and funded, with the same sites. */
void world_programme(struct world *world, struct programme *ret, int64_t cents);

/* Give a programme the rules of this one. */
bool world_change(struct world *world, const struct programme *programme, struct err *err);

/* A pass handed out; vouchers 1 ... 5. */
struct pass world_issue(struct world *world);
struct issue_request world_request(const struct world *world);

/* What is printed for voucher `number`. */
const char *world_token(struct world *world, const struct pass *pass, int number);
const char *world_code(struct world *world, const struct pass *pass, int number);

/* An item as a centre would send it. */
struct redeem_item world_item(int64_t centre, const char *text);

/* Redeem or check, online, without nonce. The name of the outcome; the rest is in `last`. */
const char *world_redeem(struct world *world, int64_t centre, const char *text);
const char *world_check(struct world *world, int64_t centre, const char *text);

/* The id of the latest redemption as it is shown. */
const char *world_redemption(struct world *world);

/* Everything that verbs may change but counts of wrong codes and the clock, as one text. The caller
 * frees it. */
char *world_books(struct world *world);

/* Are two such texts the same? Shows where they part. */
bool world_same(const char *before, const char *after, const char *file, int line);

/* The balances; checks that they sum to zero and that free_cents is the budget's. */
struct balances world_money(struct world *world, int64_t programme);

int64_t world_count(struct world *world, const char *text);

/* WORLD; begins a test: `w` and `err`. */
#define WORLD                                                                                      \
	AUTO(world_close) struct world w = { 0 };                                                  \
	struct err err = { 0 };                                                                    \
	(void)err;                                                                                 \
	world_open(&w)

/* The books are the same after `statement` as before. */
#define CHECK_UNCHANGED(statement)                                                                 \
	do {                                                                                       \
		char *before_ = world_books(&w), *after_;                                          \
		statement;                                                                         \
		after_ = world_books(&w);                                                          \
		world_same(before_, after_, __FILE__, __LINE__);                                   \
		free(before_);                                                                     \
		free(after_);                                                                      \
	} while (0)

#define CHECK_NAMED(call, class_, name_)                                                           \
	do {                                                                                       \
		if (CHECK_ERR(call, class_))                                                       \
			CHECK_TEXT(err.name, name_);                                               \
	} while (0)

/* What the books must say, kept in plain memory by a test: passes, vouchers and moves of money, and
 * the figures of any two dates counted one by one. Knows nothing of the program's tables. */
#pragma once

#include "domain/report.h"
#include "domain/redeem.h"
#include "model/pass.h"

enum { MODEL_PASSES = 256, MODEL_USES = 1024, MODEL_MOVES = 2048 };

struct model_pass {
	struct pass pass;
	bool open[VOUCHERS_MAX + 1]; /* by number: neither used nor revoked */
	bool used[VOUCHERS_MAX + 1];
};

/* One redemption or revocation of one voucher. */
struct model_use {
	int pass, number;
	enum spent_cause cause;
	int64_t at, reversed_at; /* 0 = stands */
	int64_t centre, id;
	char nonce[24];
	enum level level;
};

struct model_move {
	int64_t at;
	enum ledger_account debit, credit;
	int64_t cents;
};

struct model {
	struct programme programme; /* its state is kept up */
	size_t passes_count, uses_count, moves_count;
	struct model_pass passes[MODEL_PASSES];
	struct model_use uses[MODEL_USES];
	struct model_move moves[MODEL_MOVES];
};

void model_move(struct model *model, int64_t at, enum ledger_account debit,
                enum ledger_account credit, int64_t cents);
struct balances model_balances(const struct model *model, int64_t until_at);

/* A new pass and its money. */
void model_issue(struct model *model, const struct pass *pass);

/* End one voucher. */
struct model_use *model_end(struct model *model, int pass, int number, enum spent_cause cause,
                            int64_t at);

/* End all open ones of a pass; how many there were. Moves no money. */
int model_end_rest(struct model *model, int pass, enum spent_cause cause, int64_t at);
int model_left(const struct model *model, int pass);
void model_reverse(struct model *model, struct model_use *use, int64_t at);

/* What ended this voucher last and still stands; NULL = it is open. */
const struct model_use *model_last(const struct model *model, int pass, int number);

/* What presenting a voucher must give. */
const char *model_outcome(const struct model *model, int pass, int number,
                          const struct redeem_item *item, int64_t now);

/* Fill passes, vouchers and balances of a report between its two days. */
void model_report(const struct model *model, struct report *report);

/* A voucher is presented: checked, or redeemed once and only once. */
#pragma once

#include "base/buf.h"
#include "domain/app.h"
#include "model/account.h"
#include "model/redemption.h"
#include "store/idempotency.h"

enum {
	VOUCHER_TEXT_MAX = 512, /* token, URL or typed code as given */
	NONCE_TEXT_MAX = 128,
	REDEEM_BATCH_MAX = 128, /* in one transaction */
	REDEEM_LIST_MAX = 500,  /* in one call */
	REDEMPTION_TEXT_SIZE = 13
};

struct redeem_item {
	/* asked */
	struct caller caller;
	int64_t centre; /* of the caller; 0 = none (a check by the operator) */
	char voucher[VOUCHER_TEXT_MAX + 1];
	int kind, minutes; /* 0 = not said */
	enum level level;
	int64_t scanned_at; /* by an offline device; 0 = now */
	char nonce[NONCE_TEXT_MAX + 1];
	const char *key; /* Idempotency-Key of a single redemption; NULL = none; borrowed */
	bool check_only;

	/* filled by redeem_prepare() */
	struct presentation shown;
	int64_t serial;                   /* of a typed code's pass */
	int64_t key_list;                 /* version of the key list a token was verified with */
	bool settled;                     /* `outcome` is final: the books need not be asked */
	char proposal[VOUCHER_CODE_SIZE]; /* "voulez-vous dire ...?"; "" = none */

	struct idempotency claim; /* of `key` */
	bool claimed;

	/* filled by redeem_batch() */
	bool key_reused; /* the key was another voucher's: nothing happened, `outcome` is none */
	enum outcome outcome;
	struct voucher_facts facts;   /* known = false: say nothing of the voucher */
	struct redemption redemption; /* of redeemed and already_yours */
};

/* Read and verify what was presented: no database, no lock, any thread. Fails only on a request
 * that is no presentation at all (ERR_INPUT: kind, minutes or scanned_at out of range). */
bool redeem_prepare(const struct app *app, struct redeem_item *item, struct err *err);

/* Settle up to REDEEM_BATCH_MAX prepared items, of any callers, in one durable transaction: true
 * means every outcome is on disk. False: nothing happened, none may be told an outcome. */
bool redeem_batch(struct app *app, struct redeem_item *const *items, size_t count, struct err *err);

/* Claim the Idempotency-Key of a list for just these vouchers, before any of them is settled.
 * ERR_REFUSED "key_reused" when it was another request's. */
struct redeem_list {
	struct caller caller;
	const char *key;
	const struct redeem_item *items;
	size_t count;
};
bool redeem_claim(struct app *app, const struct redeem_list *list, struct err *err);

/* prepare + batch of one. */
bool redeem_one(struct app *app, struct redeem_item *item, struct err *err);

/* What a redemption would answer now. Consumes nothing; wrong typed codes count for a centre. */
bool redeem_check(struct app *app, struct redeem_item *item, struct err *err);

/* The signed receipt of a redemption: the same every time, whatever became of the centre since. */
bool redeem_receipt(const struct app *app, const struct redemption *redemption, struct buf *receipt,
                    struct err *err);

/* Ids of redemptions as they are shown: they tell nothing of pass or voucher. */
void redemption_format(const struct app *app, int64_t id, char to[static REDEMPTION_TEXT_SIZE]);
bool redemption_parse(const struct app *app, const char *text, int64_t *ret_id);

/* With a key list alone: authentic and in date? */
struct offline_check {
	enum outcome outcome;   /* OUTCOME_REDEEMED = as far as the key list can say */
	struct voucher voucher; /* of an authentic one */
};
bool check_offline(const char *key_list_note, const char *root_vkey, const char *text,
                   int64_t today_day, struct offline_check *ret, struct err *err);

/* Is it one of issue_specimen()'s, in which language? Nobody has signed it: anybody can make one,
 * and nothing but that it is a specimen may be said of it. */
bool redeem_is_specimen(const struct app *app, const char *text, enum language *ret_language);

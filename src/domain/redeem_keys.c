/* Idempotency-Keys of redemptions. A voucher cannot be redeemed twice with or without one; what a
 * key adds is that it cannot serve for another voucher, which would be a fault of the client. The
 * claim is a row in the transaction of the redemption: nobody without a key pays for it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "domain/joint_parts.h"
#include "domain/redeem.h"
#include "domain/redeem_parts.h"

void redeem_key_prepare(const struct app *app, struct redeem_item *item)
{
	item->claimed = item->key_reused = false;
	item->claim.hash[0] = '\0';
	if (item->key)
		joint_hash(app, "key", item->caller.account, item->key, item->claim.hash);
}

static void request_of(const struct app *app, struct redeem_item *item)
{
	char text[64];

	snprintf(text, sizeof text, "redeem %012llx %d", (unsigned long long)item->shown.token.pass,
	         item->shown.token.number);
	joint_hash(app, "request", item->caller.account, text, item->claim.request);
	item->claim.at = item->shown.now;
}

/* Only what succeeds is claimed: after a refusal the same key may be tried with the right voucher.
 */
static bool is_due(const struct redeem_item *item)
{
	return item->claim.hash[0] && !item->claimed && !item->check_only &&
	       (item->outcome == OUTCOME_REDEEMED || item->outcome == OUTCOME_ALREADY_YOURS);
}

/* In the order of their hashes, so that two batches never wait for each other. */
static int by_hash(const void *a, const void *b)
{
	const struct redeem_item *const *x = a, *const *y = b;

	return strcmp((*x)->claim.hash, (*y)->claim.hash);
}

static bool claim_all(struct app *app, struct redeem_item **items, size_t count, struct err *err)
{
	struct idempotency_share shares[REDEEM_BATCH_MAX];

	qsort(items, count, sizeof(struct redeem_item *), by_hash);
	for (size_t i = 0; i < count; i++) {
		request_of(app, items[i]);
		shares[i] = (struct idempotency_share){ .claim = &items[i]->claim };
	}
	if (!idempotency_claim_each(app->sql, shares, count, app_now(app) - IDEMPOTENCY_SECONDS,
	                            err))
		return false;
	for (size_t i = 0; i < count; i++) {
		items[i]->claimed = true;
		items[i]->key_reused = !shares[i].same;
		if (shares[i].same)
			continue;
		items[i]->settled = true;
		items[i]->outcome = OUTCOME_MALFORMED;
	}
	return true;
}

bool redeem_keys_claim(struct app *app, struct redeem_item *const *items, size_t count,
                       struct err *err)
{
	struct redeem_item *due[REDEEM_BATCH_MAX];
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (is_due(items[i]))
			due[n++] = items[i];
	return n == 0 || claim_all(app, due, n, err);
}

static bool claim_work(struct app *app, void *context, struct err *err)
{
	struct idempotency_share *share = context;

	return idempotency_claim_each(app->sql, share, 1, app_now(app) - IDEMPOTENCY_SECONDS, err);
}

bool redeem_claim(struct app *app, const struct redeem_list *list, struct err *err)
{
	struct idempotency claim = { .at = app_now(app) };
	struct idempotency_share share = { .claim = &claim };
	AUTO(buf_release) struct buf asked = { 0 };

	buf_adds(&asked, "redeem list\n");
	for (size_t i = 0; i < list->count; i++)
		buf_addf(&asked, "%s\n", list->items[i].voucher);
	if (!buf_check(&asked, err))
		return false;
	joint_hash(app, "key", list->caller.account, list->key, claim.hash);
	joint_hash(app, "request", list->caller.account, buf_text(&asked), claim.request);
	if (!transact(app, claim_work, &share, err))
		return false;
	return share.same || err_named(err, ERR_REFUSED, "key_reused",
	                               "this Idempotency-Key was another request's");
}

/* Between the parts of redeem. */
#pragma once

#include "domain/redeem.h"

/* The hash of an item's key, if it has one; nothing is claimed yet. */
void redeem_key_prepare(const struct app *app, struct redeem_item *item);

/* Claim the keys of items that succeed, in the transaction that redeems them; one that was another
 * voucher's settles its item. */
bool redeem_keys_claim(struct app *app, struct redeem_item *const *items, size_t count,
                       struct err *err);

/* Verify the token of an item against the keys as they are now. */
void redeem_prepare_token(const struct app *app, struct redeem_item *item);

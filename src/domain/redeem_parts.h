/* Between the two halves of redeem. */
#pragma once

#include "domain/redeem.h"

/* Verify the token of an item against the keys as they are now. */
void redeem_prepare_token(const struct app *app, struct redeem_item *item);

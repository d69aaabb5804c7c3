/* Signing keys and the public key list. */
#pragma once

#include "base/buf.h"
#include "domain/app.h"
#include "store/keys.h"

/* A new signing key for a programme and this year; the one before is retired (its vouchers stay
 * valid). Publishes a new key list. */
bool keys_rotate(struct app *app, int64_t programme, struct signing_key *ret, struct err *err);

/* A key is compromised: its vouchers are refused from now on. Says how much it had signed. */
bool keys_revoke(struct app *app, int number, int64_t *ret_passes, int64_t *ret_vouchers,
                 struct err *err);

/* The newest signed key list, and the vkey of the root that signs it. */
bool keys_list(struct app *app, struct buf *note, struct err *err);
bool keys_root(struct app *app, struct buf *vkey, struct err *err);

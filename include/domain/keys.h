/* Signing keys and the public key list. */
#pragma once

#include "base/buf.h"
#include "codec/vkey.h"
#include "domain/app.h"
#include "store/keys.h"

/* A new signing key for a programme and this year; the one before is retired (its vouchers stay
 * valid). Publishes a new key list. */
bool keys_rotate(struct app *app, int64_t programme, struct signing_key *ret, struct err *err);

/* A key is compromised: its vouchers are refused from now on. Says how much it had signed.
 * `reason` is looked at, not kept; NULL = none is told. ERR_MISSING "no_key", ERR_CONFLICT
 * "key_revoked". */
bool keys_revoke(struct app *app, int number, const char *reason, struct signing_work *ret,
                 struct err *err);

/* A new key for bundles; those of the one before are not believed any more. */
bool keys_rotate_bundle(struct app *app, struct err *err);

/* Publish the list again when it expires within 30 days; readers refuse an expired one. */
bool keys_renew(struct app *app, struct err *err);

/* See now what other processes have published; says the version of the key list in use. */
bool keys_reread(struct app *app, int64_t *ret_version, struct err *err);

/* The newest signed key list. */
bool keys_list(struct app *app, struct buf *note, struct err *err);

/* Its version in the books, which is the newest. */
bool keys_version(struct app *app, int64_t *ret, struct err *err);

/* Every signing key ever, sealed. */
bool keys_each(struct app *app, signing_key_fn *fn, void *context, struct err *err);

/* A voucher key. ERR_MISSING "no_key". */
bool keys_find(struct app *app, int number, struct signing_key *ret, struct err *err);

/* Voucher keys above a number (-1 = all), in ascending order, and what each has signed. */
bool keys_page(struct app *app, int64_t above, size_t limit, signing_work_fn *fn, void *context,
               struct err *err);
bool keys_signed(struct app *app, int number, struct signing_work *ret, struct err *err);

/* The vkey that checks what this key signs. */
bool keys_vkey_of(const struct signing_key *key, char to[static VKEY_TEXT_SIZE], struct err *err);

/* The vkey that checks what a purpose signs (KEY_ROOT: key lists; KEY_RECEIPT: receipts). */
bool keys_vkey(struct app *app, enum key_purpose purpose, struct buf *to, struct err *err);

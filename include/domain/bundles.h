/* What a centre's device takes along to judge vouchers without network: docs/bundle.md. */
#pragma once

#include "base/buf.h"
#include "domain/app.h"
#include "domain/redeem.h"
#include "model/account.h"

enum {
	BUNDLE_DAYS = 7, /* nobody should believe one that is older */
	BUNDLE_FILE_SIZE_MAX = 64 << 20
};

/* The passes of programmes as they were last read, shared by threads: a bundle costs a few look-ups
 * and a signature while nothing happens. */
struct bundles;

bool bundles_open(struct bundles **ret, struct err *err);
void bundles_close(struct bundles **bundles);

/* The bundle of the caller's centre, added to `to`, which is empty: the programmes that it may
 * redeem, and no others. The same bytes while nothing has happened and the day is the same.
 * ERR_FORBIDDEN "not_your_role" for who is of no centre. */
bool bundle_make(struct app *app, struct bundles *bundles, const struct caller *caller,
                 struct buf *to, struct err *err);

/* What a device would say of a voucher, with the bundle alone; the root's vkey must have certified
 * it, or NULL: the file itself is trusted. ERR_INPUT "bad_bundle", "bad_note", "bad_key",
 * "code_offline"; ERR_REFUSED "bundle_signature", "bundle_expired", "not_enough_signatures",
 * "key_list_expired". */
bool bundle_check(const struct buf *file, const char *root_vkey, const char *text, int64_t now,
                  struct offline_check *ret, struct err *err);

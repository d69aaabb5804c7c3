/* The open keys of an installation, shared by all threads of a process. */
#pragma once

#include "crypto/verify.h"
#include "domain/app.h"
#include "store/keys.h"

struct vault;
struct bundle;
struct receipt;

/* Open everything that the key file opens. The last vault_close() wipes it. */
bool vault_open(struct vault **ret, const struct app *app, const struct app_options *options,
                struct err *err);
struct vault *vault_share(struct vault *vault);
void vault_close(struct vault **vault);

/* Constant while the vault is open. */
const struct master *vault_master(const struct vault *vault);

/* Read keys and key list again when a newer list was published, by any process. */
bool vault_refresh(struct vault *vault, struct sql *sql, bool *ret_changed, struct err *err);

/* The key that signs a programme's new passes; false when there is none. */
bool vault_voucher_key(struct vault *vault, int64_t programme, struct signing_key *ret);

/* The 197 digits of a voucher, signed with the key it names. */
bool vault_sign_voucher(struct vault *vault, const struct voucher *voucher,
                        char to[static VOUCHER_DIGITS_SIZE], struct err *err);
bool vault_sign_receipt(struct vault *vault, const struct receipt *receipt, struct buf *to,
                        struct err *err);

bool vault_signs_bundles(struct vault *vault);

/* With the key of that key list: ERR_BUSY when it is another by now. */
bool vault_sign_bundle(struct vault *vault, const struct bundle *bundle, int64_t version,
                       struct buf *to, struct err *err);

/* The version of the key list in use. */
int64_t vault_version(struct vault *vault);

/* What the key list says of a token shown on that day, and which list. */
enum outcome vault_verify(struct vault *vault, const struct token *token, int64_t day,
                          int64_t *ret_version);

/* What a signing key is sealed as. */
enum { SEALED_NAME_SIZE = 32 };
void vault_sealed_name(const struct signing_key *key, char to[static SEALED_NAME_SIZE]);

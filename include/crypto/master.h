/* The master secret of an installation: 32 random bytes, sealed under what a key file holds (a
 * passphrase or random bytes). Sub-keys for typed codes, ids, tags... come from it by name, so the
 * key file may change without them. A master is constant once open: any number of threads. */
#pragma once

#include <stddef.h>

#include "base/buf.h"

enum { MASTER_KEY_FILE_SIZE_MAX = 4096 };

/* What is kept beside the data; worth nothing without the key file. */
struct master_lock {
	char salt[64];   /* base64 of 16 bytes for Argon2id */
	char probe[160]; /* the secret, sealed */
};

struct master;

/* `key_file` is the content of the file, 1 ... 4096 bytes; one line feed (or CR LF) at its end does
 * not count, so a file edited by hand works. ERR_INPUT "empty_key_file" or "key_file_too_large".
 * Both take some 60 ms and 64 MB: never on an event loop. */
bool master_open_new(struct master **ret, const void *key_file, size_t size,
                     struct master_lock *ret_lock, struct err *err);

/* ERR_REFUSED "wrong_key_file" when it does not fit the lock. */
bool master_open(struct master **ret, const void *key_file, size_t size,
                 const struct master_lock *lock, struct err *err);

/* Another key file for the same secret. */
bool master_lock_again(const struct master *master, const void *key_file, size_t size,
                       struct master_lock *ret_lock, struct err *err);

void master_close(struct master **master);

/* Seal a secret as base64 text, added to `to` (XChaCha20-Poly1305). `what` names it ("voucher key
 * 3"): the text opens under that name only. */
bool master_seal(const struct master *master, const char *what, const void *secret, size_t size,
                 struct buf *to, struct err *err);

/* ERR_REFUSED "unseal_failed" unless `text` is exactly `size` bytes sealed as `what`; `to` holds
 * zeros or what it held then. The caller wipes it. */
bool master_unseal(const struct master *master, const char *what, const char *text, void *to,
                   size_t size, struct err *err);

/* The same for a secret of any size, added to `to`; on failure `to` may have grown by zeros. */
bool master_unseal_text(const struct master *master, const char *what, const char *text,
                        struct buf *to, struct err *err);

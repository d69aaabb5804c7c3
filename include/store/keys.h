/* Signing keys (sealed) and the key lists that were published. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct sql;

enum key_purpose { KEY_ROOT, KEY_VOUCHER, KEY_RECEIPT, KEY_BUNDLE };
enum key_status { KEY_ACTIVE, KEY_RETIRED, KEY_REVOKED };

struct signing_key {
	enum key_purpose purpose;
	int number;          /* 0 ... 255 within its purpose; of a voucher key: in the token */
	int64_t programme;   /* of a voucher key, else 0 */
	char name[96];       /* of its vkey */
	char public_key[64]; /* base64 */
	char sealed[256];    /* base64 */
	int64_t not_before_day, not_after_day;
	enum key_status status;
};

typedef bool signing_key_fn(void *context, const struct signing_key *key, struct err *err);

/* ERR_CONFLICT when (purpose, number) is taken. */
bool signing_keys_add(struct sql *sql, const struct signing_key *key, struct err *err);

/* Every key, by purpose and number. */
bool signing_keys_each(struct sql *sql, signing_key_fn *fn, void *context, struct err *err);
bool signing_keys_change(struct sql *sql, const struct signing_key *key, struct err *err);

/* The next free number of a purpose; ERR_CONFLICT "no_key_number" after 255. */
bool signing_keys_next_number(struct sql *sql, enum key_purpose purpose, int *ret, struct err *err);

/* What a voucher key has signed. */
struct signing_work {
	int64_t passes, vouchers;
};

bool signing_keys_signed(struct sql *sql, int number, struct signing_work *ret, struct err *err);

/* Voucher keys above a number (-1 = all), in ascending order. */
typedef bool signing_work_fn(void *context, const struct signing_key *key,
                             const struct signing_work *work, struct err *err);
bool signing_keys_page(struct sql *sql, int64_t above, size_t limit, signing_work_fn *fn,
                       void *context, struct err *err);

/* Signed notes, borrowed. */
struct key_list {
	int64_t version, issued_day, expires_day;
	const char *note;
	const char *certificate; /* of the key of bundles; "" = there is none */
};
bool key_lists_add(struct sql *sql, const struct key_list *list, struct err *err);

/* The newest list, added to `note`; version 0 and nothing added before the first. */
bool key_lists_latest(struct sql *sql, int64_t *ret_version, struct buf *note, struct err *err);

/* The certificate that was published with that version, added to `word`. */
bool key_lists_certificate(struct sql *sql, int64_t version, struct buf *word, struct err *err);
bool key_lists_version(struct sql *sql, int64_t *ret_version, struct err *err);

/* Last day of the newest list; 0 before the first. */
bool key_lists_expires(struct sql *sql, int64_t *ret_day, struct err *err);

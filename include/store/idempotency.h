/* Answers kept for repeated calls: sealed texts under keyed hashes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct sql;

enum { IDEMPOTENCY_HASH_SIZE = 65 };

struct idempotency {
	char hash[IDEMPOTENCY_HASH_SIZE];    /* of who calls, and the key */
	char request[IDEMPOTENCY_HASH_SIZE]; /* of what was asked */
	int64_t at;
};

/* The one of that hash; its sealed reply is added to `reply`. */
bool idempotency_find(struct sql *sql, const char *hash, struct idempotency *ret, struct buf *reply,
                      bool *ret_found, struct err *err);

/* Claim the hash, in the transaction of the deed. `*ret_done` false: another call had it. */
bool idempotency_claim(struct sql *sql, const struct idempotency *claim, bool *ret_done,
                       struct err *err);
bool idempotency_answer(struct sql *sql, const char *hash, const char *reply, struct err *err);

/* Claim hashes for what is asked, or learn what they were claimed for since `since_at`, in the
 * transaction of the deeds; other writers of a hash wait. */
struct idempotency_share {
	const struct idempotency *claim;
	bool same; /* it is free, or was claimed for the same request */
};
bool idempotency_claim_each(struct sql *sql, struct idempotency_share *shares, size_t count,
                            int64_t since_at, struct err *err);

/* Drop those of `at` and before. */
bool idempotency_forget(struct sql *sql, int64_t at, struct err *err);

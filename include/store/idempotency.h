/* Answers kept for repeated calls: sealed texts under keyed hashes. */
#pragma once

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

/* Drop those of `at` and before. */
bool idempotency_forget(struct sql *sql, int64_t at, struct err *err);

/* Passes and which of their vouchers are used, in few bytes: what an offline device carries
 * (docs/bundle.md). 48 random bits each, sorted, cost 1.5 + log2(2^48 / count) bits.
 *
 *   count     4 bytes, the highest first
 *   low       1 byte: the largest number with count * 2^low <= 2^48
 *   width     1 byte: bits of a mask, 0 ... 15
 *   then bits, the highest of each byte first, and zeros to the end of the last byte. For each
 * pass: gap >> low ones and a zero; the `low` low bits of the gap; `width` bits, voucher 1 first
 *
 * where the gap is the number of ids left out between the pass and the one before it (-1). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PASS_SET_HEAD_SIZE = 6, PASS_SET_COUNT_MAX = 2000000, PASS_SET_WIDTH_MAX = 15 };

struct pass_mark {
	int64_t pass;  /* 48 bits */
	unsigned used; /* bit n - 1: voucher n cannot be used now */
};

/* `{ 0 }` is an empty one. Who fills it keeps it sorted by pass, each once, masks in `width`. */
struct pass_set {
	size_t count, room;
	int width;
	struct pass_mark *marks;
};

void pass_set_release(struct pass_set *set);

/* At the end. */
bool pass_set_add(struct pass_set *set, const struct pass_mark *mark, struct err *err);
void pass_set_sort(struct pass_set *set);

/* ERR_SYSTEM: more than PASS_SET_COUNT_MAX. */
bool pass_set_format(const struct pass_set *set, struct buf *to, struct err *err);

/* Read one that begins there, and say where it ends. ERR_INPUT "bad_bundle". There is one text for
 * a set. */
bool pass_set_parse(struct pass_set *ret, const char *data, size_t size, size_t *ret_used,
                    struct err *err);

/* Borrowed; NULL when it is not among them. */
const struct pass_mark *pass_set_find(const struct pass_set *set, int64_t pass);

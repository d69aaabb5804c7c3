/* Growable bytes. Always ends with a '\0' that `size` does not count. */
#pragma once

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

struct buf {
	char *data; /* "" when empty, never NULL after buf_text() */
	size_t size, capacity;
	bool failed;    /* memory ran out: everything added since is lost */
	bool is_secret; /* set while empty: growing and releasing leave no copy of its bytes */
};

/* `struct buf b = { 0 };` is an empty one. buf_release() empties it for good. */
void buf_release(struct buf *buf);

/* The same for one that turned out to hold a secret: its bytes are overwritten first. */
void buf_wipe(struct buf *buf);

/* Adding never fails at the call: a lack of memory is remembered and said by buf_check(). */
void buf_add(struct buf *buf, const void *data, size_t size);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *buf, const char *format, va_list args);

/* Forget the content, keep the memory. */
void buf_clear(struct buf *buf);

/* False, with the sentence, when anything was lost. */
bool buf_check(const struct buf *buf, struct err *err);

/* The content as text; borrowed until the next change. */
const char *buf_text(const struct buf *buf);

/* Hand the bytes over; the caller frees them. NULL when failed; the buffer is empty afterwards. */
char *buf_take(struct buf *buf);

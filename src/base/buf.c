#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_release(struct buf *buf)
{
	if (buf->is_secret && buf->data)
		explicit_bzero(buf->data, buf->capacity);
	free(buf->data);
	*buf = (struct buf){ 0 };
}

void buf_wipe(struct buf *buf)
{
	buf->is_secret = true;
	buf_release(buf);
}

/* realloc() would leave the old bytes where they were. */
static char *move(const struct buf *buf, size_t capacity)
{
	char *data = malloc(capacity);

	if (!data || !buf->data)
		return data;
	memcpy(data, buf->data, buf->size);
	explicit_bzero(buf->data, buf->capacity);
	free(buf->data);
	return data;
}

static bool reserve(struct buf *buf, size_t more)
{
	size_t need, capacity;
	char *data;

	if (buf->failed || __builtin_add_overflow(buf->size, more, &need) || need >= SIZE_MAX / 2)
		return !(buf->failed = true);
	if (need < buf->capacity)
		return true;
	capacity = need + need / 2 + 64;
	data = buf->is_secret ? move(buf, capacity) : realloc(buf->data, capacity);
	if (!data)
		return !(buf->failed = true);
	buf->data = data;
	buf->capacity = capacity;
	return true;
}

void buf_add(struct buf *buf, const void *data, size_t size)
{
	if (!reserve(buf, size))
		return;
	if (size)
		memcpy(buf->data + buf->size, data, size);
	buf->size += size;
	buf->data[buf->size] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addv(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int size;

	va_copy(again, args);
	size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (size < 0 || !reserve(buf, (size_t)size)) {
		buf->failed = true;
		return;
	}
	vsnprintf(buf->data + buf->size, (size_t)size + 1, format, args);
	buf->size += (size_t)size;
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_addv(buf, format, args);
	va_end(args);
}

void buf_clear(struct buf *buf)
{
	buf->size = 0;
	buf->failed = false;
	if (buf->data)
		buf->data[0] = '\0';
}

bool buf_check(const struct buf *buf, struct err *err)
{
	return !buf->failed || err_memory(err);
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
	char *data;

	buf_add(buf, "", 0);
	data = buf->failed ? NULL : buf->data;
	if (buf->failed)
		buf_release(buf);
	*buf = (struct buf){ 0 };
	return data;
}

/* JSON written straight into a buffer; commas come by themselves:
 *
 *	struct json_writer json = { .to = &buf };
 *
 *	json_write_begin_object(&json);
 *	json_write_field_text(&json, "outcome", "redeemed");
 *	json_write_end_object(&json);
 *
 * Begin and end must match; a lack of memory is said by buf_check(). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct json_writer {
	struct buf *to; /* borrowed */
	bool comma;     /* the next value or name follows another */
};

void json_write_begin_object(struct json_writer *json);
void json_write_end_object(struct json_writer *json);
void json_write_begin_array(struct json_writer *json);
void json_write_end_array(struct json_writer *json);
void json_write_name(struct json_writer *json, const char *name);

/* NULL writes null; bytes that are not UTF-8 become U+FFFD, so that the result is always JSON. */
void json_write_text(struct json_writer *json, const char *text);
void json_write_int(struct json_writer *json, int64_t value);
void json_write_bool(struct json_writer *json, bool value);
void json_write_null(struct json_writer *json);

/* With at most 9 decimals, whatever the locale; what is not finite, or beyond 10^9, writes null. */
void json_write_decimal(struct json_writer *json, double value, int decimals);

/* Text that is one JSON value already. */
void json_write_raw(struct json_writer *json, const char *value, size_t size);

/* A name and its value. */
void json_write_field_text(struct json_writer *json, const char *name, const char *text);
void json_write_field_int(struct json_writer *json, const char *name, int64_t value);
void json_write_field_bool(struct json_writer *json, const char *name, bool value);

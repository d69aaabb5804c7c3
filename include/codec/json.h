/* JSON read strictly: UTF-8 only, no duplicate names, no trailing bytes, bounded depth. The caller
 * bounds the size. A tree is owned by its root; inner nodes and texts are borrowed until the root
 * is closed. Tables of fields: codec/json_fields.h; writing: codec/json_write.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { JSON_DEPTH_MAX = 32 };

enum json_kind {
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_INT,  /* written without fraction or exponent, fits in 64 bits */
	JSON_IS_REAL, /* any other number */
	JSON_IS_TEXT,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT
};

struct json;

/* Read one object or array. ERR_INPUT "bad_json" with line, column and reason otherwise; the
 * sentence never repeats the input. The caller closes `*ret`. */
bool json_parse(struct json **ret, const char *data, size_t size, struct err *err);
void json_close(struct json **json);

/* NULL counts as a null. */
enum json_kind json_kind(const struct json *node);

/* The English name of a kind, for sentences: "a text", "an object"... */
const char *json_kind_name(enum json_kind kind);

/* The member of an object; NULL when there is none or when `object` is not one. */
const struct json *json_get(const struct json *object, const char *name);

/* The value of a node, when it is of that kind. */
const char *json_text(const struct json *node); /* NULL when it is not a text */
bool json_int(const struct json *node, int64_t *ret);
bool json_number(const struct json *node, double *ret); /* integers too */
bool json_bool(const struct json *node, bool *ret);

/* Entries of an array or members of an object; 0 for any other kind. */
size_t json_count(const struct json *node);

/* The entry of an array; NULL beyond its end. */
const struct json *json_at(const struct json *array, size_t index);

/* Call `fn` for each member, in the order written, until it returns false; return what the last
 * call did. An object without members is true. */
typedef bool (*json_member_fn)(void *context, const char *name, const struct json *value,
                               struct err *err);
bool json_each(const struct json *object, json_member_fn fn, void *context, struct err *err);

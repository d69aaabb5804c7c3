/* One table reads an object into a struct and refuses everything it does not name:
 *
 *	static const struct json_field fields[] = {
 *		{ "voucher", JSON_FIELD_TEXT(struct call, voucher), .required = true },
 *		{ "minutes", JSON_FIELD_INT(struct call, minutes, 1, 600) },
 *	};
 *
 * A member that is absent or null leaves the struct as the caller prepared it. */
#pragma once

#include <stddef.h>

#include "codec/json.h"

enum json_field_kind {
	JSON_FIELD_IS_TEXT,   /* char[]: refused when it does not fit */
	JSON_FIELD_IS_INT,    /* int64_t */
	JSON_FIELD_IS_NUMBER, /* double */
	JSON_FIELD_IS_BOOL,   /* bool */
	JSON_FIELD_IS_LIST,   /* const struct json *, borrowed from the tree */
	JSON_FIELD_IS_OBJECT  /* the same */
};

struct json_field {
	const char *name;
	enum json_field_kind kind;
	size_t offset, size; /* of the member in the caller's struct, bytes */
	int64_t min, max;    /* both allowed */
	bool required;
};

#define JSON_FIELD_AT(is, type, member)                                                            \
	.kind = (is), .offset = offsetof(type, member), .size = sizeof(((type *)0)->member)
#define JSON_FIELD_TEXT(type, member) JSON_FIELD_AT(JSON_FIELD_IS_TEXT, type, member)
#define JSON_FIELD_INT(type, member, least, most)                                                  \
	JSON_FIELD_AT(JSON_FIELD_IS_INT, type, member), .min = (least), .max = (most)
#define JSON_FIELD_NUMBER(type, member, least, most)                                               \
	JSON_FIELD_AT(JSON_FIELD_IS_NUMBER, type, member), .min = (least), .max = (most)
#define JSON_FIELD_BOOL(type, member) JSON_FIELD_AT(JSON_FIELD_IS_BOOL, type, member)
#define JSON_FIELD_LIST(type, member) JSON_FIELD_AT(JSON_FIELD_IS_LIST, type, member)
#define JSON_FIELD_OBJECT(type, member) JSON_FIELD_AT(JSON_FIELD_IS_OBJECT, type, member)

/* Fill the struct at `into`. ERR_INPUT with one of the names "wrong_type", "unknown_field",
 * "missing_field", "out_of_range", "too_long"; err->field and the sentence name the field, never
 * its value.
 * After a failure the struct holds the fields read so far. */
bool json_fields_read(const struct json *object, const struct json_field *fields, size_t count,
                      void *into, struct err *err);

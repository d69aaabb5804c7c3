/* A JSON body read by a table of fields. */
#pragma once

#include "codec/json_fields.h"
#include "http/message.h"

enum {
	BODY_WORD_SIZE = 24, /* a text field of this size takes an integer too: ids, levels */
	BODY_FIELDS_MAX = 32 /* of one table */
};

/* Is it said to be of that type, with or without parameters? */
bool body_is(const struct http_request *request, const char *type);

/* ERR_INPUT "not_json", "empty_body", "bad_json". The caller closes `*ret`. */
bool body_parse(const struct http_request *request, struct json **ret, struct err *err);

/* json_fields_read(), and words that were written as integers. */
bool body_read(const struct json *object, const struct json_field *fields, size_t count, void *into,
               struct err *err);

/* body_parse() and body_read(). */
bool body_fill(const struct http_request *request, const struct json_field *fields, size_t count,
               void *into, struct err *err);

/* The same over what `into` holds already (RFC 7396): no field is required, what is not named
 * stays, and null clears. A text gets empty, a list gets null, an integer 0 and a number NAN; what
 * cannot be none is "wrong_type". */
bool body_patch(const struct json *object, const struct json_field *fields, size_t count,
                void *into, struct err *err);

/* An id as answers write it. ERR_INPUT "bad_id". */
bool body_id(const char *text, int64_t *ret, struct err *err);
void body_write_id(char to[static BODY_WORD_SIZE], int64_t id);

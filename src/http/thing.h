/* What calls about things that people and programs edit have in common. */
#pragma once

#include "codec/json_write.h"
#include "http/body.h"
#include "http/message.h"
#include "model/geo.h"

/* The id in the path, from 0; no id at all is 0, which nothing has. */
int64_t thing_id(const struct http_request *request, size_t index);

/* Begin the answer: 200, and its version as ETag. */
void thing_begin(struct http_reply *reply, int64_t version);

/* Begin that of a new one, which is at /api/v1/NOUN/ID: 201. */
void thing_begin_new(struct http_reply *reply, const char *noun, int64_t id, int64_t version);

/* Members; an id or an instant of 0, no point and an empty text are null. */
void thing_write_id(struct json_writer *json, const char *name, int64_t id);
void thing_write_day(struct json_writer *json, const char *name, int64_t day);
void thing_write_instant(struct json_writer *json, const char *name, int64_t at);
void thing_write_point(struct json_writer *json, bool has_point, struct geo_point point);
void thing_write_text(struct json_writer *json, const char *name, const char *text);

/* A member that is a list in JSON and one text in the books. */
struct thing_list {
	const char *name;
	char separator;  /* between its words there */
	bool is_numbers; /* integers in JSON, else texts */
};

void thing_write_list(struct json_writer *json, const struct thing_list *list, const char *text);

/* Back again; a null is an empty list. ERR_INPUT "wrong_type", "too_long", "out_of_range" (an empty
 * word, or one with the separator in it), with the field. */
bool thing_read_list(const struct thing_list *list, const struct json *from, char *to, size_t size,
                     struct err *err);

/* An id under the name of the field; "" is 0. ERR_INPUT "bad_id". */
bool thing_read_id(const char *text, const char *name, int64_t *ret, struct err *err);

/* "2026-11-22", under the name of the field. ERR_INPUT "bad_date". */
bool thing_read_day(const char *text, const char *name, int64_t *ret_day, struct err *err);

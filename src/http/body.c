#include "http/body.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "base/text.h"

bool body_is(const struct http_request *request, const char *type)
{
	const char *given = request->content_type;
	size_t size = strlen(type);

	if (!given || strncasecmp(given, type, size) != 0)
		return false;
	size += strspn(given + size, " \t");
	return given[size] == '\0' || given[size] == ';';
}

bool body_parse(const struct http_request *request, struct json **ret, struct err *err)
{
	if (!body_is(request, "application/json"))
		return err_named(err, ERR_INPUT, "not_json", "the body must be application/json");
	if (request->body_size == 0)
		return err_named(err, ERR_INPUT, "empty_body", "the body is empty");
	return json_parse(ret, request->body, request->body_size, err);
}

/* A field of BODY_WORD_SIZE bytes whose value is an integer is read as one, then written out. */
static bool is_numbered(const struct json *object, const struct json_field *field)
{
	return field->kind == JSON_FIELD_IS_TEXT && field->size == BODY_WORD_SIZE &&
	       json_kind(json_get(object, field->name)) == JSON_IS_INT;
}

bool body_read(const struct json *object, const struct json_field *fields, size_t count, void *into,
               struct err *err)
{
	struct json_field table[BODY_FIELDS_MAX];

	assert(count <= BODY_FIELDS_MAX);
	memcpy(table, fields, count * sizeof *table);
	for (size_t i = 0; i < count; i++)
		if (is_numbered(object, &table[i])) {
			table[i].kind = JSON_FIELD_IS_INT;
			table[i].size = sizeof(int64_t);
			table[i].min = INT64_MIN;
			table[i].max = INT64_MAX;
		}
	if (!json_fields_read(object, table, count, into, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_numbered(object, &fields[i])) {
			char *word = (char *)into + fields[i].offset;
			int64_t number;

			memcpy(&number, word, sizeof number);
			body_write_id(word, number);
		}
	return true;
}

/* A member that is there, and null. */
static bool clear(const struct json *value, const struct json_field *field, void *into,
                  struct err *err)
{
	char *to = (char *)into + field->offset;
	const double none = NAN;

	switch (field->kind) {
	case JSON_FIELD_IS_TEXT:
		*to = '\0';
		return true;
	case JSON_FIELD_IS_LIST:
		memcpy(to, &value, sizeof value);
		return true;
	case JSON_FIELD_IS_NUMBER:
		memcpy(to, &none, sizeof none);
		return true;
	case JSON_FIELD_IS_INT:
		if (field->min > 0)
			break;
		memset(to, 0, field->size);
		return true;
	case JSON_FIELD_IS_BOOL:
	case JSON_FIELD_IS_OBJECT:
		break;
	}
	return err_named(err, ERR_INPUT, "wrong_type", "\"%s\" may not be null", field->name) ||
	       err_field(field->name, err);
}

bool body_patch(const struct json *object, const struct json_field *fields, size_t count,
                void *into, struct err *err)
{
	struct json_field table[BODY_FIELDS_MAX];

	assert(count <= BODY_FIELDS_MAX);
	memcpy(table, fields, count * sizeof *table);
	for (size_t i = 0; i < count; i++)
		table[i].required = false;
	if (!body_read(object, table, count, into, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct json *value = json_get(object, fields[i].name);

		if (value && json_kind(value) == JSON_IS_NULL &&
		    !clear(value, &fields[i], into, err))
			return false;
	}
	return true;
}

bool body_fill(const struct http_request *request, const struct json_field *fields, size_t count,
               void *into, struct err *err)
{
	AUTO(json_close) struct json *json = NULL;

	return body_parse(request, &json, err) && body_read(json, fields, count, into, err);
}

bool body_id(const char *text, int64_t *ret, struct err *err)
{
	return (text_parse_int(text, ret) && *ret > 0) ||
	       err_named(err, ERR_INPUT, "bad_id", "that is no id");
}

void body_write_id(char to[static BODY_WORD_SIZE], int64_t id)
{
	snprintf(to, BODY_WORD_SIZE, "%" PRId64, id);
}

#include "http/body.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "base/text.h"

static bool is_json(const char *content_type)
{
	static const char json[] = "application/json";
	size_t size = sizeof json - 1;

	if (!content_type || strncasecmp(content_type, json, size) != 0)
		return false;
	size += strspn(content_type + size, " \t");
	return content_type[size] == '\0' || content_type[size] == ';';
}

bool body_parse(const struct http_request *request, struct json **ret, struct err *err)
{
	if (!is_json(request->content_type))
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

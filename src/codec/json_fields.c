#include "codec/json_fields.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

static const struct {
	enum json_kind wants;
	size_t size; /* of the member; 0 is any */
} kinds[] = {
	[JSON_FIELD_IS_TEXT] = { JSON_IS_TEXT, 0 },
	[JSON_FIELD_IS_INT] = { JSON_IS_INT, sizeof(int64_t) },
	[JSON_FIELD_IS_NUMBER] = { JSON_IS_REAL, sizeof(double) },
	[JSON_FIELD_IS_BOOL] = { JSON_IS_BOOL, sizeof(bool) },
	[JSON_FIELD_IS_LIST] = { JSON_IS_ARRAY, sizeof(struct json *) },
	[JSON_FIELD_IS_OBJECT] = { JSON_IS_OBJECT, sizeof(struct json *) },
};

static bool wrong_type(const struct json_field *field, const struct json *value, struct err *err)
{
	return err_named(err, ERR_INPUT, "wrong_type", "\"%s\" must be %s, not %s", field->name,
	                 field->kind == JSON_FIELD_IS_NUMBER
	                         ? "a number"
	                         : json_kind_name(kinds[field->kind].wants),
	                 json_kind_name(json_kind(value)));
}

static bool out_of_range(const struct json_field *field, struct err *err)
{
	return err_named(err, ERR_INPUT, "out_of_range", "\"%s\" must be from %lld to %lld",
	                 field->name, (long long)field->min, (long long)field->max) ||
	       err_limits(field->min, field->max, err);
}

static bool read_int(const struct json_field *field, const struct json *value, void *to,
                     struct err *err)
{
	int64_t number = 0;

	json_int(value, &number);
	if (number < field->min || number > field->max)
		return out_of_range(field, err);
	memcpy(to, &number, sizeof number);
	return true;
}

static bool read_number(const struct json_field *field, const struct json *value, void *to,
                        struct err *err)
{
	double number;

	if (!json_number(value, &number))
		return wrong_type(field, value, err);
	if (!(number >= (double)field->min && number <= (double)field->max))
		return out_of_range(field, err);
	memcpy(to, &number, sizeof number);
	return true;
}

static bool read_field(const struct json_field *field, const struct json *value, char *into,
                       struct err *err)
{
	void *to = into + field->offset;
	bool truth = false;

	assert(!kinds[field->kind].size || kinds[field->kind].size == field->size);
	if (field->kind == JSON_FIELD_IS_NUMBER)
		return read_number(field, value, to, err);
	if (json_kind(value) != kinds[field->kind].wants)
		return wrong_type(field, value, err);
	switch (field->kind) {
	case JSON_FIELD_IS_TEXT:
		return text_copy(to, field->size, json_text(value)) ||
		       err_named(err, ERR_INPUT, "too_long", "\"%s\" is longer than %zu bytes",
		                 field->name, field->size - 1);
	case JSON_FIELD_IS_BOOL:
		json_bool(value, &truth);
		memcpy(to, &truth, sizeof truth);
		return true;
	case JSON_FIELD_IS_LIST:
	case JSON_FIELD_IS_OBJECT:
		memcpy(to, &value, sizeof value);
		return true;
	case JSON_FIELD_IS_INT:
	case JSON_FIELD_IS_NUMBER:
		break;
	}
	return read_int(field, value, to, err);
}

struct table {
	const struct json_field *fields;
	size_t count;
};

/* The name was chosen by a stranger: shown cut, and without what could upset a terminal. */
static bool unknown_field(const char *name, struct err *err)
{
	char shown[40];

	TEXT_COPY(shown, name);
	for (char *c = shown; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	return err_named(err, ERR_INPUT, "unknown_field", "unknown field \"%s\"", shown);
}

static bool check_known(void *context, const char *name, const struct json *value, struct err *err)
{
	const struct table *table = context;

	(void)value;
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->fields[i].name, name) == 0)
			return true;
	return unknown_field(name, err);
}

bool json_fields_read(const struct json *object, const struct json_field *fields, size_t count,
                      void *into, struct err *err)
{
	struct table table = { fields, count };

	if (json_kind(object) != JSON_IS_OBJECT)
		return err_named(err, ERR_INPUT, "wrong_type", "an object is expected, not %s",
		                 json_kind_name(json_kind(object)));
	if (!json_each(object, check_known, &table, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct json *value = json_get(object, fields[i].name);

		if (json_kind(value) == JSON_IS_NULL) {
			if (fields[i].required)
				return err_named(err, ERR_INPUT, "missing_field",
				                 "\"%s\" is missing", fields[i].name) ||
				       err_field(fields[i].name, err);
		} else if (!read_field(&fields[i], value, into, err)) {
			return err_field(fields[i].name, err);
		}
	}
	return true;
}

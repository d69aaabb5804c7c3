/* JSON: read, written again, read as the same; and read by a table of fields into a struct. */
#include "codec/json.h"

#include <math.h>

#include "base/text.h"
#include "codec/json_write.h"
#include "fuzz.h"
#include "http/body.h"

struct fields {
	char before[8];
	char text[12];
	char between[8];
	char word[BODY_WORD_SIZE];
	char after[8];
	int64_t small, any;
	double number;
	bool truth;
	const struct json *list, *object;
};

static const struct json_field fields[] = {
	{ "text", JSON_FIELD_TEXT(struct fields, text) },
	{ "word", JSON_FIELD_TEXT(struct fields, word) },
	{ "small", JSON_FIELD_INT(struct fields, small, -3, 600) },
	{ "any", JSON_FIELD_INT(struct fields, any, INT64_MIN, INT64_MAX) },
	{ "number", JSON_FIELD_NUMBER(struct fields, number, -90, 90) },
	{ "truth", JSON_FIELD_BOOL(struct fields, truth) },
	{ "list", JSON_FIELD_LIST(struct fields, list) },
	{ "object", JSON_FIELD_OBJECT(struct fields, object) },
};

static void write(const struct json *node, struct json_writer *json);

static bool write_member(void *context, const char *name, const struct json *value, struct err *err)
{
	(void)err;
	json_write_name(context, name);
	write(value, context);
	return true;
}

static void write(const struct json *node, struct json_writer *json)
{
	struct err err;
	int64_t integer = 0;
	double number = 0;
	bool truth = false;

	switch (json_kind(node)) {
	case JSON_IS_NULL:
		json_write_null(json);
		break;
	case JSON_IS_BOOL:
		MUST(json_bool(node, &truth));
		json_write_bool(json, truth);
		break;
	case JSON_IS_INT:
		MUST(json_int(node, &integer));
		json_write_int(json, integer);
		break;
	case JSON_IS_REAL:
		MUST(json_number(node, &number) && isfinite(number));
		json_write_decimal(json, number, 9);
		break;
	case JSON_IS_TEXT:
		json_write_text(json, json_text(node));
		break;
	case JSON_IS_ARRAY:
		json_write_begin_array(json);
		for (size_t i = 0; i < json_count(node); i++)
			write(json_at(node, i), json);
		json_write_end_array(json);
		break;
	case JSON_IS_OBJECT:
		json_write_begin_object(json);
		MUST(json_each(node, write_member, json, &err));
		json_write_end_object(json);
		break;
	}
}

static void must_be_same(const struct json *a, const struct json *b);

static bool must_be_member(void *context, const char *name, const struct json *value,
                           struct err *err)
{
	(void)err;
	must_be_same(value, json_get(context, name));
	return true;
}

/* `b` was written of `a`, with nine decimals. */
static void must_be_same(const struct json *a, const struct json *b)
{
	int64_t integers[2];
	double numbers[2];
	struct err err;

	if (json_kind(a) == JSON_IS_REAL) {
		MUST(json_number(a, &numbers[0]));
		MUST(json_number(b, &numbers[1]) ? fabs(numbers[0] - numbers[1]) < 1.5e-7
		                                 : fabs(numbers[0]) > 1e9);
		return;
	}
	MUST(json_kind(a) == json_kind(b) && json_count(a) == json_count(b));
	if (json_int(a, &integers[0]))
		MUST(json_int(b, &integers[1]) && integers[0] == integers[1]);
	if (json_text(a)) {
		MUST(strcmp(json_text(a), json_text(b)) == 0);
		MUST(text_is_utf8(json_text(a), strlen(json_text(a))));
	}
	for (size_t i = 0; json_kind(a) == JSON_IS_ARRAY && i < json_count(a); i++)
		must_be_same(json_at(a, i), json_at(b, i));
	if (json_kind(a) == JSON_IS_OBJECT)
		MUST(json_each(a, must_be_member, (void *)(uintptr_t)b, &err));
}

static void check_fields(const struct fields *f, const struct json *json)
{
	const char *text = json_text(json_get(json, "text"));
	int64_t integer;

	MUST(strcmp(f->text, text ? text : "") == 0);
	MUST(f->small >= -3 && f->small <= 600 && f->number >= -90 && f->number <= 90);
	if (json_int(json_get(json, "word"), &integer)) {
		int64_t again;

		MUST(text_parse_int(f->word, &again) && again == integer);
	}
	MUST(!json_int(json_get(json, "any"), &integer) || integer == f->any);
	MUST(!f->list || json_kind(f->list) == JSON_IS_ARRAY);
	MUST(!f->object || json_kind(f->object) == JSON_IS_OBJECT);
}

static void read_fields(const struct json *json)
{
	struct fields f = { .before = "before", .between = "between", .after = "after" };
	struct err err;

	if (body_read(json, fields, COUNT_OF(fields), &f, &err))
		check_fields(&f, json);
	else
		MUST(err.code == ERR_INPUT && err.name[0] && err.text[0]);
	MUST(strcmp(f.before, "before") == 0 && strcmp(f.between, "between") == 0 &&
	     strcmp(f.after, "after") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(json_close) struct json *json = NULL, *again = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct json_writer writer = { .to = &text };
	struct err err;

	if (!json_parse(&json, (const char *)data, size, &err)) {
		MUST(err.code == ERR_INPUT && strcmp(err.name, "bad_json") == 0);
		MUST(text_is_utf8(err.text, strlen(err.text)));
		return 0;
	}
	MUST(text_is_utf8((const char *)data, size));
	write(json, &writer);
	MUST(text_is_utf8(text.data, text.size));
	MUST(json_parse(&again, text.data, text.size, &err));
	must_be_same(json, again);
	read_fields(json);
	return 0;
}

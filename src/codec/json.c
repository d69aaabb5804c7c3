#include "codec/json.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is parsed may hold a password, and the library keeps copies of it in several places: all
 * that it gives back is overwritten. Its own size lies before each block. */
union block {
	size_t size; /* of all of it */
	max_align_t align;
};

static void *block_new(size_t size)
{
	union block *block;

	if (size > SIZE_MAX - sizeof *block)
		return NULL;
	block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->size = sizeof *block + size;
	return block + 1;
}

static void block_wipe(void *memory)
{
	union block *block = memory;

	if (!block)
		return;
	block--;
	explicit_bzero(block, block->size);
	free(block);
}

/* The library has one pair of functions for the whole program: set before there is a thread. */
__attribute__((constructor)) static void use_blocks(void)
{
	json_set_alloc_funcs(block_new, block_wipe);
}

/* A `struct json` is a json_t by another name, so that this file stays the library's only door. */
static json_t *inner(const struct json *node)
{
	return (json_t *)(uintptr_t)node;
}

/* Depth is counted before the library recurses: its own bound of 2048 is far above ours. */
static bool check_depth(const char *data, size_t size, struct err *err)
{
	size_t depth = 0;
	bool in_text = false;

	for (size_t i = 0; i < size; i++) {
		if (in_text && data[i] == '\\')
			i++;
		else if (data[i] == '"')
			in_text = !in_text;
		else if (!in_text && (data[i] == '{' || data[i] == '['))
			depth++;
		else if (!in_text && depth && (data[i] == '}' || data[i] == ']'))
			depth--;
		if (depth > JSON_DEPTH_MAX)
			return err_named(err, ERR_INPUT, "bad_json", "JSON nested deeper than %d",
			                 JSON_DEPTH_MAX);
	}
	return true;
}

bool json_parse(struct json **ret, const char *data, size_t size, struct err *err)
{
	json_error_t error = { 0 };
	json_t *root;

	if (!check_depth(data, size, err))
		return false;
	if (size && memchr(data, '\0', size)) /* the library overlooks one after a number */
		return err_named(err, ERR_INPUT, "bad_json", "not JSON: it has a zero byte");
	root = json_loadb(data, size, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		/* "... near 'x'" would repeat what was sent, maybe a secret, to logs and screens */
		char *near = strstr(error.text, " near '");

		if (near)
			*near = '\0';
		return err_named(err, ERR_INPUT, "bad_json", "not JSON at line %d, column %d: %s",
		                 error.line, error.column, error.text);
	}
	*ret = (struct json *)root;
	return true;
}

void json_close(struct json **json)
{
	json_decref(inner(*json));
	*json = NULL;
}

enum json_kind json_kind(const struct json *node)
{
	static const enum json_kind kinds[] = {
		[JSON_OBJECT] = JSON_IS_OBJECT, [JSON_ARRAY] = JSON_IS_ARRAY,
		[JSON_STRING] = JSON_IS_TEXT,   [JSON_INTEGER] = JSON_IS_INT,
		[JSON_REAL] = JSON_IS_REAL,     [JSON_TRUE] = JSON_IS_BOOL,
		[JSON_FALSE] = JSON_IS_BOOL,    [JSON_NULL] = JSON_IS_NULL,
	};

	return node ? kinds[json_typeof(inner(node))] : JSON_IS_NULL;
}

const char *json_kind_name(enum json_kind kind)
{
	static const char *const names[] = {
		[JSON_IS_NULL] = "null",        [JSON_IS_BOOL] = "true or false",
		[JSON_IS_INT] = "an integer",   [JSON_IS_REAL] = "a decimal number",
		[JSON_IS_TEXT] = "a text",      [JSON_IS_ARRAY] = "a list",
		[JSON_IS_OBJECT] = "an object",
	};

	return names[kind];
}

const struct json *json_get(const struct json *object, const char *name)
{
	return (const struct json *)json_object_get(inner(object), name);
}

const char *json_text(const struct json *node)
{
	return json_string_value(inner(node));
}

bool json_int(const struct json *node, int64_t *ret)
{
	if (json_kind(node) != JSON_IS_INT)
		return false;
	*ret = json_integer_value(inner(node));
	return true;
}

bool json_number(const struct json *node, double *ret)
{
	if (!json_is_number(inner(node)))
		return false;
	*ret = json_number_value(inner(node));
	return true;
}

bool json_bool(const struct json *node, bool *ret)
{
	if (json_kind(node) != JSON_IS_BOOL)
		return false;
	*ret = json_is_true(inner(node));
	return true;
}

size_t json_count(const struct json *node)
{
	return json_is_array(inner(node)) ? json_array_size(inner(node))
	                                  : json_object_size(inner(node));
}

const struct json *json_at(const struct json *array, size_t index)
{
	return (const struct json *)json_array_get(inner(array), index);
}

bool json_each(const struct json *object, json_member_fn fn, void *context, struct err *err)
{
	json_t *members = inner(object);

	for (void *at = json_object_iter(members); at; at = json_object_iter_next(members, at)) {
		const struct json *value = (const struct json *)json_object_iter_value(at);

		if (!fn(context, json_object_iter_key(at), value, err))
			return false;
	}
	return true;
}

#include "codec/centres_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "codec/json.h"
#include "codec/json_write.h"

/* Where we are in the file. The cutter only counts brackets outside texts; whether an entry, and
 * what stands around the list, is JSON at all is said by the strict reader. */
enum place {
	AT_START,   /* nothing but spaces yet */
	IN_LIST,    /* in or between the entries of the list */
	IN_OBJECT,  /* in an object at the top: an entry, or what holds the list */
	AFTER_LIST, /* the rest of what held the list */
	BETWEEN     /* between objects that follow one another */
};

struct centres_json {
	centres_entry_fn *fn;
	void *context;
	enum place place;
	size_t number; /* of the entry being read */
	int depth;     /* of brackets inside the entry */
	bool in_text, escaped;
	struct buf entry;   /* what was read of it */
	struct buf wrapper; /* what holds the list, the list left out */
	bool some;          /* a comma came before this entry */
	bool wrapped;
};

bool centres_json_open(struct centres_json **ret, centres_entry_fn *fn, void *context,
                       struct err *err)
{
	struct centres_json *cutter = calloc(1, sizeof *cutter);

	if (!cutter)
		return err_memory(err);
	cutter->fn = fn;
	cutter->context = context;
	cutter->number = 1;
	*ret = cutter;
	return true;
}

void centres_json_close(struct centres_json **cutter)
{
	if (!*cutter)
		return;
	buf_release(&(*cutter)->entry);
	buf_release(&(*cutter)->wrapper);
	free(*cutter);
	*cutter = NULL;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool fail(const struct centres_json *cutter, const char *what, struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_json", "place %zu: %s", cutter->number, what) ||
	       err_row(cutter->number, err);
}

/* Hand the entry over. It is read as the only member of a list, so that it may be of any kind and
 * nothing can follow it. */
static bool give(struct centres_json *cutter, struct err *err)
{
	AUTO(json_close) struct json *list = NULL;
	AUTO(buf_release) struct buf text = { 0 };

	buf_addc(&text, '[');
	buf_add(&text, cutter->entry.data, cutter->entry.size);
	buf_addc(&text, ']');
	if (!buf_check(&text, err))
		return false;
	if (!json_parse(&list, text.data, text.size, err))
		return err_during(err, "place %zu", cutter->number) || err_row(cutter->number, err);
	if (!cutter->fn(cutter->context, cutter->number, json_at(list, 0), err))
		return false;
	cutter->number++;
	buf_clear(&cutter->entry);
	return true;
}

/* Does what was read of the object end with a name that announces the list? */
static bool announces_list(const struct buf *head)
{
	static const char *const names[] = { "\"data\"", "\"results\"", "\"lieux\"" };
	size_t size = head->size;

	while (size && is_space(head->data[size - 1]))
		size--;
	if (!size || head->data[--size] != ':')
		return false;
	while (size && is_space(head->data[size - 1]))
		size--;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t length = strlen(names[i]);

		if (size >= length && memcmp(head->data + size - length, names[i], length) == 0)
			return true;
	}
	return false;
}

/* Follow texts and brackets through one more byte of an entry. */
static bool follow(struct centres_json *cutter, char c, struct err *err)
{
	struct buf *to = cutter->place == AFTER_LIST ? &cutter->wrapper : &cutter->entry;

	if (cutter->in_text) {
		cutter->in_text = cutter->escaped || c != '"';
		cutter->escaped = !cutter->escaped && c == '\\';
	} else if (c == '"') {
		cutter->in_text = true;
	} else if (c == '{' || c == '[') {
		cutter->depth++;
	} else if (c == '}' || c == ']') {
		cutter->depth--;
	}
	if (to->size >= CENTRES_ENTRY_MAX)
		return err_named(err, ERR_INPUT, "too_long", "place %zu: over %d bytes",
		                 cutter->number, CENTRES_ENTRY_MAX) ||
		       err_row(cutter->number, err);
	buf_addc(to, c);
	return buf_check(to, err);
}

static bool is_blank(const struct buf *buf)
{
	for (size_t i = 0; i < buf->size; i++)
		if (!is_space(buf->data[i]))
			return false;
	return true;
}

static bool take_in_list(struct centres_json *cutter, char c, struct err *err)
{
	bool ends = !cutter->in_text && !cutter->depth && (c == ',' || c == ']');

	if (!ends)
		return (!is_blank(&cutter->entry) || !is_space(c)) ? follow(cutter, c, err) : true;
	if (is_blank(&cutter->entry)) {
		if (c == ',' || cutter->some)
			return fail(cutter, "nothing between two commas", err);
	} else if (!give(cutter, err)) {
		return false;
	}
	cutter->some = c == ',';
	if (c == ']') {
		cutter->place = AFTER_LIST;
		cutter->depth = cutter->wrapped;
		buf_addc(&cutter->wrapper, ']');
	}
	return true;
}

static bool take_in_object(struct centres_json *cutter, char c, struct err *err)
{
	if (!cutter->in_text && c == '[' && cutter->depth == 1 && cutter->number == 1 &&
	    announces_list(&cutter->entry)) {
		cutter->place = IN_LIST;
		cutter->wrapped = true;
		cutter->depth = 0;
		cutter->wrapper = cutter->entry;
		cutter->entry = (struct buf){ 0 };
		buf_addc(&cutter->wrapper, '[');
		return true;
	}
	if (!follow(cutter, c, err))
		return false;
	if (cutter->depth)
		return true;
	cutter->place = BETWEEN;
	return give(cutter, err);
}

static bool take(struct centres_json *cutter, char c, struct err *err)
{
	switch (cutter->place) {
	case AT_START:
	case BETWEEN:
		if (is_space(c))
			return true;
		if (c == '[' && cutter->place == AT_START) {
			cutter->place = IN_LIST;
			buf_addc(&cutter->wrapper, c);
			return true;
		}
		if (c != '{')
			return fail(cutter, "an object is expected", err);
		cutter->place = IN_OBJECT;
		return follow(cutter, c, err);
	case IN_LIST:
		return take_in_list(cutter, c, err);
	case IN_OBJECT:
		return take_in_object(cutter, c, err);
	case AFTER_LIST:
		break;
	}
	return follow(cutter, c, err);
}

bool centres_json_feed(struct centres_json *cutter, const char *data, size_t size, struct err *err)
{
	for (size_t i = 0; i < size; i++)
		if (!take(cutter, data[i], err))
			return false;
	return true;
}

bool centres_json_end(struct centres_json *cutter, struct err *err)
{
	AUTO(json_close) struct json *wrapper = NULL;

	if (cutter->place == BETWEEN)
		return true;
	if (cutter->place != AFTER_LIST || cutter->depth > 0 || cutter->in_text)
		return err_named(err, ERR_INPUT, "truncated",
		                 "the file ends in the middle of place %zu", cutter->number) ||
		       err_row(cutter->number, err);
	return json_parse(&wrapper, cutter->wrapper.data, cutter->wrapper.size, err) ||
	       err_during(err, "around the places");
}

bool centres_json_value(struct buf *to, const struct json *value)
{
	struct json_writer decimal = { .to = to };
	double number;
	int64_t integer;

	if (json_kind(value) == JSON_IS_ARRAY) {
		for (size_t i = 0; i < json_count(value); i++) {
			const char *text = json_text(json_at(value, i));

			if (!text)
				return false;
			buf_addf(to, "%s%s", i ? "|" : "", text);
		}
	} else if (json_int(value, &integer)) {
		buf_addf(to, "%lld", (long long)integer);
	} else if (json_number(value, &number)) {
		json_write_decimal(&decimal, number, 6);
	} else if (json_text(value)) {
		buf_adds(to, json_text(value));
	}
	return json_kind(value) != JSON_IS_OBJECT && json_kind(value) != JSON_IS_BOOL;
}

#include "codec/json_write.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

static void separate(struct json_writer *json)
{
	if (json->comma)
		buf_addc(json->to, ',');
	json->comma = true;
}

static void begin(struct json_writer *json, char bracket)
{
	separate(json);
	buf_addc(json->to, bracket);
	json->comma = false;
}

static void end(struct json_writer *json, char bracket)
{
	buf_addc(json->to, bracket);
	json->comma = true;
}

void json_write_begin_object(struct json_writer *json)
{
	begin(json, '{');
}

void json_write_end_object(struct json_writer *json)
{
	end(json, '}');
}

void json_write_begin_array(struct json_writer *json)
{
	begin(json, '[');
}

void json_write_end_array(struct json_writer *json)
{
	end(json, ']');
}

static void escape(struct buf *to, unsigned char c)
{
	static const char short_forms[] = "\"\"\\\\\nn\rr\tt";

	for (const char *form = short_forms; *form; form += 2)
		if (*form == (char)c) {
			buf_addc(to, '\\');
			buf_addc(to, form[1]);
			return;
		}
	buf_addf(to, "\\u%04x", c);
}

/* Write `size` bytes of well-formed UTF-8, in runs between the characters to escape. */
static void add_escaped(struct buf *to, const char *text, size_t size)
{
	size_t from = 0;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		buf_add(to, text + from, i - from);
		escape(to, c);
		from = i + 1;
	}
	buf_add(to, text + from, size - from);
}

static void add_repaired(struct buf *to, const char *text, size_t size)
{
	size_t step;

	for (size_t i = 0; i < size; i += step) {
		for (step = 1; step <= 4 && step <= size - i; step++)
			if (text_is_utf8(text + i, step))
				break;
		if (step <= 4 && step <= size - i) {
			add_escaped(to, text + i, step);
		} else {
			step = 1;
			buf_adds(to, "\xef\xbf\xbd");
		}
	}
}

static void add_quoted(struct buf *to, const char *text)
{
	size_t size = strlen(text);

	buf_addc(to, '"');
	if (text_is_utf8(text, size))
		add_escaped(to, text, size);
	else
		add_repaired(to, text, size);
	buf_addc(to, '"');
}

void json_write_name(struct json_writer *json, const char *name)
{
	separate(json);
	add_quoted(json->to, name);
	buf_addc(json->to, ':');
	json->comma = false;
}

void json_write_text(struct json_writer *json, const char *text)
{
	if (!text) {
		json_write_null(json);
		return;
	}
	separate(json);
	add_quoted(json->to, text);
}

void json_write_int(struct json_writer *json, int64_t value)
{
	separate(json);
	buf_addf(json->to, "%" PRId64, value);
}

void json_write_bool(struct json_writer *json, bool value)
{
	separate(json);
	buf_adds(json->to, value ? "true" : "false");
}

void json_write_null(struct json_writer *json)
{
	separate(json);
	buf_adds(json->to, "null");
}

/* In integers: printf would write the decimal comma of a French locale. */
void json_write_decimal(struct json_writer *json, double value, int decimals)
{
	int64_t unit = 1, whole;

	if (!isfinite(value) || fabs(value) > 1e9) {
		json_write_null(json);
		return;
	}
	for (int i = 0; i < decimals && i < 9; i++)
		unit *= 10;
	whole = llround(fabs(value) * (double)unit);
	separate(json);
	buf_addf(json->to, "%s%" PRId64, value < 0 && whole ? "-" : "", whole / unit);
	if (unit > 1)
		buf_addf(json->to, ".%0*" PRId64, decimals < 9 ? decimals : 9, whole % unit);
}

void json_write_raw(struct json_writer *json, const char *value, size_t size)
{
	separate(json);
	buf_add(json->to, value, size);
}

void json_write_field_text(struct json_writer *json, const char *name, const char *text)
{
	json_write_name(json, name);
	json_write_text(json, text);
}

void json_write_field_int(struct json_writer *json, const char *name, int64_t value)
{
	json_write_name(json, name);
	json_write_int(json, value);
}

void json_write_field_bool(struct json_writer *json, const char *name, bool value)
{
	json_write_name(json, name);
	json_write_bool(json, value);
}

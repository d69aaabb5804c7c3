#include "http/thing.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/etag.h"

enum { PATH_SIZE = 64, WORD_SIZE = 640 /* of a list */ };

int64_t thing_id(const struct http_request *request, size_t index)
{
	int64_t id;

	return text_parse_int(request->params.value[index], &id) && id > 0 ? id : 0;
}

void thing_begin(struct http_reply *reply, int64_t version)
{
	http_reply_begin(reply, 200, HTTP_JSON);
	etag_version(reply, version);
}

void thing_begin_new(struct http_reply *reply, const char *noun, int64_t id, int64_t version)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "/api/v1/%s/%" PRId64, noun, id);
	http_reply_begin(reply, 201, HTTP_JSON);
	http_reply_header(reply, "Location", path);
	etag_version(reply, version);
}

/* ---- writing ---- */

void thing_write_id(struct json_writer *json, const char *name, int64_t id)
{
	char text[BODY_WORD_SIZE];

	body_write_id(text, id);
	json_write_field_text(json, name, id ? text : NULL);
}

void thing_write_day(struct json_writer *json, const char *name, int64_t day)
{
	char text[DAY_TEXT_SIZE];

	day_format(day, text);
	json_write_field_text(json, name, text);
}

void thing_write_instant(struct json_writer *json, const char *name, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];

	instant_format(at, text);
	json_write_field_text(json, name, at ? text : NULL);
}

void thing_write_point(struct json_writer *json, bool has_point, struct geo_point point)
{
	json_write_name(json, "latitude");
	json_write_decimal(json, has_point ? (double)point.latitude_e6 / 1e6 : NAN, 6);
	json_write_name(json, "longitude");
	json_write_decimal(json, has_point ? (double)point.longitude_e6 / 1e6 : NAN, 6);
}

void thing_write_text(struct json_writer *json, const char *name, const char *text)
{
	json_write_field_text(json, name, *text ? text : NULL);
}

void thing_write_list(struct json_writer *json, const struct thing_list *list, const char *text)
{
	const char separators[] = { list->separator, '\0' };
	char word[WORD_SIZE];
	int64_t number;

	json_write_name(json, list->name);
	json_write_begin_array(json);
	while (*text) {
		size_t size = strcspn(text, separators);

		snprintf(word, sizeof word, "%.*s", (int)size, text);
		if (list->is_numbers && text_parse_int(word, &number))
			json_write_int(json, number);
		else
			json_write_text(json, word);
		text += size + (text[size] != '\0');
	}
	json_write_end_array(json);
}

/* ---- reading ---- */

static bool add_word(const struct thing_list *list, const struct json *from, struct buf *to,
                     struct err *err)
{
	const char *word = json_text(from);
	char number_word[BODY_WORD_SIZE];
	int64_t number;

	if (list->is_numbers && json_int(from, &number)) {
		body_write_id(number_word, number);
		word = number_word;
	} else if (list->is_numbers || !word) {
		return err_named(err, ERR_INPUT, "wrong_type", "\"%s\" is a list of %s", list->name,
		                 list->is_numbers ? "integers" : "texts");
	}
	if (!*word || strchr(word, list->separator))
		return err_named(err, ERR_INPUT, "out_of_range", "\"%s\" has an entry that is none",
		                 list->name);
	if (to->size)
		buf_addc(to, list->separator);
	buf_adds(to, word);
	return true;
}

bool thing_read_list(const struct thing_list *list, const struct json *from, char *to, size_t size,
                     struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };

	for (size_t i = 0; i < json_count(from); i++)
		if (!add_word(list, json_at(from, i), &text, err))
			return err_field(list->name, err);
	if (!buf_check(&text, err))
		return false;
	return text_copy(to, size, buf_text(&text)) ||
	       err_named(err, ERR_INPUT, "too_long", "\"%s\" is longer than %zu bytes in all",
	                 list->name, size - 1) ||
	       err_field(list->name, err);
}

bool thing_read_id(const char *text, const char *name, int64_t *ret, struct err *err)
{
	*ret = 0;
	return !*text || body_id(text, ret, err) || err_field(name, err);
}

bool thing_read_day(const char *text, const char *name, int64_t *ret_day, struct err *err)
{
	return day_parse(text, ret_day) ||
	       err_named(err, ERR_INPUT, "bad_date", "\"%s\" must be like 2026-11-22", name) ||
	       err_field(name, err);
}

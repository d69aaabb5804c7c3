#include "codec/catalogue.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "codec/catalogue_lines.h"

enum { KEY_MAX = 64, VALUES_MAX = 9 };

static int compare(const void *key, const void *line)
{
	return strcmp(key, ((const struct catalogue_line *)line)->key);
}

const char *catalogue_text(const char *key)
{
	const struct catalogue_line *line = bsearch(key, catalogue_lines, catalogue_lines_count,
	                                            sizeof *catalogue_lines, compare);

	return line ? line->text : NULL;
}

static const char *text_in(const char *section, const char *name)
{
	char key[KEY_MAX];

	snprintf(key, sizeof key, "%s.%s", section, name);
	return catalogue_text(key);
}

const char *catalogue_error(const struct err *err)
{
	const char *text = NULL;
	char key[KEY_MAX];

	snprintf(key, sizeof key, "%s_%s", err->name, err->field);
	if (err->field[0])
		text = text_in("field", key);
	if (!text)
		text = text_in("error", err->name);
	return text ? text : text_in("error", err_class_name(err->code));
}

const char *catalogue_outcome(enum outcome outcome)
{
	return text_in("outcome", outcome_name(outcome));
}

static void fill(struct buf *to, const char *text, const char *const *values, size_t count)
{
	for (const char *brace; (brace = strchr(text, '{')); text = brace + 3) {
		size_t index = (size_t)(brace[1] - '1');

		buf_add(to, text, (size_t)(brace - text));
		if (index < count)
			buf_adds(to, values[index]);
	}
	buf_adds(to, text);
}

void catalogue_add(struct buf *to, const char *key, ...)
{
	const char *values[VALUES_MAX], *value, *text = catalogue_text(key);
	size_t count = 0;
	va_list args;

	va_start(args, key);
	while (count < VALUES_MAX && (value = va_arg(args, const char *)))
		values[count++] = value;
	va_end(args);
	if (text)
		fill(to, text, values, count);
}

void catalogue_add_day(struct buf *to, int64_t day)
{
	struct civil civil = day_civil(day);
	char weekday[4], month[4], number[4], year[8];

	snprintf(weekday, sizeof weekday, "%d", day_weekday(day) + 1);
	snprintf(month, sizeof month, "%d", civil.month);
	snprintf(number, sizeof number, "%d", civil.day);
	snprintf(year, sizeof year, "%d", civil.year);
	catalogue_add(to, "day.long", text_in("weekday", weekday),
	              civil.day == 1 ? catalogue_text("day.first") : number,
	              text_in("month", month), year, NULL);
}

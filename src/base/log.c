#include "base/log.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"

enum {
	EVENT_FIELDS_MAX = 8,
	TEXT_MAX = 1000, /* bytes of one text, as written */
	PIECE_MAX = 8,   /* of one character, as written */
	END_SIZE = 16    /* kept for what ends a text and a line */
};

static const char *const level_names[] = { "info", "warning", "error" };

struct line {
	char data[LOG_LINE_SIZE];
	size_t size;
};

static size_t room(const struct line *line)
{
	size_t most = sizeof line->data - END_SIZE;

	return line->size < most ? most - line->size : 0;
}

static void put(struct line *line, const char *text)
{
	size_t size = strlen(text);

	if (size > sizeof line->data - line->size)
		return;
	memcpy(line->data + line->size, text, size);
	line->size += size;
}

/* How the character at `text` is written; how many bytes of `text` it was. What moves a terminal's
 * cursor or ends a line in some eyes is spelled out. */
static size_t spell(const char *text, size_t left, char piece[static PIECE_MAX])
{
	const unsigned char *p = (const unsigned char *)text;
	size_t size = text_utf8_size(text, left);

	if (!size) {
		snprintf(piece, PIECE_MAX, "\xef\xbf\xbd"); /* U+FFFD */
		return 1;
	}
	if (*p == '"' || *p == '\\')
		snprintf(piece, PIECE_MAX, "\\%c", *p);
	else if (*p < 0x20 || *p == 0x7f)
		snprintf(piece, PIECE_MAX, "\\u%04x", *p);
	else if (*p == 0xc2 && p[1] < 0xa0)
		snprintf(piece, PIECE_MAX, "\\u%04x", p[1]);
	else if (memcmp(p, "\xe2\x80\xa8", size) == 0 || memcmp(p, "\xe2\x80\xa9", size) == 0)
		snprintf(piece, PIECE_MAX, "\\u20%02x", p[2] - 0x80);
	else
		snprintf(piece, PIECE_MAX, "%.*s", (int)size, text);
	return size;
}

static void put_text(struct line *line, const char *text)
{
	size_t left = text ? strlen(text) : 0, from = line->size;
	char piece[PIECE_MAX];

	put(line, "\"");
	while (left) {
		size_t size = spell(text, left, piece);

		if (line->size - from > TEXT_MAX || room(line) < PIECE_MAX) {
			put(line, "…");
			break;
		}
		put(line, piece);
		text += size;
		left -= size;
	}
	put(line, "\"");
}

static void put_field(struct line *line, const struct log_field *field)
{
	char number[32];

	if (room(line) < strlen(field->name) + sizeof number + PIECE_MAX)
		return;
	put(line, ",\"");
	put(line, field->name);
	put(line, "\":");
	switch (field->kind) {
	case LOG_IS_TEXT:
		put_text(line, field->text);
		return;
	case LOG_IS_INT:
		snprintf(number, sizeof number, "%lld", (long long)field->number);
		break;
	case LOG_IS_MS:
		snprintf(number, sizeof number, "%lld.%03d", (long long)field->ns / 1000000,
		         (int)(field->ns / 1000 % 1000));
		break;
	}
	put(line, number);
}

static void put_head(struct line *line, enum log_level level, const char *event)
{
	char at[INSTANT_TEXT_SIZE], head[80];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	instant_format((int64_t)now.tv_sec, at);
	at[sizeof at - 2] = '\0'; /* the Z comes after the fraction */
	snprintf(head, sizeof head, "{\"at\":\"%s.%03dZ\",\"level\":\"%s\",\"event\":", at,
	         (int)(now.tv_nsec / 1000000), level_names[level]);
	put(line, head);
	put_text(line, event);
}

/* A reader that is stuck must not stop who writes: what does not fit at once is lost. */
static bool send(const struct line *line)
{
	struct pollfd out = { .fd = STDERR_FILENO, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLOUT) &&
	       write(STDERR_FILENO, line->data, line->size) == (ssize_t)line->size;
}

bool log_fields(enum log_level level, const char *event, const struct log_field *fields,
                size_t count)
{
	struct line line;

	line.size = 0;
	put_head(&line, level, event);
	for (size_t i = 0; i < count; i++)
		put_field(&line, &fields[i]);
	put(&line, "}\n");
	return send(&line);
}

bool log_event(enum log_level level, const char *event, ...)
{
	struct log_field fields[EVENT_FIELDS_MAX];
	size_t count = 0;
	const char *name;
	va_list args;

	va_start(args, event);
	while (count < EVENT_FIELDS_MAX && (name = va_arg(args, const char *)))
		fields[count++] = (struct log_field)LOG_TEXT(name, va_arg(args, const char *));
	va_end(args);
	return log_fields(level, event, fields, count);
}

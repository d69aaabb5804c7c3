#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"

static const char *const level_names[] = { "info", "warning", "error" };

static void add_text(struct buf *line, const char *text)
{
	buf_addc(line, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_addf(line, "\\%c", *p);
		else if ((unsigned char)*p < 0x20)
			buf_addf(line, "\\u%04x", *p);
		else
			buf_addc(line, *p);
	}
	buf_addc(line, '"');
}

void log_event(enum log_level level, const char *event, ...)
{
	AUTO(buf_release) struct buf line = { 0 };
	char at[INSTANT_TEXT_SIZE];
	const char *name;
	va_list args;

	instant_format(clock_now(), at);
	buf_addf(&line, "{\"at\":\"%s\",\"level\":\"%s\",\"event\":", at, level_names[level]);
	add_text(&line, event);
	va_start(args, event);
	while ((name = va_arg(args, const char *))) {
		const char *value = va_arg(args, const char *);

		buf_addc(&line, ',');
		add_text(&line, name);
		buf_addc(&line, ':');
		add_text(&line, value ? value : "");
	}
	va_end(args);
	buf_adds(&line, "}\n");
	if (!line.failed && write(STDERR_FILENO, line.data, line.size) < 0)
		return; /* nobody left to tell */
}

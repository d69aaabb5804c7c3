#include "render/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "render/embedded.h"

enum { TEMPLATE_SIZE_MAX = 1 << 20 };

void template_close(struct template **template)
{
	if (!*template)
		return;
	free((*template)->text);
	free((*template)->lines);
	free(*template);
	*template = NULL;
}

bool template_fail(struct err *err, const struct template *template, int number, const char *format,
                   ...)
{
	char text[sizeof err->text];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (!number)
		return err_named(err, ERR_INPUT, "bad_template", "%s: %s", template->name, text);
	return err_named(err, ERR_INPUT, "bad_template", "%s, line %d: %s", template->name, number,
	                 text);
}

static bool load(struct buf *text, const char *dir, const char *name, struct err *err)
{
	char path[4096];

	if (dir) {
		snprintf(path, sizeof path, "%s/%s", dir, name);
		if (file_exists(path))
			return file_read(text, path, TEMPLATE_SIZE_MAX, err);
	}
	for (size_t i = 0; i < embedded_templates_count; i++)
		if (strcmp(embedded_templates[i].name, name) == 0) {
			buf_add(text, embedded_templates[i].data, embedded_templates[i].size);
			return buf_check(text, err);
		}
	return err_set(err, ERR_MISSING, "there is no template \"%s\"", name);
}

/* A value in double quotes keeps the spaces at its ends. */
static const char *value_of(char *text)
{
	size_t size;

	text = text_trim(text);
	size = strlen(text);
	if (size < 2 || *text != '"' || text[size - 1] != '"')
		return text;
	text[size - 1] = '\0';
	return text + 1;
}

/* One trimmed line: a section, a pair, or nothing. */
static bool parse_line(struct template *t, char *line, int number, const char **section,
                       struct err *err)
{
	size_t size = strlen(line);
	char *equals = strchr(line, '=');

	if (!size || *line == '#')
		return true;
	if (*line == '[') {
		if (line[size - 1] != ']')
			return template_fail(err, t, number, "a section ends with \"]\"");
		line[size - 1] = '\0';
		*section = text_trim(line + 1);
		return true;
	}
	if (!equals || equals == line)
		return template_fail(err, t, number, "a line reads \"key = value\", not \"%.60s\"",
		                     line);
	*equals = '\0';
	t->lines[t->count++] = (struct template_line){
		.section = *section,
		.key = text_trim(line),
		.value = value_of(equals + 1),
		.number = number,
	};
	return true;
}

static bool parse(struct template *t, struct err *err)
{
	const char *section = "";
	char *rest = t->text, *line;
	size_t lines_max = 1;

	for (const char *p = t->text; *p; p++)
		lines_max += *p == '\n';
	t->lines = calloc(lines_max, sizeof *t->lines);
	if (!t->lines)
		return err_memory(err);
	for (int number = 1; (line = strsep(&rest, "\n")); number++)
		if (!parse_line(t, text_trim(line), number, &section, err))
			return false;
	return true;
}

bool template_open(struct template **ret, const char *dir, const char *name, struct err *err)
{
	AUTO(template_close) struct template *t = calloc(1, sizeof *t);
	AUTO(buf_release) struct buf text = { 0 };

	if (!t)
		return err_memory(err);
	TEXT_COPY(t->name, name);
	if (!load(&text, dir, name, err))
		return err_during(err, "reading the template %s", name);
	if (!text_is_utf8(buf_text(&text), text.size))
		return template_fail(err, t, 0, "the text is not UTF-8");
	t->text = buf_take(&text);
	if (!t->text)
		return err_memory(err);
	if (!parse(t, err))
		return false;
	*ret = TAKE(t);
	return true;
}

/* The files of templates/pass, read line by line: "[section]", "key = value", "# remark", empty
 * lines. Translators and graphic people write them, so a mistake is told with file and line. */
#pragma once

#include <stddef.h>

#include "base/err.h"

struct template_line {
	const char *section; /* "" before the first one */
	const char *key, *value;
	int number; /* from 1 */
};

struct template
{
	char name[40]; /* "fr.text" */
	char *text;    /* what the lines point into */
	struct template_line *lines;
	size_t count;
};

/* Read `name` from the folder `dir` when it is there, else (or when `dir` is NULL) the copy in the
 * program. ERR_INPUT "bad_template" for a malformed line or text that is not UTF-8. */
bool template_open(struct template **ret, const char *dir, const char *name, struct err *err);
void template_close(struct template **template);

/* "fr.text, line 12: " and the sentence; ERR_INPUT "bad_template". `number` 0: no line. */
bool template_fail(struct err *err, const struct template *template, int number, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"

static const char *const class_names[] = {
	[ERR_NONE] = "none",           [ERR_REFUSED] = "refused",   [ERR_INPUT] = "input",
	[ERR_MISSING] = "missing",     [ERR_CONFLICT] = "conflict", [ERR_BUSY] = "busy",
	[ERR_FORBIDDEN] = "forbidden", [ERR_SYSTEM] = "system",
};
_Static_assert(COUNT_OF(class_names) == ERR__COUNT, "every class has a name");

const char *err_class_name(enum err_code code)
{
	return class_names[code];
}

static bool fill(struct err *err, enum err_code code, const char *name, const char *format,
                 va_list args)
{
	char text[sizeof err->text]; /* the arguments may point into err->text itself */

	vsnprintf(text, sizeof text, format, args);
	memcpy(err->text, text, sizeof text);
	snprintf(err->name, sizeof err->name, "%s", name);
	err->field[0] = '\0';
	err->row = 0;
	err->least = err->most = 0;
	err->code = code;
	err->wait_seconds = 0;
	return false;
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, code, class_names[code], format, args);
	va_end(args);
	return false;
}

bool err_named(struct err *err, enum err_code code, const char *name, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, code, name, format, args);
	va_end(args);
	return false;
}

bool err_limits(int64_t least, int64_t most, struct err *err)
{
	err->least = least;
	err->most = most;
	return false;
}

bool err_field(const char *field, struct err *err)
{
	snprintf(err->field, sizeof err->field, "%s", field);
	return false;
}

bool err_row(size_t row, struct err *err)
{
	err->row = row;
	return false;
}

bool err_during(struct err *err, const char *format, ...)
{
	char cause[sizeof err->text];
	va_list args;
	int used;

	memcpy(cause, err->text, sizeof cause);
	va_start(args, format);
	used = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	if (used >= 0 && (size_t)used < sizeof err->text)
		snprintf(err->text + used, sizeof err->text - (size_t)used, ": %s", cause);
	return false;
}

bool err_memory(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "out of memory");
}

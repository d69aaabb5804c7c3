#include "model/export.h"

#include <string.h>

#include "base/auto.h"

static const char *const whats[] = { "redemptions", "figures" };
_Static_assert(COUNT_OF(whats) == EXPORT_WHAT__COUNT, "each has a name");

static const char *const forms[] = { "csv", "excel", "xlsx", "json" };
_Static_assert(COUNT_OF(forms) == EXPORT_FORM__COUNT, "each has a name");

static const char *const states[] = {
	[EXPORT_WAITING] = "waiting", [EXPORT_RUNNING] = "running", [EXPORT_DONE] = "done",
	[EXPORT_FAILED] = "failed",   [EXPORT_DROPPED] = "dropped",
};
_Static_assert(COUNT_OF(states) == EXPORT__COUNT, "each has a name");

static int place_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

const char *export_what_name(enum export_what what)
{
	return whats[what];
}

int export_what_parse(const char *name)
{
	return place_of(whats, EXPORT_WHAT__COUNT, name);
}

const char *export_form_name(enum export_form form)
{
	return forms[form];
}

int export_form_parse(const char *name)
{
	return place_of(forms, EXPORT_FORM__COUNT, name);
}

const char *export_state_name(enum export_state state)
{
	return states[state];
}

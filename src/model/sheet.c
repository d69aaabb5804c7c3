#include "model/sheet.h"

#include <string.h>

#include "base/auto.h"

static const char *const languages[] = {
	[LANGUAGE_FR] = "fr", [LANGUAGE_FALC] = "falc", [LANGUAGE_EN] = "en", [LANGUAGE_AR] = "ar",
	[LANGUAGE_UK] = "uk", [LANGUAGE_TR] = "tr",     [LANGUAGE_PT] = "pt",
};
_Static_assert(COUNT_OF(languages) == LANGUAGE__COUNT, "every language has a name");

static const char *const sizes[] = { [PRINT_NORMAL] = "normal", [PRINT_LARGE] = "large" };
_Static_assert(COUNT_OF(sizes) == PRINT__COUNT, "every print size has a name");

static int index_of(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

const char *language_name(enum language language)
{
	return languages[language];
}

int language_parse(const char *name)
{
	return index_of(languages, COUNT_OF(languages), name);
}

const char *print_size_name(enum print_size size)
{
	return sizes[size];
}

int print_size_parse(const char *name)
{
	return index_of(sizes, COUNT_OF(sizes), name);
}

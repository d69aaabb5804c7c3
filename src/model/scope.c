#include "model/scope.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

static const char *const names[] = {
	[SCOPE_SELF] = "self",         [SCOPE_PASSES] = "passes",
	[SCOPE_PLACES] = "places",     [SCOPE_REDEMPTIONS] = "redemptions",
	[SCOPE_FIGURES] = "figures",   [SCOPE_PROGRAMMES] = "programmes",
	[SCOPE_ACCOUNTS] = "accounts", [SCOPE_KEYS] = "keys",
	[SCOPE_JOURNAL] = "journal",
};
_Static_assert(COUNT_OF(names) == SCOPE__COUNT, "every scope has a name");

static const char read_only[] = ":read";

const char *scope_name(enum scope scope)
{
	return names[scope];
}

/* The bit that a word of `size` bytes means; 0 = it is foreign. */
static unsigned word_bit(const char *word, size_t size)
{
	for (int scope = 0; scope < SCOPE__COUNT; scope++) {
		size_t length = strlen(names[scope]), rest = size - length;

		if (size < length || memcmp(word, names[scope], length))
			continue;
		if (rest == 0)
			return SCOPE_CHANGE(scope);
		if (rest == sizeof read_only - 1 && !memcmp(word + length, read_only, rest))
			return SCOPE_READ(scope);
	}
	return 0;
}

bool scopes_parse(const char *text, unsigned *ret)
{
	unsigned scopes = 0;

	for (size_t size; *text; text += size + (text[size] != '\0')) {
		unsigned bit;

		size = strcspn(text, " ");
		bit = word_bit(text, size);
		if (!bit || (scopes & bit) || (text[size] && !text[size + 1]))
			return false;
		scopes |= bit;
	}
	*ret = scopes;
	return true;
}

void scopes_format(unsigned scopes, char to[static SCOPES_TEXT_SIZE])
{
	size_t used = 0;

	*to = '\0';
	for (int scope = 0; scope < SCOPE__COUNT; scope++) {
		bool changes = scopes & SCOPE_CHANGE(scope);

		if (changes || (scopes & SCOPE_READ(scope)))
			used += (size_t)snprintf(to + used, SCOPES_TEXT_SIZE - used, "%s%s%s",
			                         used ? " " : "", names[scope],
			                         changes ? "" : read_only);
	}
}

/* The right to change holds the right to read. */
static unsigned widened(unsigned scopes)
{
	for (int scope = 0; scope < SCOPE__COUNT; scope++)
		if (scopes & SCOPE_CHANGE(scope))
			scopes |= SCOPE_READ(scope);
	return scopes;
}

bool scopes_fit(unsigned scopes, unsigned of)
{
	return !of || (scopes && !(scopes & ~widened(of)));
}

#define READ(scope) SCOPE_READ(SCOPE_##scope)
#define BOTH(scope) (SCOPE_READ(SCOPE_##scope) | SCOPE_CHANGE(SCOPE_##scope))

/* What the routes of http let the role do. tests/http/routes_test.c compares the two. */
static const unsigned of_role[] = {
	[ROLE_ANYONE] = 0,
	[ROLE_OPERATOR] = BOTH(SELF) | BOTH(PASSES) | BOTH(REDEMPTIONS) | BOTH(PLACES) |
	                  BOTH(PROGRAMMES) | BOTH(FIGURES) | BOTH(ACCOUNTS) | BOTH(KEYS) |
	                  BOTH(JOURNAL),
	[ROLE_FUNDER] = BOTH(SELF) | BOTH(REDEMPTIONS) | BOTH(PLACES) | BOTH(PROGRAMMES) |
	                BOTH(FIGURES) | BOTH(ACCOUNTS) | READ(KEYS),
	[ROLE_AGENT] = BOTH(SELF) | BOTH(PASSES) | READ(PLACES) | READ(PROGRAMMES) |
	               BOTH(ACCOUNTS) | READ(KEYS),
	[ROLE_MEDIATOR] = BOTH(SELF) | BOTH(REDEMPTIONS) | READ(PLACES) | READ(PROGRAMMES) |
	                  BOTH(ACCOUNTS) | READ(KEYS),
	[ROLE_AUDITOR] = BOTH(SELF) | READ(PASSES) | READ(REDEMPTIONS) | READ(PLACES) |
	                 READ(PROGRAMMES) | BOTH(FIGURES) | BOTH(ACCOUNTS) | READ(KEYS) |
	                 READ(JOURNAL),
};
_Static_assert(COUNT_OF(of_role) == ROLE__COUNT, "every role has its scopes");

unsigned scopes_of_role(enum role role)
{
	return of_role[role];
}

/* What an access token may be limited to: these kinds of things, to read or to change too. */
#pragma once

#include <stdbool.h>

#include "model/role.h"

enum scope {
	SCOPE_SELF, /* who am I, my own secrets */
	SCOPE_PASSES,
	SCOPE_REDEMPTIONS,
	SCOPE_PLACES,
	SCOPE_PROGRAMMES,
	SCOPE_FIGURES,
	SCOPE_ACCOUNTS,
	SCOPE_KEYS,
	SCOPE_JOURNAL,
	SCOPE__COUNT
};

enum { SCOPES_TEXT_SIZE = 128 };

/* As a bit of a set: 1 << ..., to read, or to change too. */
#define SCOPE_READ(scope) (1u << (2 * (scope)))
#define SCOPE_CHANGE(scope) (2u << (2 * (scope)))

const char *scope_name(enum scope scope);

/* "passes:read redemptions" <-> a set: names separated by one space, in any order (RFC 6749,
 * section 3.3); ":read" = to read only. "" is the empty set, which means all that the role may.
 * False for a foreign word, or one that is there twice. */
bool scopes_parse(const char *text, unsigned *ret);
void scopes_format(unsigned scopes, char to[static SCOPES_TEXT_SIZE]);

/* Is everything of `scopes` in `of` too? Who may change may read; the empty set is everything. */
bool scopes_fit(unsigned scopes, unsigned of);

/* All that a role has to do with. */
unsigned scopes_of_role(enum role role);

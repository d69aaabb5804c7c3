#include "model/role.h"

#include <string.h>

#include "base/auto.h"

static const char *const names[] = {
	[ROLE_ANYONE] = "anyone", [ROLE_OPERATOR] = "operator", [ROLE_FUNDER] = "funder",
	[ROLE_AGENT] = "agent",   [ROLE_MEDIATOR] = "mediator", [ROLE_AUDITOR] = "auditor",
};
_Static_assert(COUNT_OF(names) == ROLE__COUNT, "every role has a name");

const char *role_name(enum role role)
{
	return names[role];
}

int role_parse(const char *name)
{
	for (int role = ROLE_OPERATOR; role < ROLE__COUNT; role++)
		if (strcmp(names[role], name) == 0)
			return role;
	return -1;
}

#include "model/approval.h"

#include <string.h>

#include "base/auto.h"

static const char *const names[] = {
	[APPROVAL_CANDIDATE] = "candidate",
	[APPROVAL_APPROVED] = "approved",
	[APPROVAL_SUSPENDED] = "suspended",
};
_Static_assert(COUNT_OF(names) == APPROVAL__COUNT, "every approval has a name");

const char *approval_name(enum approval approval)
{
	return names[approval];
}

int approval_parse(const char *name)
{
	for (int approval = 0; approval < APPROVAL__COUNT; approval++)
		if (strcmp(names[approval], name) == 0)
			return approval;
	return -1;
}

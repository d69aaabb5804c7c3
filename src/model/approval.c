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

static const char *const suspensions[] = {
	[SUSPENSION_UNSAID] = NULL,
	[SUSPENSION_CLOSED] = "closed",
	[SUSPENSION_ENDED] = "agreement_ended",
	[SUSPENSION_REVIEW] = "under_review",
	[SUSPENSION_OTHER] = "other",
};
_Static_assert(COUNT_OF(suspensions) == SUSPENSION__COUNT, "every suspension has a name");

const char *suspension_name(enum suspension suspension)
{
	return suspensions[suspension];
}

int suspension_parse(const char *name)
{
	for (int i = SUSPENSION_UNSAID + 1; i < SUSPENSION__COUNT; i++)
		if (strcmp(suspensions[i], name) == 0)
			return i;
	return -1;
}

#include "model/batch.h"

#include "base/auto.h"

static const char *const names[] = {
	[BATCH_WAITING] = "waiting", [BATCH_RUNNING] = "running",     [BATCH_DONE] = "done",
	[BATCH_FAILED] = "failed",   [BATCH_CANCELLED] = "cancelled",
};
_Static_assert(COUNT_OF(names) == BATCH__COUNT, "every state has a name");

const char *batch_state_name(enum batch_state state)
{
	return names[state];
}

bool batch_is_over(enum batch_state state)
{
	return state >= BATCH_DONE;
}

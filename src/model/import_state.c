#include "model/import_state.h"

#include "base/auto.h"

static const char *const states[] = {
	[IMPORT_WAITING] = "waiting", [IMPORT_RUNNING] = "running",     [IMPORT_DONE] = "done",
	[IMPORT_FAILED] = "failed",   [IMPORT_CANCELLED] = "cancelled",
};
_Static_assert(COUNT_OF(states) == IMPORT_STATE__COUNT, "every state has a name");

static const char *const phases[] = {
	[IMPORT_CHECKING] = "checking",
	[IMPORT_COMPARING] = "comparing",
	[IMPORT_WRITING] = "writing",
};
_Static_assert(COUNT_OF(phases) == IMPORT_PHASE__COUNT, "every phase has a name");

const char *import_state_name(enum import_state state)
{
	return states[state];
}

const char *import_phase_name(enum import_phase phase)
{
	return phases[phase];
}

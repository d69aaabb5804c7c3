#include "model/pass.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"

void pass_id_format(int64_t id, char to[static PASS_ID_SIZE])
{
	snprintf(to, PASS_ID_SIZE, "%012llx", (unsigned long long)id & 0xffffffffffff);
}

bool pass_id_parse(const char *text, int64_t *ret_id)
{
	unsigned char bytes[6];
	int64_t id = 0;

	if (!text_unhex(bytes, sizeof bytes, text))
		return false;
	for (size_t i = 0; i < sizeof bytes; i++)
		id = id << 8 | bytes[i];
	*ret_id = id;
	return true;
}

static const char *const stages[] = {
	[STAGE_ISSUED] = "issued",   [STAGE_HANDED_OUT] = "handed_out",
	[STAGE_STARTED] = "started", [STAGE_FINISHED] = "finished",
	[STAGE_BLOCKED] = "blocked", [STAGE_REPLACED] = "replaced",
	[STAGE_EXPIRED] = "expired",
};
_Static_assert(COUNT_OF(stages) == STAGE__COUNT, "every stage has a name");

const char *pass_stage_name(enum pass_stage stage)
{
	return stages[stage];
}

int pass_stage_parse(const char *name)
{
	for (int i = 0; i < STAGE__COUNT; i++)
		if (strcmp(stages[i], name) == 0)
			return i;
	return -1;
}

enum pass_stage pass_stage(const struct pass *pass, int used, int grace_days, int64_t day)
{
	if (used >= pass->total)
		return STAGE_FINISHED;
	if (pass->state == PASS_BLOCKED)
		return STAGE_BLOCKED;
	if (pass->state == PASS_REPLACED)
		return STAGE_REPLACED;
	if (pass->state == PASS_CLOSED || day > pass->last_day + grace_days)
		return STAGE_EXPIRED;
	if (used)
		return STAGE_STARTED;
	return pass->handed_out_at ? STAGE_HANDED_OUT : STAGE_ISSUED;
}

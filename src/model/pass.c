#include "model/pass.h"

#include <stdio.h>
#include <string.h>

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

const char *pass_stage(const struct pass *pass, int used, int grace_days, int64_t day)
{
	static const char *const ended[] = {
		[PASS_BLOCKED] = "blocked", [PASS_REPLACED] = "replaced"
	};

	if (used >= pass->total)
		return "finished";
	if (pass->state == PASS_BLOCKED || pass->state == PASS_REPLACED)
		return ended[pass->state];
	if (pass->state == PASS_CLOSED || day > pass->last_day + grace_days)
		return "expired";
	return used ? "started" : pass->handed_out_at ? "handed_out" : "issued";
}

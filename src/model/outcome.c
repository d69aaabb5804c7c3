#include "model/outcome.h"

#include "base/auto.h"

static const struct {
	const char *name;
	bool authentic;
} outcomes[] = {
	[OUTCOME_REDEEMED] = { "redeemed", true },
	[OUTCOME_ALREADY_YOURS] = { "already_yours", true },
	[OUTCOME_ALREADY_USED] = { "already_used", true },
	[OUTCOME_EXPIRED] = { "expired", true },
	[OUTCOME_NOT_YET_VALID] = { "not_yet_valid", true },
	[OUTCOME_BLOCKED] = { "blocked", true },
	[OUTCOME_REPLACED] = { "replaced", true },
	[OUTCOME_NOT_FUNDED] = { "not_funded", true },
	[OUTCOME_WRONG_TERRITORY] = { "wrong_territory", true },
	[OUTCOME_KIND_NOT_ALLOWED] = { "kind_not_allowed", true },
	[OUTCOME_SPECIMEN] = { "specimen", true },
	[OUTCOME_BAD_SIGNATURE] = { "bad_signature", false },
	[OUTCOME_UNKNOWN_KEY] = { "unknown_key", false },
	[OUTCOME_MALFORMED] = { "malformed", false },
	[OUTCOME_UNKNOWN_CODE] = { "unknown_code", false },
	[OUTCOME_TOO_MANY_WRONG_CODES] = { "too_many_wrong_codes", false },
};
_Static_assert(COUNT_OF(outcomes) == OUTCOME__COUNT, "every outcome has a line");

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome].name;
}

bool outcome_is_authentic(enum outcome outcome)
{
	return outcomes[outcome].authentic;
}

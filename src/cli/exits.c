#include "cli/exits.h"

#include "base/auto.h"

static const char *const abouts[] = {
	[EXIT_DONE] = "done",
	[EXIT_REFUSED] = "refused: already used, expired, signature wrong...",
	[EXIT_WRONG_USE] = "wrong use: an option, a file or a value that makes no sense",
	[EXIT_NOT_FOUND] = "not found: no such pass, programme, code, file...",
	[EXIT_CONFLICT] = "conflict, or busy: the present state forbids it",
	[EXIT_SYSTEM] = "system: disk, database, network",
};
_Static_assert(COUNT_OF(abouts) == EXIT__COUNT, "every exit code is explained");

static const enum exit_code of_error[] = {
	[ERR_NONE] = EXIT_DONE,         [ERR_REFUSED] = EXIT_REFUSED,
	[ERR_INPUT] = EXIT_WRONG_USE,   [ERR_MISSING] = EXIT_NOT_FOUND,
	[ERR_CONFLICT] = EXIT_CONFLICT, [ERR_BUSY] = EXIT_CONFLICT,
	[ERR_FORBIDDEN] = EXIT_REFUSED, [ERR_SYSTEM] = EXIT_SYSTEM,
};
_Static_assert(COUNT_OF(of_error) == ERR__COUNT, "every error has an exit code");

static const enum exit_code of_outcome[] = {
	[OUTCOME_REDEEMED] = EXIT_DONE,           [OUTCOME_ALREADY_YOURS] = EXIT_DONE,
	[OUTCOME_ALREADY_USED] = EXIT_REFUSED,    [OUTCOME_EXPIRED] = EXIT_REFUSED,
	[OUTCOME_NOT_YET_VALID] = EXIT_REFUSED,   [OUTCOME_BLOCKED] = EXIT_REFUSED,
	[OUTCOME_REPLACED] = EXIT_REFUSED,        [OUTCOME_NOT_FUNDED] = EXIT_REFUSED,
	[OUTCOME_WRONG_TERRITORY] = EXIT_REFUSED, [OUTCOME_KIND_NOT_ALLOWED] = EXIT_REFUSED,
	[OUTCOME_SPECIMEN] = EXIT_REFUSED,        [OUTCOME_BAD_SIGNATURE] = EXIT_REFUSED,
	[OUTCOME_UNKNOWN_KEY] = EXIT_REFUSED,     [OUTCOME_MALFORMED] = EXIT_REFUSED,
	[OUTCOME_UNKNOWN_CODE] = EXIT_NOT_FOUND,  [OUTCOME_TOO_MANY_WRONG_CODES] = EXIT_REFUSED,
};
_Static_assert(COUNT_OF(of_outcome) == OUTCOME__COUNT, "every outcome has an exit code");

const char *exit_about(enum exit_code code)
{
	return abouts[code];
}

enum exit_code exit_of_error(enum err_code code)
{
	return of_error[code];
}

enum exit_code exit_of_outcome(enum outcome outcome)
{
	return of_outcome[outcome];
}
